package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.SpecialFunctions;
import dev.leibniz.transform.Run;

/** Circular and hyperbolic functions and their inverses. */
public sealed interface Trigonometry extends Unary {
  Unary SIN = new Sin();
  Unary COS = new Cos();
  Unary TAN = new Tan();
  Unary ASIN = new Asin();
  Unary ACOS = new Acos();
  Unary ATAN = new Atan();
  Unary SINH = new Sinh();
  Unary COSH = new Cosh();
  Unary TANH = new Tanh();
  Unary TANH_SLOPE = new TanhSlope();
  Unary ASINH = new Asinh();
  Unary ACOSH = new Acosh();
  Unary ATANH = new Atanh();

  /** y = sin x. */
  record Sin() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.sin(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.cos());
    }
  }

  /** y = cos x. */
  record Cos() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.cos(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.sin()).neg();
    }
  }

  /** y = tan x. */
  record Tan() implements Trigonometry {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return Math.tan(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.square().add(1));
    }
  }

  /** y = arcsin x. */
  record Asin() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.asin(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.square().neg().add(1).rsqrt());
    }
  }

  /** y = arccos x. */
  record Acos() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.acos(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.square().neg().add(1).rsqrt()).neg();
    }
  }

  /** y = arctan x. */
  record Atan() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.atan(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(x.square().add(1));
    }
  }

  /** y = sinh x. */
  record Sinh() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.sinh(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.cosh());
    }
  }

  /** y = cosh x. */
  record Cosh() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.cosh(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.sinh());
    }
  }

  /** y = tanh x. */
  record Tanh() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.tanh(x);
    }

    /** Not 1 − y², which is 0 where y rounds to 1. */
    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(TANH_SLOPE, x));
    }
  }

  /** y = tanh′ x = 1 / cosh² x. */
  record TanhSlope() implements Trigonometry {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.tanhSlope(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.mul(x.tanh())).mul(-2);
    }
  }

  /** y = arsinh x. */
  record Asinh() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.asinh(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.square().add(1).rsqrt());
    }
  }

  /** y = arcosh x. */
  record Acosh() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.acosh(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.square().sub(1).rsqrt());
    }
  }

  /** y = artanh x. */
  record Atanh() implements Trigonometry {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.atanh(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(x.square().neg().add(1));
    }
  }
}
