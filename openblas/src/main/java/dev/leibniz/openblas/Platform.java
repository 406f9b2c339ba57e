package dev.leibniz.openblas;

import java.util.List;
import java.util.Locale;

/**
 * An operating system and processor, as Bytedeco names it, and how the libraries are called there.
 *
 * @param name such as {@code linux-x86_64}
 * @param files the library, then those it needs; one that the jar lacks is the system's affair
 * @param systemLibraries what to ask the system's linker for
 */
record Platform(String name, List<String> files, List<String> systemLibraries) {
  static Platform current() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> arch;
        };
    if (system.startsWith("mac")) {
      return new Platform(
          "macosx-" + processor,
          List.of(
              "libopenblas.0.dylib",
              "libgfortran.5.dylib",
              "libquadmath.0.dylib",
              "libgcc_s.1.1.dylib"),
          List.of(
              "libopenblas.dylib",
              "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
              "/System/Library/Frameworks/Accelerate.framework/Accelerate"));
    }
    if (system.startsWith("windows")) {
      return new Platform(
          "windows-" + processor,
          List.of(
              "libopenblas.dll",
              "libgfortran-5.dll",
              "libquadmath-0.dll",
              "libgcc_s_seh-1.dll",
              "libwinpthread-1.dll"),
          List.of("libopenblas.dll"));
    }
    return new Platform(
        "linux-" + processor,
        List.of("libopenblas.so.0", "libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1"),
        List.of("libopenblas.so.0", "libopenblas.so"));
  }
}
