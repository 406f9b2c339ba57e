package dev.leibniz.op;

import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Roundings. Their derivative is zero, yet they are nodes of the graph: {@code strict} asks the
 * graph.
 */
public sealed interface Roundings extends Unary {
  Unary FLOOR = new Floor();
  Unary CEIL = new Ceil();
  Unary ROUND = new Round();
  Unary TRUNC = new Trunc();

  /** The greatest integer below. */
  record Floor() implements Roundings {
    @Override
    public int keep() {
      return NOTHING;
    }

    @Override
    public double at(double x) {
      return Math.floor(x);
    }

    @Override
    public long at(long x) {
      return x;
    }

    @Override
    public @Nullable Tensor scale(Tensor x, Tensor y, Tensor t) {
      return null;
    }
  }

  /** The least integer above. */
  record Ceil() implements Roundings {
    @Override
    public int keep() {
      return NOTHING;
    }

    @Override
    public double at(double x) {
      return Math.ceil(x);
    }

    @Override
    public long at(long x) {
      return x;
    }

    @Override
    public @Nullable Tensor scale(Tensor x, Tensor y, Tensor t) {
      return null;
    }
  }

  /** The nearest integer, ties to even. */
  record Round() implements Roundings {
    @Override
    public int keep() {
      return NOTHING;
    }

    @Override
    public double at(double x) {
      return Math.rint(x);
    }

    @Override
    public long at(long x) {
      return x;
    }

    @Override
    public @Nullable Tensor scale(Tensor x, Tensor y, Tensor t) {
      return null;
    }
  }

  /** The integer towards zero. */
  record Trunc() implements Roundings {
    @Override
    public int keep() {
      return NOTHING;
    }

    @Override
    public double at(double x) {
      return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    @Override
    public long at(long x) {
      return x;
    }

    @Override
    public @Nullable Tensor scale(Tensor x, Tensor y, Tensor t) {
      return null;
    }
  }
}
