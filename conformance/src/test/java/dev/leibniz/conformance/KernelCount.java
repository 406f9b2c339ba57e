package dev.leibniz.conformance;

import java.lang.reflect.Method;

/**
 * The library's count of the kernels that run. It is not exported, so it is only there in a JVM
 * that takes the library from its class path, with {@code -Dleibniz.count=on}.
 */
final class KernelCount {
  static final boolean IS_ON = "on".equals(System.getProperty("leibniz.count"));

  private KernelCount() {}

  static long during(Runnable body) {
    try {
      Method during =
          Class.forName("dev.leibniz.transform.OpCount").getMethod("during", Runnable.class);
      return (long) during.invoke(null, body);
    } catch (ReflectiveOperationException e) {
      if (e.getCause() instanceof RuntimeException mine) {
        throw mine;
      }
      throw new LinkageError("the library's count", e);
    }
  }
}
