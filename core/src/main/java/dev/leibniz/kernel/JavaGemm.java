package dev.leibniz.kernel;

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
    if (Lanes.LOOPS == null) {
      return new GemmLoops();
    }
    try {
      return Class.forName("dev.leibniz.kernel.vector.GemmLanes")
          .asSubclass(GemmKernel.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the kernel for matrix products cannot be loaded", e);
    }
  }
}
