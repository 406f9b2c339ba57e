package dev.leibniz.op;

import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.SpecialFunctions;
import org.jspecify.annotations.Nullable;

/** Functions of two arguments beyond arithmetic. */
public sealed interface Pairs extends Binary {
  Binary MAXIMUM = new Maximum();
  Binary MINIMUM = new Minimum();
  Binary ATAN2 = new Atan2();
  Binary HYPOT = new Hypot();
  Binary LOGADDEXP = new Logaddexp();
  Binary COPYSIGN = new Copysign();
  Binary XLOGY = new Xlogy();
  Binary XLOG1PY = new Xlog1py();
  Binary FMOD = new Fmod();
  Binary REMAINDER = new Remainder();

  /** The greater; a tie shares the derivative equally, NaN wins. */
  record Maximum() implements Pairs {
    @Override
    public int keep(int i) {
      return X | Y;
    }

    @Override
    public double at(double x, double y) {
      return Math.max(x, y);
    }

    @Override
    public float at(float x, float y) {
      return Math.max(x, y);
    }

    @Override
    public long at(long x, long y) {
      return Math.max(x, y);
    }

    @Override
    public boolean at(boolean x, boolean y) {
      return x | y;
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? share(x, y, t) : share(y, x, t);
    }

    /** t where a is greater, half of it where they tie. */
    static Tensor share(Tensor a, Tensor b, Tensor t) {
      return Tensor.where(a.gt(b), t, Tensor.where(a.eq(b), t.mul(0.5), 0));
    }
  }

  /** The lesser; a tie shares the derivative equally, NaN wins. */
  record Minimum() implements Pairs {
    @Override
    public int keep(int i) {
      return X | Y;
    }

    @Override
    public double at(double x, double y) {
      return Math.min(x, y);
    }

    @Override
    public float at(float x, float y) {
      return Math.min(x, y);
    }

    @Override
    public long at(long x, long y) {
      return Math.min(x, y);
    }

    @Override
    public boolean at(boolean x, boolean y) {
      return x & y;
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? Maximum.share(y, x, t) : Maximum.share(x, y, t);
    }
  }

  /** The angle of the point (y, x). */
  record Atan2() implements Pairs {
    @Override
    public int keep(int i) {
      return X | Y;
    }

    @Override
    public double at(double x, double y) {
      return Math.atan2(x, y);
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      Tensor r = x.hypot(y);
      return i == 0 ? t.mul(y.div(r).div(r)) : t.mul(x.div(r).div(r)).neg();
    }
  }

  /** z = √(x² + y²) without overflow. */
  record Hypot() implements Pairs {
    @Override
    public int keep(int i) {
      return i == 0 ? X | OUT : Y | OUT;
    }

    @Override
    public double at(double x, double y) {
      return Math.hypot(x, y);
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t.mul(x.div(z)) : t.mul(y.div(z));
    }
  }

  /** z = ln(eˣ + eʸ). */
  record Logaddexp() implements Pairs {
    @Override
    public int keep(int i) {
      return X | Y;
    }

    @Override
    public double at(double x, double y) {
      return SpecialFunctions.logaddexp(x, y);
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t.mul(x.sub(y).sigmoid()) : t.mul(y.sub(x).sigmoid());
    }
  }

  /** z = |x| with the sign of y, that of a zero too; where x is 0, the partial is 0. */
  record Copysign() implements Pairs {
    @Override
    public int keep(int i) {
      return i == 0 ? X | OUT : NOTHING;
    }

    @Override
    public double at(double x, double y) {
      return Math.copySign(x, y);
    }

    @Override
    public float at(float x, float y) {
      return Math.copySign(x, y);
    }

    @Override
    public @Nullable Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t.mul(x.sign().mul(z.sign())) : null;
    }
  }

  /** z = x ln y, and 0 where x is 0 (unless y is NaN). */
  record Xlogy() implements Pairs {
    @Override
    public int keep(int i) {
      return X | Y;
    }

    @Override
    public double at(double x, double y) {
      return x == 0 && !Double.isNaN(y) ? 0 : x * Math.log(y);
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0
          ? t.mul(
              Tensor.where(
                  x.eq(0).logicalAnd(y.le(0)),
                  0,
                  Tensor.where(y.le(0).logicalAnd(x.eq(0)), 1, y).log()))
          : t.mul(x.div(y));
    }
  }

  /** z = x ln(1 + y), and 0 where x is 0 (unless y is NaN). */
  record Xlog1py() implements Pairs {
    @Override
    public int keep(int i) {
      return X | Y;
    }

    @Override
    public double at(double x, double y) {
      return x == 0 && !Double.isNaN(y) ? 0 : x * Math.log1p(y);
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      if (i == 1) {
        return t.mul(x.div(y.add(1)));
      }
      Tensor none = x.eq(0).logicalAnd(y.le(-1));
      return t.mul(Tensor.where(none, 0, y).log1p());
    }
  }

  /** The remainder with the sign of x. */
  record Fmod() implements Pairs {
    @Override
    public int keep(int i) {
      return i == 0 ? NOTHING : X | Y;
    }

    @Override
    public double at(double x, double y) {
      return x % y;
    }

    @Override
    public float at(float x, float y) {
      return x % y;
    }

    @Override
    public long at(long x, long y) {
      return x % notZero(this, y);
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t : t.mul(x.div(y).trunc()).neg();
    }
  }

  /** The remainder with the sign of y. */
  record Remainder() implements Pairs {
    @Override
    public int keep(int i) {
      return i == 0 ? NOTHING : X | Y;
    }

    @Override
    public double at(double x, double y) {
      return x - y * Math.floor(x / y);
    }

    @Override
    public long at(long x, long y) {
      return Math.floorMod(x, notZero(this, y));
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t : t.mul(x.div(y).floor()).neg();
    }
  }

  private static long notZero(Op operation, long divisor) {
    if (divisor == 0) {
      throw new NumericalException(
          operation.name()
              + ": an integer divided by 0 has no remainder; convert to a floating dtype first");
    }
    return divisor;
  }
}
