package dev.leibniz.kernel;

/** A question about two numbers. */
public interface BinaryPredicate {
  /** The name of the public operation; also that under which a vector form is looked up. */
  String name();

  boolean test(double x, double y);

  default boolean test(float x, float y) {
    return test((double) x, (double) y);
  }

  boolean test(long x, long y);

  default boolean test(int x, int y) {
    return test((long) x, (long) y);
  }

  default boolean test(boolean x, boolean y) {
    return test(x ? 1L : 0L, y ? 1L : 0L);
  }
}
