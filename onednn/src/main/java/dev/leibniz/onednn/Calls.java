package dev.leibniz.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handles of the functions that are called for every piece of work; constants, so that a call is
 * compiled into its caller.
 */
@SuppressWarnings("restricted") // --enable-native-access is the user's consent.
final class Calls {
  private static final MemoryLayout[] OF_SGEMM = {
    JAVA_BYTE,
    JAVA_BYTE,
    JAVA_LONG,
    JAVA_LONG,
    JAVA_LONG,
    JAVA_FLOAT,
    ADDRESS,
    JAVA_LONG,
    ADDRESS,
    JAVA_LONG,
    JAVA_FLOAT,
    ADDRESS,
    JAVA_LONG
  };

  static final MethodHandle SGEMM = bind("dnnl_sgemm", OF_SGEMM);

  /** Passes pointers into Java arrays, and the garbage collector waits until it returns. */
  static final MethodHandle SGEMM_ON_HEAP =
      bind("dnnl_sgemm", OF_SGEMM, Linker.Option.critical(true));

  static final MethodHandle EXECUTE =
      bind("dnnl_primitive_execute", new MemoryLayout[] {ADDRESS, ADDRESS, JAVA_INT, ADDRESS});

  static final MethodHandle PLACE =
      bind(
          "dnnl_memory_set_data_handle",
          new MemoryLayout[] {ADDRESS, ADDRESS},
          Linker.Option.critical(false));

  private static final @Nullable MethodHandle THREADS = threads();

  private Calls() {}

  private static MethodHandle bind(
      String function, MemoryLayout[] parameters, Linker.Option... options) {
    return Linker.nativeLinker()
        .downcallHandle(
            Library.symbols().findOrThrow(function),
            FunctionDescriptor.of(JAVA_INT, parameters),
            options);
  }

  private static @Nullable MethodHandle threads() {
    Optional<MemorySegment> address = Library.symbols().find("omp_set_num_threads");
    return address.isEmpty()
        ? null
        : Linker.nativeLinker()
            .downcallHandle(
                address.get(), FunctionDescriptor.ofVoid(JAVA_INT), Linker.Option.critical(false));
  }

  /**
   * Keeps the library from starting threads when this one calls it, which OpenMP lets each thread
   * say for itself only; it is cheaper to say it again than to remember who has.
   */
  static void useOneThread() {
    if (THREADS != null) {
      try {
        THREADS.invokeExact(1);
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }

  /** Throws if a function's answer is an error. */
  static void check(int status, String function) {
    if (status != 0) {
      throw new IllegalStateException(function + " answers " + status);
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
