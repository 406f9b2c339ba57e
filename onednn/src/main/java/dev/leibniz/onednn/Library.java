package dev.leibniz.onednn;

import dev.leibniz.spi.PackagedLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shared library: looked for once, opened for as long as the process lives. */
@SuppressWarnings("restricted") // --enable-native-access is the user's consent.
final class Library {
  private static final System.Logger LOG = System.getLogger("dev.leibniz");

  /** Of {@code dnnl_version_t}: three numbers, the address of a text, the runtimes. */
  private static final long VERSION_SIZE = 32;

  private static final long CPU_RUNTIME = 24;

  /** What the library may share its work by: nothing, or OpenMP's threads, which can be one. */
  private static final int SEQUENTIAL = 1;

  private static final int OPENMP = 2;

  private static final int MAJOR = 3;

  private static final Library FOUND = new Library();

  private @Nullable SymbolLookup symbols;
  private String name = "";
  private final List<String> refused = new ArrayList<>();

  private Library() {
    String path = System.getProperty("leibniz.onednn.path");
    if (path != null) {
      open(path, () -> SymbolLookup.libraryLookup(Path.of(path), Arena.global()));
    }
    String platform = PackagedLibrary.platform();
    PackagedLibrary packaged =
        new PackagedLibrary(
            "dnnl",
            platform.startsWith("macosx")
                ? List.of("libdnnl.3.dylib", "libomp.dylib", "libiomp5.dylib")
                : platform.startsWith("windows")
                    ? List.of("dnnl.dll", "libiomp5md.dll")
                    : List.of("libdnnl.so.3", "libgomp.so.1"));
    open(
        "org.bytedeco:dnnl for " + platform,
        () ->
            SymbolLookup.libraryLookup(
                packaged.unpack(Library.class.getClassLoader()), Arena.global()));
    String system = packaged.files().getFirst();
    open(system, () -> SymbolLookup.libraryLookup(system, Arena.global()));
    if (symbols != null && !refused.isEmpty() && path != null) {
      LOG.log(System.Logger.Level.WARNING, "leibniz-onednn: {0}", String.join("; ", refused));
    }
  }

  /** A way to open a library, which throws if there is none there. */
  private interface Opening {
    SymbolLookup open() throws Exception;
  }

  private void open(String from, Opening opening) {
    if (symbols != null) {
      return;
    }
    try {
      SymbolLookup opened = opening.open();
      name = "oneDNN " + usableVersion(opened) + " (" + from + ")";
      symbols = opened;
    } catch (Exception | LinkageError e) {
      refused.add(from + ": " + (e.getMessage() == null ? e : e.getMessage()));
    }
  }

  private static String usableVersion(SymbolLookup symbols) {
    MemorySegment version;
    try {
      version =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(
                      symbols.findOrThrow("dnnl_version"),
                      FunctionDescriptor.of(ValueLayout.ADDRESS))
                  .invokeExact();
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
    version = version.reinterpret(VERSION_SIZE);
    int major = version.get(ValueLayout.JAVA_INT, 0);
    String text =
        major
            + "."
            + version.get(ValueLayout.JAVA_INT, 4)
            + "."
            + version.get(ValueLayout.JAVA_INT, 8);
    if (major != MAJOR) {
      throw new UnsupportedOperationException(
          "it is of version " + text + ", and " + MAJOR + " is needed");
    }
    int runtime = version.get(ValueLayout.JAVA_INT, CPU_RUNTIME);
    if (runtime != SEQUENTIAL
        && !(runtime == OPENMP && symbols.find("omp_set_num_threads").isPresent())) {
      throw new UnsupportedOperationException(
          "it is built with threads that are not OpenMP's, which cannot be held to one");
    }
    return text;
  }

  /** The library's name, if there is one. */
  static String require() {
    if (FOUND.symbols == null) {
      throw new UnsupportedOperationException(
          "no oneDNN found (tried "
              + String.join("; ", FOUND.refused)
              + "); put org.bytedeco:dnnl for this platform on the path, or name a library with"
              + " -Dleibniz.onednn.path=…");
    }
    return FOUND.name;
  }

  /** The library's functions. */
  static SymbolLookup symbols() {
    SymbolLookup symbols = FOUND.symbols;
    if (symbols == null) {
      throw new IllegalStateException("no library");
    }
    return symbols;
  }
}
