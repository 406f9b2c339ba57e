package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.SpecialFunctions;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * Functions of y that are numbered by a whole x, of which the derivatives are others of the family.
 */
public sealed interface Numbered extends Binary {
  Binary POLYGAMMA = new Polygamma();
  Binary BESSEL = new Bessel();
  Binary SCALED_BESSEL = new ScaledBessel();
  Binary SINC = new Sinc();

  /** The derivative of order x of digamma at y. */
  record Polygamma() implements Numbered {
    @Override
    public int keep(int i) {
      return i == 0 ? NOTHING : X | Y;
    }

    @Override
    public double at(double x, double y) {
      return SpecialFunctions.polygamma((int) Math.floor(x), y);
    }

    @Override
    public @Nullable Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? null : t.mul(Run.two(POLYGAMMA, x.add(1), y));
    }
  }

  /** The modified Bessel function of the first kind and of order x; −x is as good. */
  record Bessel() implements Numbered {
    @Override
    public int keep(int i) {
      return i == 0 ? NOTHING : X | Y;
    }

    @Override
    public double at(double x, double y) {
      return SpecialFunctions.besselI((int) Math.floor(x), y);
    }

    @Override
    public @Nullable Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0
          ? null
          : t.mul(Run.two(BESSEL, x.sub(1), y).add(Run.two(BESSEL, x.add(1), y)).mul(0.5));
    }
  }

  /** {@link Bessel} times e^(−|y|); at 0 the partial of that factor is 0. */
  record ScaledBessel() implements Numbered {
    @Override
    public int keep(int i) {
      return i == 0 ? NOTHING : X | Y | OUT;
    }

    @Override
    public double at(double x, double y) {
      return SpecialFunctions.scaledBesselI((int) Math.floor(x), y);
    }

    @Override
    public @Nullable Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      if (i == 0) {
        return null;
      }
      Tensor before = Run.two(SCALED_BESSEL, x.sub(1), y);
      Tensor behind = Run.two(SCALED_BESSEL, x.add(1), y);
      return t.mul(before.add(behind).mul(0.5).sub(y.sign().mul(z)));
    }
  }

  /** The derivative of order x of sin(πy) / (πy). */
  record Sinc() implements Numbered {
    @Override
    public int keep(int i) {
      return i == 0 ? NOTHING : X | Y;
    }

    @Override
    public double at(double x, double y) {
      return SpecialFunctions.sinc((int) Math.floor(x), y);
    }

    @Override
    public @Nullable Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t) {
      return i == 0 ? null : t.mul(Run.two(SINC, x.add(1), y));
    }
  }
}
