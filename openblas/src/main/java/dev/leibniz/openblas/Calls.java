package dev.leibniz.openblas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Handles of the library's functions; constants, so that a call is compiled into its caller.
 *
 * <p>Those "on heap" pass pointers into Java arrays, and the garbage collector waits until they
 * return: they are for work of about a millisecond.
 */
@SuppressWarnings("restricted") // --enable-native-access is the user's consent.
final class Calls {
  private static final MemoryLayout[] OF_FLOATS = {
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_FLOAT,
    ADDRESS,
    JAVA_INT,
    ADDRESS,
    JAVA_INT,
    JAVA_FLOAT,
    ADDRESS,
    JAVA_INT
  };

  private static final MemoryLayout[] OF_DOUBLES = {
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_INT,
    JAVA_DOUBLE,
    ADDRESS,
    JAVA_INT,
    ADDRESS,
    JAVA_INT,
    JAVA_DOUBLE,
    ADDRESS,
    JAVA_INT
  };

  static final MethodHandle SGEMM = bind("cblas_sgemm", OF_FLOATS);
  static final MethodHandle DGEMM = bind("cblas_dgemm", OF_DOUBLES);
  static final MethodHandle SGEMM_ON_HEAP =
      bind("cblas_sgemm", OF_FLOATS, Linker.Option.critical(true));
  static final MethodHandle DGEMM_ON_HEAP =
      bind("cblas_dgemm", OF_DOUBLES, Linker.Option.critical(true));

  static {
    useOneThread();
  }

  private Calls() {}

  private static MethodHandle bind(
      String function, MemoryLayout[] parameters, Linker.Option... options) {
    MemorySegment address = Library.symbols().findOrThrow(function);
    return Linker.nativeLinker()
        .downcallHandle(address, FunctionDescriptor.ofVoid(parameters), options);
  }

  private static void useOneThread() {
    Optional<MemorySegment> address = Library.symbols().find("openblas_set_num_threads");
    if (address.isPresent()) {
      try {
        Linker.nativeLinker()
            .downcallHandle(address.get(), FunctionDescriptor.ofVoid(JAVA_INT))
            .invoke(1);
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }

  /**
   * Multiplies two numbers, so that a library of another kind is found out before it is relied on.
   */
  static void check() {
    float[] c = new float[1];
    double[] d = new double[1];
    try {
      SGEMM_ON_HEAP.invokeExact(
          101,
          111,
          111,
          1,
          1,
          1,
          1f,
          MemorySegment.ofArray(new float[] {3}),
          1,
          MemorySegment.ofArray(new float[] {5}),
          1,
          0f,
          MemorySegment.ofArray(c),
          1);
      DGEMM_ON_HEAP.invokeExact(
          101,
          111,
          111,
          1,
          1,
          1,
          1d,
          MemorySegment.ofArray(new double[] {3}),
          1,
          MemorySegment.ofArray(new double[] {5}),
          1,
          0d,
          MemorySegment.ofArray(d),
          1);
    } catch (Throwable e) {
      throw failed(e);
    }
    if (c[0] != 15 || d[0] != 15) {
      throw new UnsupportedOperationException("3 · 5 gave " + c[0] + " and " + d[0]);
    }
  }

  /** What to throw if a call fails: handles throw nothing of their own that is checked. */
  static RuntimeException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException r ? r : new IllegalStateException(e);
  }
}
