package dev.leibniz.op;

import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/** Sums, products, quotients and powers. */
public sealed interface Arithmetic extends Binary {
  Binary ADD = new Add();
  Binary SUB = new Sub();
  Binary MUL = new Mul();
  Binary DIV = new Div();
  Binary POW = new Pow();

  /** z = x + y. */
  record Add() implements Arithmetic {
    @Override
    public int keep(int i) {
      return NOTHING;
    }

    @Override
    public double at(double x, double y) {
      return x + y;
    }

    @Override
    public float at(float x, float y) {
      return x + y;
    }

    @Override
    public long at(long x, long y) {
      return x + y;
    }

    @Override
    public boolean at(boolean x, boolean y) {
      return x | y;
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return t;
    }
  }

  /** z = x − y. */
  record Sub() implements Arithmetic {
    @Override
    public int keep(int i) {
      return NOTHING;
    }

    @Override
    public double at(double x, double y) {
      return x - y;
    }

    @Override
    public float at(float x, float y) {
      return x - y;
    }

    @Override
    public long at(long x, long y) {
      return x - y;
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t : t.neg();
    }

    @Override
    public @Nullable Tensor tangent(
        Tensor x, Tensor y, Tensor z, @Nullable Tensor dx, @Nullable Tensor dy) {
      return dx == null || dy == null
          ? Arithmetic.super.tangent(x, y, z, dx, dy)
          : dx.sub(dy).expand(z.shape());
    }
  }

  /** z = x · y. */
  record Mul() implements Arithmetic {
    @Override
    public int keep(int i) {
      return i == 0 ? Y : X;
    }

    @Override
    public double at(double x, double y) {
      return x * y;
    }

    @Override
    public float at(float x, float y) {
      return x * y;
    }

    @Override
    public long at(long x, long y) {
      return x * y;
    }

    @Override
    public boolean at(boolean x, boolean y) {
      return x & y;
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t.mul(y) : t.mul(x);
    }
  }

  /** z = x / y. */
  record Div() implements Arithmetic {
    @Override
    public int keep(int i) {
      return i == 0 ? Y : Y | OUT;
    }

    @Override
    public double at(double x, double y) {
      return x / y;
    }

    @Override
    public float at(float x, float y) {
      return x / y;
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? t.div(y) : t.mul(z).div(y).neg();
    }
  }

  /**
   * z = xʸ. The partial by x is 0 where y is 0, that by y is 0 where x is 0 and y is not negative.
   */
  record Pow() implements Arithmetic {
    @Override
    public int keep(int i) {
      return i == 0 ? X | Y : X | Y | OUT;
    }

    @Override
    public double at(double x, double y) {
      return Math.pow(x, y);
    }

    @Override
    public long at(long x, long y) {
      return power(x, y);
    }

    @Override
    public Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? byBase(x, y, t) : byExponent(x, y, z, t);
    }

    /**
     * The exponent is made harmless where the guard decides, so that no NaN leaks at second order.
     */
    private static Tensor byBase(Tensor x, Tensor y, Tensor t) {
      Tensor zero = y.eq(0);
      Tensor safe = Tensor.where(zero, 1, y);
      return Tensor.where(zero, 0, t.mul(safe.mul(x.pow(safe.sub(1)))));
    }

    private static Tensor byExponent(Tensor x, Tensor y, Tensor z, Tensor t) {
      Tensor flat = x.eq(0).logicalAnd(y.ge(0));
      return Tensor.where(flat, 0, t.mul(z.mul(Tensor.where(flat, 1, x).log())));
    }

    private static long power(long x, long y) {
      if (y < 0) {
        return x == 1 ? 1 : x == -1 ? (y % 2 == 0 ? 1 : -1) : 0;
      }
      long out = 1;
      for (long base = x, n = y; n > 0; n >>= 1, base *= base) {
        if ((n & 1) == 1) {
          out *= base;
        }
      }
      return out;
    }
  }
}
