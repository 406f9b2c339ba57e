package dev.leibniz.openblas;

import dev.leibniz.spi.PackagedLibrary;
import java.util.List;

/**
 * How the libraries are called on an operating system and processor.
 *
 * @param name such as {@code linux-x86_64}
 * @param files the library, then those it needs; one that the jar lacks is the system's affair
 * @param systemLibraries what to ask the system's linker for
 */
record Platform(String name, List<String> files, List<String> systemLibraries) {
  static Platform current() {
    String name = PackagedLibrary.platform();
    if (name.startsWith("macosx")) {
      return new Platform(
          name,
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
    if (name.startsWith("windows")) {
      return new Platform(
          name,
          List.of(
              "libopenblas.dll",
              "libgfortran-5.dll",
              "libquadmath-0.dll",
              "libgcc_s_seh-1.dll",
              "libwinpthread-1.dll"),
          List.of("libopenblas.dll"));
    }
    return new Platform(
        name,
        List.of("libopenblas.so.0", "libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1"),
        List.of("libopenblas.so.0", "libopenblas.so"));
  }
}
