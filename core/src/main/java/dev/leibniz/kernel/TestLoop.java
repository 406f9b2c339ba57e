package dev.leibniz.kernel;

/** Asks a question about each number of a run. */
public abstract class TestLoop {
  protected abstract void run(UnaryPredicate p, Object x, int xo, boolean[] z, int zo, int n);
}
