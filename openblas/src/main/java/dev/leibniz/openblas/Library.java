package dev.leibniz.openblas;

import dev.leibniz.spi.PackagedLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The shared library: looked for once, opened for as long as the process lives. */
@SuppressWarnings("restricted") // --enable-native-access is the user's consent.
final class Library {
  private static final System.Logger LOG = System.getLogger("dev.leibniz");

  private static final Pattern NUMBER = Pattern.compile("OpenBLAS (\\d+(\\.\\d+)*)");
  private static final Version OLDEST = Version.parse("0.3.20");

  /** What {@code openblas_get_parallel} answers. */
  private static final int PTHREADS = 1;

  /** The processors without vectors of 256 bits for which OpenBLAS has loops, as it names them. */
  private static final Set<String> WITHOUT_WIDE_VECTORS =
      Set.of(
          "Katmai",
          "Coppermine",
          "Northwood",
          "Prescott",
          "Banias",
          "Core2",
          "Penryn",
          "Dunnington",
          "Nehalem",
          "Athlon",
          "Opteron",
          "Opteron_SSE3",
          "Barcelona",
          "Bobcat",
          "Atom",
          "Nano");

  private static final String TELL_IT =
      "if it has wider vectors, set OPENBLAS_CORETYPE to HASWELL or SKYLAKEX in the environment";

  private static final Library FOUND = new Library();

  private @Nullable SymbolLookup symbols;
  private String name = "";
  private final List<String> refused = new ArrayList<>();

  private Library() {
    String path = System.getProperty("leibniz.openblas.path");
    if (path != null) {
      open(path, () -> SymbolLookup.libraryLookup(Path.of(path), Arena.global()));
    }
    Platform platform = Platform.current();
    if (!"jar".equals(System.getProperty("leibniz.openblas"))) {
      for (String system : platform.systemLibraries()) {
        open(system, () -> asGoodAsTheJar(SymbolLookup.libraryLookup(system, Arena.global())));
      }
    }
    open(
        "org.bytedeco:openblas for " + platform.name(),
        () ->
            SymbolLookup.libraryLookup(
                new PackagedLibrary("openblas", platform.files())
                    .unpack(Library.class.getClassLoader()),
                Arena.global()));
    for (String system : platform.systemLibraries()) {
      open(system, () -> SymbolLookup.libraryLookup(system, Arena.global()));
    }
    if (symbols != null && WITHOUT_WIDE_VECTORS.contains(core(symbols))) {
      LOG.log(
          System.Logger.Level.WARNING,
          "leibniz-openblas: {0} takes the processor for a {1}; {2}",
          name,
          core(symbols),
          TELL_IT);
    }
    if (symbols != null && !refused.isEmpty() && path != null) {
      LOG.log(System.Logger.Level.WARNING, "leibniz-openblas: {0}", String.join("; ", refused));
    }
  }

  /**
   * The system's library, if it is as good as the jar's: not so old that it lacks loops for today's
   * processors, and with pthreads, for one without threads does not expect calls from several at
   * once, and one with OpenMP's keeps a pool for each caller. Nor may it take this processor for an
   * old one, as it does with those that came after it: that costs three quarters of the speed.
   */
  private static SymbolLookup asGoodAsTheJar(SymbolLookup system) {
    String version = version(system);
    Matcher number = NUMBER.matcher(version);
    if (!number.find() || Version.parse(number.group(1)).compareTo(OLDEST) < 0) {
      throw new UnsupportedOperationException(version + " is older than " + OLDEST);
    }
    if (parallel(system) != PTHREADS) {
      throw new UnsupportedOperationException(version + " is built without pthreads");
    }
    if (WITHOUT_WIDE_VECTORS.contains(core(system))) {
      throw new UnsupportedOperationException(
          version + " takes the processor for a " + core(system) + "; " + TELL_IT);
    }
    return system;
  }

  /** What a library takes the processor for. */
  private static String core(SymbolLookup symbols) {
    return symbols.find("openblas_get_corename").map(Library::text).orElse("");
  }

  private static int parallel(SymbolLookup symbols) {
    try {
      return (int)
          Linker.nativeLinker()
              .downcallHandle(
                  symbols.findOrThrow("openblas_get_parallel"),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT))
              .invokeExact();
    } catch (Throwable e) {
      throw Calls.failed(e);
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
      opened.findOrThrow("cblas_sgemm");
      opened.findOrThrow("cblas_dgemm");
      name = version(opened) + " (" + from + ")";
      symbols = opened;
    } catch (Exception | LinkageError e) {
      refused.add(from + ": " + (e.getMessage() == null ? e : e.getMessage()));
    }
  }

  private static String version(SymbolLookup symbols) {
    return symbols.find("openblas_get_config").map(Library::text).orElse("BLAS");
  }

  private static String text(MemorySegment function) {
    try {
      MemorySegment text =
          (MemorySegment)
              Linker.nativeLinker()
                  .downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS))
                  .invokeExact();
      return text.reinterpret(1024).getString(0).strip();
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  /** The library's name, if there is one. */
  static String require() {
    if (FOUND.symbols == null) {
      throw new UnsupportedOperationException(
          "no OpenBLAS found (tried "
              + String.join("; ", FOUND.refused)
              + "); put org.bytedeco:openblas for this platform on the path, or name a library with"
              + " -Dleibniz.openblas.path=…");
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
