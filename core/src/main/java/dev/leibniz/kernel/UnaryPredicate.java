package dev.leibniz.kernel;

/** A question about one number. */
public interface UnaryPredicate {
  /** The name of the public operation; also that under which a vector form is looked up. */
  String name();

  boolean test(double x);

  default boolean test(float x) {
    return test((double) x);
  }
}
