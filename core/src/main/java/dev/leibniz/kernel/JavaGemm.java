package dev.leibniz.kernel;

import java.lang.reflect.InvocationTargetException;

/** Chooses between plain loops and the Vector API for products of matrices. */
final class JavaGemm {
  private static final GemmKernel CHOSEN = load();

  /** Whether the Vector API is used. */
  static final boolean HAS_LANES = !(CHOSEN instanceof GemmLoops);

  private JavaGemm() {}

  static GemmKernel choose() {
    return CHOSEN;
  }

  private static GemmKernel load() {
    boolean isCompiled = !System.getProperty("java.vm.info", "").contains("emulated-client");
    if (!Settings.VECTOR
        || !isCompiled
        || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return new GemmLoops();
    }
    try {
      return (GemmKernel)
          Class.forName("dev.leibniz.kernel.vector.GemmLanes").getConstructor().newInstance();
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new AssertionError(e);
    }
  }
}
