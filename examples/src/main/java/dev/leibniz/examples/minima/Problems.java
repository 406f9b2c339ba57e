package dev.leibniz.examples.minima;

import static dev.leibniz.Tensor.cat;
import static dev.leibniz.Tensor.stack;

import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The problems, coded from the paper; i counts from 1 as there. */
final class Problems {
  private static final double[] BARD = {
    0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39
  };
  private static final double[] GAUSSIAN = {
    0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989, 0.3521, 0.2420, 0.1295, 0.0540,
    0.0175, 0.0044, 0.0009
  };
  private static final double[] MEYER = {
    34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307,
    2872
  };
  private static final double[] KOWALIK_Y = {
    0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246
  };
  private static final double[] KOWALIK_U = {
    4, 2, 1, 0.5, 0.25, 0.1670, 0.1250, 0.1, 0.0833, 0.0714, 0.0625
  };
  private static final double[] OSBORNE_1 = {
    0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685,
    0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448,
    0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406
  };
  private static final double[] OSBORNE_2 = {
    1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608,
    0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661,
    0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428,
    0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559,
    0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054
  };

  private Problems() {}

  static List<Problem> all() {
    return List.of(
        new Problem("Rosenbrock", 1, x -> valleys(x), new double[] {-1.2, 1}, 0),
        new Problem("Freudenstein and Roth", 2, Problems::freudenstein, of(0.5, -2), 0, 48.98425),
        new Problem("Powell badly scaled", 3, Problems::powellBadlyScaled, of(0, 1), 0),
        new Problem("Brown badly scaled", 4, Problems::brownBadlyScaled, of(1, 1), 0),
        new Problem("Beale", 5, Problems::beale, of(1, 1), 0),
        new Problem("Jennrich and Sampson", 6, Problems::jennrich, of(0.3, 0.4), 124.36218),
        new Problem("Helical valley", 7, Problems::helical, of(-1, 0, 0), 0),
        new Problem("Bard", 8, Problems::bard, of(1, 1, 1), 8.2148773e-3, 17.428693),
        new Problem("Gaussian", 9, Problems::gaussian, of(0.4, 1, 0), 1.12793e-8),
        new Problem("Meyer", 10, Problems::meyer, of(0.02, 4000, 250), 87.94586),
        new Problem("Gulf", 11, Problems::gulf, of(5, 2.5, 0.15), 0),
        new Problem("Box three-dimensional", 12, Problems::box, of(0, 10, 20), 0),
        new Problem("Powell singular", 13, Problems::powellSingular, of(3, -1, 0, 1), 0),
        new Problem("Wood", 14, Problems::wood, of(-3, -1, -3, -1), 0),
        new Problem(
            "Kowalik and Osborne",
            15,
            Problems::kowalik,
            of(0.25, 0.39, 0.415, 0.39),
            3.0750561e-4,
            1.02734e-3),
        new Problem("Brown and Dennis", 16, Problems::brownDennis, of(25, 5, -5, -1), 85822.2016),
        new Problem(
            "Osborne 1", 17, Problems::osborne1, of(0.5, 1.5, -1, 0.01, 0.02), 5.4648947e-5),
        new Problem("Biggs EXP6", 18, Problems::biggs, of(1, 2, 1, 1, 1, 1), 0, 5.6556499e-3),
        new Problem(
            "Osborne 2",
            19,
            Problems::osborne2,
            of(1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5),
            4.0137736e-2),
        new Problem("Watson, n = 6", 20, Problems::watson, new double[6], 2.2876701e-3),
        new Problem("Watson, n = 9", 20, Problems::watson, new double[9], 1.3997601e-6),
        new Problem("Watson, n = 12", 20, Problems::watson, new double[12], 4.72238e-10),
        new Problem("Extended Rosenbrock, n = 10", 21, Problems::valleys, repeated(10, -1.2, 1), 0),
        new Problem(
            "Extended Powell, n = 12", 22, Problems::powellSingular, repeated(12, 3, -1, 0, 1), 0),
        new Problem("Penalty I, n = 4", 23, Problems::penalty1, made(4, j -> j), 2.249977e-5),
        new Problem("Penalty I, n = 10", 23, Problems::penalty1, made(10, j -> j), 7.087651e-5),
        new Problem("Penalty II, n = 4", 24, Problems::penalty2, made(4, j -> 0.5), 9.376293e-6),
        new Problem("Penalty II, n = 10", 24, Problems::penalty2, made(10, j -> 0.5), 2.936605e-4),
        new Problem(
            "Variably dimensioned, n = 10",
            25,
            Problems::variablyDimensioned,
            made(10, j -> 1 - j / 10.0),
            0),
        new Problem(
            "Trigonometric, n = 10",
            26,
            Problems::trigonometric,
            made(10, j -> 0.1),
            0,
            2.795061e-5),
        new Problem(
            "Brown almost linear, n = 10",
            27,
            Problems::brownAlmostLinear,
            made(10, j -> 0.5),
            0,
            1),
        new Problem(
            "Discrete boundary value, n = 10",
            28,
            Problems::boundaryValue,
            made(10, j -> j / 11.0 * (j / 11.0 - 1)),
            0),
        new Problem(
            "Chebyquad, n = 8", 35, Problems::chebyquad, made(8, j -> j / 9.0), 3.5168737e-3),
        new Problem("Chebyquad, n = 9", 35, Problems::chebyquad, made(9, j -> j / 10.0), 0),
        new Problem(
            "Chebyquad, n = 10",
            35,
            Problems::chebyquad,
            made(10, j -> j / 11.0),
            4.772714e-3,
            6.5039548e-3));
  }

  private static double[] of(double... x) {
    return x;
  }

  private static double[] made(int n, IntToDoubleFunction f) {
    double[] x = new double[n];
    Arrays.setAll(x, j -> f.applyAsDouble(j + 1));
    return x;
  }

  private static double[] repeated(int n, double... x) {
    return made(n, j -> x[(j - 1) % x.length]);
  }

  /** first, first + 1, …, last. */
  private static Tensor range(int first, int last) {
    return Tensor.arange((double) first, last + 0.5, 1);
  }

  private static Tensor column(Tensor x, int period, int j) {
    return x.reshape(-1, period).select(1, j);
  }

  private static Tensor valleys(Tensor x) {
    Tensor a = column(x, 2, 0);
    return cat(0, column(x, 2, 1).sub(a.square()).mul(10), a.neg().add(1));
  }

  private static Tensor freudenstein(Tensor x) {
    Tensor a = x.get(0);
    Tensor b = x.get(1);
    return stack(
        0,
        a.add(b.neg().add(5).mul(b).sub(2).mul(b)).sub(13),
        a.add(b.add(1).mul(b).sub(14).mul(b)).sub(29));
  }

  private static Tensor powellBadlyScaled(Tensor x) {
    return stack(0, x.get(0).mul(x.get(1)).mul(1e4).sub(1), x.neg().exp().sum().sub(1.0001));
  }

  private static Tensor brownBadlyScaled(Tensor x) {
    return stack(0, x.get(0).sub(1e6), x.get(1).sub(2e-6), x.get(0).mul(x.get(1)).sub(2));
  }

  private static Tensor beale(Tensor x) {
    Tensor powers = stack(0, x.get(1), x.get(1).square(), x.get(1).pow(3));
    return Tensor.of(1.5, 2.25, 2.625).sub(x.get(0).mul(powers.neg().add(1)));
  }

  private static Tensor jennrich(Tensor x) {
    Tensor i = range(1, 10);
    return i.mul(2).add(2).sub(i.mul(x.get(0)).exp().add(i.mul(x.get(1)).exp()));
  }

  private static Tensor helical(Tensor x) {
    Tensor turn = x.get(1).div(x.get(0)).atan().div(2 * Math.PI);
    Tensor theta = Tensor.where(x.get(0).gt(0), turn, turn.add(0.5));
    Tensor radius = x.get(0).square().add(x.get(1).square()).sqrt();
    return stack(0, x.get(2).sub(theta.mul(10)).mul(10), radius.sub(1).mul(10), x.get(2));
  }

  private static Tensor bard(Tensor x) {
    Tensor u = range(1, 15);
    Tensor v = u.neg().add(16);
    Tensor w = u.minimum(v);
    return Tensor.of(BARD).sub(x.get(0).add(u.div(v.mul(x.get(1)).add(w.mul(x.get(2))))));
  }

  private static Tensor gaussian(Tensor x) {
    Tensor t = range(1, 15).neg().add(8).div(2);
    Tensor square = t.sub(x.get(2)).square();
    return x.get(0).mul(x.get(1).mul(square).div(-2).exp()).sub(Tensor.of(GAUSSIAN));
  }

  private static Tensor meyer(Tensor x) {
    Tensor t = range(1, 16).mul(5).add(45);
    return x.get(0).mul(x.get(1).div(t.add(x.get(2))).exp()).sub(Tensor.of(MEYER));
  }

  /** With |yᵢ − x₂|, which the paper's minimum belongs to, and not its misprint. */
  private static Tensor gulf(Tensor x) {
    Tensor t = range(1, 99).div(100);
    Tensor y = t.log().mul(-50).pow(2.0 / 3).add(25);
    return y.sub(x.get(1)).abs().pow(x.get(2)).div(x.get(0)).neg().exp().sub(t);
  }

  private static Tensor box(Tensor x) {
    Tensor t = range(1, 10).neg().div(10);
    Tensor last = t.exp().sub(t.mul(10).exp());
    return t.mul(x.get(0)).exp().sub(t.mul(x.get(1)).exp()).sub(x.get(2).mul(last));
  }

  private static Tensor powellSingular(Tensor x) {
    Tensor a = column(x, 4, 0);
    Tensor b = column(x, 4, 1);
    Tensor c = column(x, 4, 2);
    Tensor d = column(x, 4, 3);
    return cat(
        0,
        a.add(b.mul(10)),
        c.sub(d).mul(Math.sqrt(5)),
        b.sub(c.mul(2)).square(),
        a.sub(d).square().mul(Math.sqrt(10)));
  }

  private static Tensor wood(Tensor x) {
    Tensor a = x.get(0);
    Tensor b = x.get(1);
    Tensor c = x.get(2);
    Tensor d = x.get(3);
    return stack(
        0,
        b.sub(a.square()).mul(10),
        a.neg().add(1),
        d.sub(c.square()).mul(Math.sqrt(90)),
        c.neg().add(1),
        b.add(d).sub(2).mul(Math.sqrt(10)),
        b.sub(d).div(Math.sqrt(10)));
  }

  private static Tensor kowalik(Tensor x) {
    Tensor u = Tensor.of(KOWALIK_U);
    Tensor square = u.square();
    Tensor top = x.get(0).mul(square.add(u.mul(x.get(1))));
    return Tensor.of(KOWALIK_Y).sub(top.div(square.add(u.mul(x.get(2))).add(x.get(3))));
  }

  private static Tensor brownDennis(Tensor x) {
    Tensor t = range(1, 20).div(5);
    Tensor a = x.get(0).add(t.mul(x.get(1))).sub(t.exp());
    Tensor b = x.get(2).add(t.sin().mul(x.get(3))).sub(t.cos());
    return a.square().add(b.square());
  }

  private static Tensor osborne1(Tensor x) {
    Tensor t = range(0, 32).mul(-10);
    Tensor one = x.get(1).mul(t.mul(x.get(3)).exp());
    Tensor other = x.get(2).mul(t.mul(x.get(4)).exp());
    return Tensor.of(OSBORNE_1).sub(x.get(0).add(one).add(other));
  }

  private static Tensor biggs(Tensor x) {
    Tensor t = range(1, 13).neg().div(10);
    Tensor y = t.exp().sub(t.mul(10).exp().mul(5)).add(t.mul(4).exp().mul(3));
    return x.get(2)
        .mul(t.mul(x.get(0)).exp())
        .sub(x.get(3).mul(t.mul(x.get(1)).exp()))
        .add(x.get(5).mul(t.mul(x.get(4)).exp()))
        .sub(y);
  }

  private static Tensor osborne2(Tensor x) {
    Tensor t = range(0, 64).div(10);
    Tensor sum = x.get(0).mul(t.mul(x.get(4)).neg().exp());
    for (int k = 1; k < 4; k++) {
      Tensor square = t.sub(x.get(k + 7)).square();
      sum = sum.add(x.get(k).mul(square.mul(x.get(k + 4)).neg().exp()));
    }
    return Tensor.of(OSBORNE_2).sub(sum);
  }

  private static Tensor watson(Tensor x) {
    int n = x.size();
    Tensor t = range(1, 29).div(29).unsqueeze(1);
    Tensor powers = t.pow(Tensor.arange(0.0, n - 0.5, 1));
    Tensor slope = powers.narrow(1, 0, n - 1).mul(range(1, n - 1)).matmul(x.narrow(0, 1, n - 1));
    Tensor first = slope.sub(powers.matmul(x).square()).sub(1);
    return cat(0, first, stack(0, x.get(0), x.get(1).sub(x.get(0).square()).sub(1)));
  }

  private static Tensor penalty1(Tensor x) {
    return cat(0, x.sub(1).mul(Math.sqrt(1e-5)), x.square().sum().sub(0.25).unsqueeze(0));
  }

  private static Tensor penalty2(Tensor x) {
    int n = x.size();
    double root = Math.sqrt(1e-5);
    Tensor i = range(2, n);
    Tensor y = i.div(10).exp().add(i.sub(1).div(10).exp());
    Tensor e = x.div(10).exp();
    Tensor later = e.narrow(0, 1, n - 1);
    Tensor weights = range(1, n).flip(0);
    return cat(
        0,
        x.narrow(0, 0, 1).sub(0.2),
        later.add(e.narrow(0, 0, n - 1)).sub(y).mul(root),
        later.sub(Math.exp(-0.1)).mul(root),
        weights.mul(x.square()).sum().sub(1).unsqueeze(0));
  }

  private static Tensor variablyDimensioned(Tensor x) {
    Tensor less = x.sub(1);
    Tensor sum = range(1, x.size()).mul(less).sum().unsqueeze(0);
    return cat(0, less, sum, sum.square());
  }

  private static Tensor trigonometric(Tensor x) {
    int n = x.size();
    Tensor cos = x.cos();
    return cos.sum().neg().add(n).add(range(1, n).mul(cos.neg().add(1))).sub(x.sin());
  }

  private static Tensor brownAlmostLinear(Tensor x) {
    int n = x.size();
    Tensor first = x.narrow(0, 0, n - 1).add(x.sum()).sub(n + 1.0);
    return cat(0, first, x.prod().sub(1).unsqueeze(0));
  }

  private static Tensor boundaryValue(Tensor x) {
    int n = x.size();
    double h = 1.0 / (n + 1);
    Tensor padded = x.pad(1, 1);
    Tensor cubes = x.add(range(1, n).mul(h)).add(1).pow(3).mul(h * h / 2);
    return x.mul(2).sub(padded.narrow(0, 0, n)).sub(padded.narrow(0, 2, n)).add(cubes);
  }

  private static Tensor chebyquad(Tensor x) {
    int n = x.size();
    Tensor z = x.mul(2).sub(1);
    Tensor before = z.onesLike();
    Tensor now = z;
    Tensor[] r = new Tensor[n];
    for (int i = 1; i <= n; i++) {
      double integral = i % 2 == 1 ? 0 : -1.0 / (i * i - 1);
      r[i - 1] = now.mean().sub(integral);
      Tensor next = z.mul(now).mul(2).sub(before);
      before = now;
      now = next;
    }
    return stack(0, r);
  }
}
