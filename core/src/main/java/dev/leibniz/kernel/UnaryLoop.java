package dev.leibniz.kernel;

/** Applies a function to a run of neighbours; {@code x} and {@code z} may be the same array. */
public abstract class UnaryLoop {
  protected abstract void run(UnaryFunction f, Object x, int xo, Object z, int zo, int n);
}
