package dev.leibniz.op;

import java.util.Arrays;

/** Some axes of a shape: an array that compares by value, as the components of an op must. */
public final class Axes {
  private final int[] values;

  private Axes(int[] values) {
    this.values = values;
  }

  /** These axes, in this order; the array now belongs to them. */
  public static Axes of(int... values) {
    return new Axes(values);
  }

  /** The axes; to be read only. */
  public int[] values() {
    return values;
  }

  Axes shifted() {
    return new Axes(Batching.shifted(values));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Axes a && Arrays.equals(values, a.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
