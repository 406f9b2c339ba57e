package dev.leibniz.examples.nist;

import dev.leibniz.Tensor;
import java.util.List;

/** All 27 sets and their models, written as NIST writes them. */
public final class Problems {
  private Problems() {}

  /** All of them, as NIST orders them by difficulty. */
  public static List<Problem> all() {
    return List.of(
        Problem.of("Misra1a", (b, x) -> saturation(b, x.select(0, 0))),
        Problem.of("Chwirut2", (b, x) -> chwirut(b, x.select(0, 0))),
        Problem.of("DanWood", (b, x) -> b.get(0).mul(x.select(0, 0).pow(b.get(1)))),
        Problem.of("Misra1b", (b, x) -> misra1b(b, x.select(0, 0))),
        Problem.of("Kirby2", (b, x) -> rational(b, x.select(0, 0), 2)),
        Problem.of("Hahn1", (b, x) -> rational(b, x.select(0, 0), 3)),
        Problem.of("Nelson", Problems::nelson).withLogarithms(),
        Problem.of("MGH17", (b, x) -> mgh17(b, x.select(0, 0))),
        Problem.of("Lanczos1", (b, x) -> lanczos(b, x.select(0, 0))),
        Problem.of("Gauss1", (b, x) -> gauss(b, x.select(0, 0))),
        Problem.of("ENSO", (b, x) -> enso(b, x.select(0, 0))),
        Problem.of("BoxBOD", (b, x) -> saturation(b, x.select(0, 0))),
        Problem.of("Rat42", (b, x) -> logistic(b, x.select(0, 0))),
        Problem.of("Eckerle4", (b, x) -> peak(b, x.select(0, 0))),
        Problem.of("Gauss2", (b, x) -> gauss(b, x.select(0, 0))),
        Problem.of("Gauss3", (b, x) -> gauss(b, x.select(0, 0))),
        Problem.of("Bennett5", (b, x) -> magnetism(b, x.select(0, 0))),
        Problem.of("Chwirut1", (b, x) -> chwirut(b, x.select(0, 0))),
        Problem.of("Lanczos3", (b, x) -> lanczos(b, x.select(0, 0))),
        Problem.of("Lanczos2", (b, x) -> lanczos(b, x.select(0, 0))),
        Problem.of("Misra1c", (b, x) -> misra1c(b, x.select(0, 0))),
        Problem.of("Misra1d", (b, x) -> misra1d(b, x.select(0, 0))),
        Problem.of("Roszman1", (b, x) -> roszman(b, x.select(0, 0))),
        Problem.of("MGH09", (b, x) -> mgh09(b, x.select(0, 0))),
        Problem.of("Thurber", (b, x) -> rational(b, x.select(0, 0), 3)),
        Problem.of("MGH10", (b, x) -> mgh10(b, x.select(0, 0))),
        Problem.of("Rat43", (b, x) -> richards(b, x.select(0, 0))));
  }

  /** b₁ (1 − exp(−b₂ x)). */
  private static Tensor saturation(Tensor b, Tensor x) {
    return b.get(0).mul(b.get(1).neg().mul(x).expm1().neg());
  }

  /** exp(−b₁ x) / (b₂ + b₃ x). */
  private static Tensor chwirut(Tensor b, Tensor x) {
    return b.get(0).neg().mul(x).exp().div(b.get(1).add(b.get(2).mul(x)));
  }

  /** b₁ (1 − (1 + b₂ x / 2)⁻²). */
  private static Tensor misra1b(Tensor b, Tensor x) {
    Tensor base = b.get(1).mul(x).div(2).add(1);
    return b.get(0).mul(base.square().reciprocal().neg().add(1));
  }

  /** (b₁ + b₂ x + …) / (1 + b₄ x + …), both of the same degree. */
  private static Tensor rational(Tensor b, Tensor x, int degree) {
    Tensor numerator = polynomial(b, x, 0, degree + 1);
    Tensor denominator = polynomial(b, x, degree + 1, degree).mul(x).add(1);
    return numerator.div(denominator);
  }

  /** By Horner's rule. */
  private static Tensor polynomial(Tensor b, Tensor x, int first, int count) {
    Tensor sum = b.get(first + count - 1).expand(x.shape());
    for (int i = first + count - 2; i >= first; i--) {
      sum = sum.mul(x).add(b.get(i));
    }
    return sum;
  }

  /** b₁ − b₂ x₁ exp(−b₃ x₂), which the logarithm of the response is compared with. */
  private static Tensor nelson(Tensor b, Tensor x) {
    Tensor decay = b.get(2).neg().mul(x.select(0, 1)).exp();
    return b.get(0).sub(b.get(1).mul(x.select(0, 0)).mul(decay));
  }

  /** b₁ + b₂ exp(−x b₄) + b₃ exp(−x b₅). */
  private static Tensor mgh17(Tensor b, Tensor x) {
    Tensor one = b.get(1).mul(x.mul(b.get(3)).neg().exp());
    Tensor other = b.get(2).mul(x.mul(b.get(4)).neg().exp());
    return b.get(0).add(one).add(other);
  }

  /** Σ bᵢ exp(−bᵢ₊₁ x) over three pairs. */
  private static Tensor lanczos(Tensor b, Tensor x) {
    Tensor sum = x.zerosLike();
    for (int i = 0; i < 6; i += 2) {
      sum = sum.add(b.get(i).mul(b.get(i + 1).neg().mul(x).exp()));
    }
    return sum;
  }

  /** A decay and two bells. */
  private static Tensor gauss(Tensor b, Tensor x) {
    Tensor sum = b.get(0).mul(b.get(1).neg().mul(x).exp());
    for (int i = 2; i < 8; i += 3) {
      Tensor z = x.sub(b.get(i + 1)).div(b.get(i + 2));
      sum = sum.add(b.get(i).mul(z.square().neg().exp()));
    }
    return sum;
  }

  /** Three cycles, one of which is known to last twelve months. */
  private static Tensor enso(Tensor b, Tensor x) {
    Tensor turns = x.mul(2 * Math.PI);
    Tensor year = turns.div(12);
    Tensor first = turns.div(b.get(3));
    Tensor second = turns.div(b.get(6));
    return b.get(0)
        .add(b.get(1).mul(year.cos()))
        .add(b.get(2).mul(year.sin()))
        .add(b.get(4).mul(first.cos()))
        .add(b.get(5).mul(first.sin()))
        .add(b.get(7).mul(second.cos()))
        .add(b.get(8).mul(second.sin()));
  }

  /** b₁ / (1 + exp(b₂ − b₃ x)). */
  private static Tensor logistic(Tensor b, Tensor x) {
    return b.get(0).div(b.get(1).sub(b.get(2).mul(x)).exp().add(1));
  }

  /** b₁ / b₂ exp(−½ ((x − b₃) / b₂)²). */
  private static Tensor peak(Tensor b, Tensor x) {
    Tensor z = x.sub(b.get(2)).div(b.get(1));
    return b.get(0).div(b.get(1)).mul(z.square().mul(-0.5).exp());
  }

  /** b₁ (1 − (1 + 2 b₂ x)^−½). */
  private static Tensor misra1c(Tensor b, Tensor x) {
    Tensor base = b.get(1).mul(x).mul(2).add(1);
    return b.get(0).mul(base.sqrt().reciprocal().neg().add(1));
  }

  /** b₁ b₂ x / (1 + b₂ x). */
  private static Tensor misra1d(Tensor b, Tensor x) {
    Tensor bx = b.get(1).mul(x);
    return b.get(0).mul(bx).div(bx.add(1));
  }

  /** b₁ − b₂ x − arctan(b₃ / (x − b₄)) / π. */
  private static Tensor roszman(Tensor b, Tensor x) {
    Tensor angle = b.get(2).div(x.sub(b.get(3))).atan();
    return b.get(0).sub(b.get(1).mul(x)).sub(angle.div(Math.PI));
  }

  /** b₁ (x² + b₂ x) / (x² + b₃ x + b₄). */
  private static Tensor mgh09(Tensor b, Tensor x) {
    Tensor numerator = x.square().add(x.mul(b.get(1)));
    return b.get(0).mul(numerator).div(x.square().add(x.mul(b.get(2))).add(b.get(3)));
  }

  /** b₁ exp(b₂ / (x + b₃)). */
  private static Tensor mgh10(Tensor b, Tensor x) {
    return b.get(0).mul(b.get(1).div(x.add(b.get(2))).exp());
  }

  /** b₁ / (1 + exp(b₂ − b₃ x))^(1/b₄). */
  private static Tensor richards(Tensor b, Tensor x) {
    Tensor base = b.get(1).sub(b.get(2).mul(x)).exp().add(1);
    return b.get(0).div(base.pow(b.get(3).reciprocal()));
  }

  /** b₁ (b₂ + x)^(−1/b₃). */
  private static Tensor magnetism(Tensor b, Tensor x) {
    return b.get(0).mul(b.get(1).add(x).pow(b.get(2).reciprocal().neg()));
  }
}
