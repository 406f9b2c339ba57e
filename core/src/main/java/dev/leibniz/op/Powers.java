package dev.leibniz.op;

import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/** Algebraic functions: signs, powers and roots. */
public sealed interface Powers extends Unary {
  Unary NEG = new Neg();
  Unary ABS = new Abs();
  Unary SIGN = new Sign();
  Unary SQUARE = new Square();
  Unary SQRT = new Sqrt();
  Unary RSQRT = new Rsqrt();
  Unary RECIPROCAL = new Reciprocal();
  Unary RELU = new Relu();

  /** y = −x. */
  record Neg() implements Powers {
    @Override
    public int keep() {
      return NOTHING;
    }

    @Override
    public double at(double x) {
      return -x;
    }

    @Override
    public float at(float x) {
      return -x;
    }

    @Override
    public long at(long x) {
      return -x;
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.neg();
    }
  }

  /** y = |x|; the partial at 0 is 0. */
  record Abs() implements Powers {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.abs(x);
    }

    @Override
    public float at(float x) {
      return Math.abs(x);
    }

    @Override
    public long at(long x) {
      return Math.abs(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.sign());
    }
  }

  /** y = −1, 0 or 1. */
  record Sign() implements Powers {
    @Override
    public int keep() {
      return NOTHING;
    }

    @Override
    public double at(double x) {
      return Double.isNaN(x) ? x : x > 0 ? 1 : x < 0 ? -1 : 0;
    }

    @Override
    public long at(long x) {
      return Long.signum(x);
    }

    @Override
    public @Nullable Tensor scale(Tensor x, Tensor y, Tensor t) {
      return null;
    }
  }

  /** y = x². */
  record Square() implements Powers {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return x * x;
    }

    @Override
    public float at(float x) {
      return x * x;
    }

    @Override
    public long at(long x) {
      return x * x;
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.mul(2));
    }
  }

  /** y = √x. */
  record Sqrt() implements Powers {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return Math.sqrt(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(y.mul(2));
    }
  }

  /** y = 1/√x. */
  record Rsqrt() implements Powers {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return 1 / Math.sqrt(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.square().mul(y)).mul(-0.5);
    }
  }

  /** y = 1/x. */
  record Reciprocal() implements Powers {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return 1 / x;
    }

    @Override
    public float at(float x) {
      return 1 / x;
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.square()).neg();
    }
  }

  /** y = max(x, 0); the partial at 0 is 0. */
  record Relu() implements Powers {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return x > 0 || Double.isNaN(x) ? x : 0;
    }

    @Override
    public float at(float x) {
      return x > 0 || Float.isNaN(x) ? x : 0;
    }

    @Override
    public long at(long x) {
      return Math.max(x, 0);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return Tensor.where(y.gt(0), t, 0);
    }
  }
}
