package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.SpecialFunctions;
import dev.leibniz.transform.Run;

/** Exponentials, logarithms and what is made of them. */
public sealed interface Exponentials extends Unary {
  double LN_2 = Math.log(2);
  double LN_10 = Math.log(10);

  Unary EXP = new Exp();
  Unary EXP2 = new Exp2();
  Unary EXPM1 = new Expm1();
  Unary LOG = new Log();
  Unary LOG2 = new Log2();
  Unary LOG10 = new Log10();
  Unary LOG1P = new Log1p();
  Unary SIGMOID = new Sigmoid();
  Unary LOGIT = new Logit();
  Unary SIGMOID_SLOPE = new SigmoidSlope();
  Unary LOG_SIGMOID = new LogSigmoid();
  Unary SOFTPLUS = new Softplus();
  Unary GAUSSIAN = new Gaussian();

  /** y = eˣ. */
  record Exp() implements Exponentials {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return Math.exp(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y);
    }
  }

  /** y = 2ˣ. */
  record Exp2() implements Exponentials {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return Math.pow(2, x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y).mul(LN_2);
    }
  }

  /** y = eˣ − 1, accurate near 0. */
  record Expm1() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.expm1(x);
    }

    /** Not y + 1, which is 0 long before eˣ is. */
    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.exp());
    }
  }

  /** y = ln x. */
  record Log() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.log(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(x);
    }
  }

  /** y = log₂ x. */
  record Log2() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.log2(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(x.mul(LN_2));
    }
  }

  /** y = log₁₀ x. */
  record Log10() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.log10(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(x.mul(LN_10));
    }
  }

  /** y = ln(1 + x), accurate near 0. */
  record Log1p() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return Math.log1p(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(x.add(1));
    }
  }

  /** y = 1 / (1 + e⁻ˣ). */
  record Sigmoid() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.sigmoid(x);
    }

    /** Not y (1 − y), which is 0 where y rounds to 1. */
    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(SIGMOID_SLOPE, x));
    }
  }

  /** y = ln(x / (1 − x)), the inverse of σ. */
  record Logit() implements Exponentials {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.logit(x);
    }

    /** No number where there is no value, though 1 / (x (1 − x)) is finite there. */
    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.div(Tensor.where(y.isnan(), Double.NaN, x.mul(x.neg().add(1))));
    }
  }

  /** y = σ′(x) = σ(x) σ(−x). */
  record SigmoidSlope() implements Exponentials {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.sigmoidSlope(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.mul(x.mul(-0.5).tanh()));
    }
  }

  /** y = ln σ(x) = −ln(1 + e⁻ˣ). */
  record LogSigmoid() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return -SpecialFunctions.log1pexp(-x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.neg().sigmoid());
    }
  }

  /** y = ln(1 + eˣ). */
  record Softplus() implements Exponentials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.log1pexp(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.sigmoid());
    }
  }

  /** y = exp(−x²), with the square unrounded. */
  record Gaussian() implements Exponentials {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.gaussian(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.mul(x)).mul(-2);
    }
  }
}
