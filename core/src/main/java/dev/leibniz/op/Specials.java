package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.GaussianErrorUnit;
import dev.leibniz.kernel.SpecialFunctions;
import dev.leibniz.transform.Run;

/** Special functions. */
public sealed interface Specials extends Unary {
  double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
  double ONE_OVER_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);
  double SQRT_HALF = Math.sqrt(0.5);

  Unary ERF = new Erf();
  Unary ERFC = new Erfc();
  Unary ERFINV = new Erfinv();
  Unary LGAMMA = new Lgamma();
  Unary DIGAMMA = new Digamma();
  Unary GELU = new Gelu();
  Unary GELU_SLOPE = new GeluSlope();
  Unary ENTR = new Entr();

  /** y = 2/√π ∫₀ˣ exp(−s²) ds. */
  record Erf() implements Specials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.erf(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(Exponentials.GAUSSIAN, x)).mul(TWO_OVER_SQRT_PI);
    }
  }

  /** y = 1 − erf x, accurate for large x. */
  record Erfc() implements Specials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.erfc(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(Exponentials.GAUSSIAN, x)).mul(-TWO_OVER_SQRT_PI);
    }
  }

  /** The inverse of erf. */
  record Erfinv() implements Specials {
    @Override
    public int keep() {
      return OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.erfinv(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.square().exp()).mul(1 / TWO_OVER_SQRT_PI);
    }
  }

  /** y = ln |Γ(x)|. */
  record Lgamma() implements Specials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.lgamma(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.digamma());
    }
  }

  /** y = Γ′(x) / Γ(x). */
  record Digamma() implements Specials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.digamma(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.polygamma(1));
    }
  }

  /** y = x Φ(x), with the normal distribution's Φ; one op for speed. */
  record Gelu() implements Specials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return GaussianErrorUnit.at(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(GELU_SLOPE, x));
    }
  }

  /** y = Φ(x) + x Φ′(x), whose derivative is (2 − x²) Φ′(x). */
  record GeluSlope() implements Specials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return GaussianErrorUnit.slope(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      Tensor density = Run.one(Exponentials.GAUSSIAN, x.mul(SQRT_HALF)).mul(ONE_OVER_SQRT_TWO_PI);
      return t.mul(density.mul(2).sub(density.mul(x).mul(x)));
    }
  }

  /** y = −x ln x, 0 at 0 and −∞ below. */
  record Entr() implements Specials {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return x == 0 ? 0 : x < 0 ? Double.NEGATIVE_INFINITY : -x * Math.log(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(x.log().add(1)).neg();
    }
  }
}
