package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.SpecialFunctions;
import dev.leibniz.transform.Run;

/**
 * The normal distribution and what belongs to it. With h = φ / Φ and D = x + h, the derivatives
 * close: (ln Φ)′ = h, h′ = −h D, D′ = V = 1 − h D, V′ = h (D² − V). Each of h, D and V is computed
 * as a function of x, accurate far out, where the textbook's differences cancel.
 */
public sealed interface Normals extends Unary {
  double SQRT_TWO = Math.sqrt(2);

  Unary DENSITY = new NormalDensity();
  Unary HAZARD = new NormalHazard();
  Unary EXCESS = new NormalExcess();
  Unary VARIANCE = new NormalVariance();
  Unary NDTR = new Ndtr();
  Unary LOG_NDTR = new LogNdtr();
  Unary NDTRI = new Ndtri();
  Unary ERFCX = new Erfcx();

  /** y = φ(x) = exp(−x²/2) / √(2π). */
  record NormalDensity() implements Normals {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.normalDensity(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.mul(x)).neg();
    }
  }

  /** y = h(x) = φ(x) / Φ(x). */
  record NormalHazard() implements Normals {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.normalHazard(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.mul(Run.one(EXCESS, x))).neg();
    }
  }

  /** y = D(x) = x + φ(x) / Φ(x). */
  record NormalExcess() implements Normals {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.normalExcess(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(VARIANCE, x));
    }
  }

  /** y = V(x) = 1 − h D, the variance of what lies below x; 1/x² far down. */
  record NormalVariance() implements Normals {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.normalVariance(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(HAZARD, x).mul(Run.one(EXCESS, x).square().sub(y)));
    }
  }

  /** y = Φ(x). */
  record Ndtr() implements Normals {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.ndtr(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(DENSITY, x));
    }
  }

  /** y = ln Φ(x). */
  record LogNdtr() implements Normals {
    @Override
    public int keep() {
      return X;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.logNdtr(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(Run.one(HAZARD, x));
    }
  }

  /** x = Φ(y). */
  record Ndtri() implements Normals {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.ndtri(x);
    }

    /**
     * 1 / φ(y), as 1 / (p h(y)) of the nearer tail p: exp(−y²/2) would multiply the error of y by
     * y².
     */
    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      Tensor isLow = x.le(0.5);
      Tensor tail = Tensor.where(isLow, x, x.neg().add(1));
      Tensor isInside = tail.ne(0);
      Tensor bound = Tensor.where(isInside, Tensor.where(isLow, y, y.neg()), 0);
      return t.div(tail.mul(Run.one(HAZARD, bound)));
    }
  }

  /** y = exp(x²) erfc(x). */
  record Erfcx() implements Normals {
    @Override
    public int keep() {
      return X | OUT;
    }

    @Override
    public double at(double x) {
      return SpecialFunctions.erfcx(x);
    }

    @Override
    public Tensor scale(Tensor x, Tensor y, Tensor t) {
      return t.mul(y.mul(Run.one(EXCESS, x.mul(-SQRT_TWO)))).mul(-SQRT_TWO);
    }
  }
}
