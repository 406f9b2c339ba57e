package dev.leibniz.law;

import java.util.Random;
import java.util.function.Predicate;

/**
 * What must hold for every sample that it applies to.
 *
 * @param name what the law says
 * @param applies whether it says anything about a sample
 * @param check throws if it is broken
 */
record Law(String name, Predicate<Sample> applies, Check check) {
  /** Tries a law on a sample. */
  @FunctionalInterface
  interface Check {
    void on(Sample sample, Random random);
  }

  private static final long SEED = Long.getLong("leibniz.seed", 1);

  Law(String name, Check check) {
    this(name, s -> true, check);
  }

  /** A law about derivatives, for samples that have some. */
  static Law ofDerivatives(String name, Check check) {
    return new Law(name, Sample::isDifferentiable, check);
  }

  void check(Sample sample) {
    long seed = SEED + (name + sample.name()).hashCode();
    try {
      check.on(sample, new Random(seed));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          sample
              + " breaks \""
              + name
              + "\": "
              + e.getMessage()
              + "\n(again with -Dleibniz.seed="
              + SEED
              + ")",
          e);
    }
  }

  /** Whether a sample keeps this law. */
  boolean holdsFor(Sample sample) {
    try {
      check(sample);
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }
}
