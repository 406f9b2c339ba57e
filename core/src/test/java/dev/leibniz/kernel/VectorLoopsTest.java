package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loops of the Vector API against the scalar functions. */
class VectorLoopsTest {
  /** Where functions change their course, and what has no logarithm, sign or end. */
  private static final double[] SPECIAL = {
    0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1,
    -1,
    0.5,
    2,
    1024,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-310,
    -1e-310,
    Double.MAX_VALUE,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-40,
    -1e-40,
    Float.MAX_VALUE,
    1e300,
    88.7,
    88.73,
    -87.4,
    -103.9,
    -104.1,
    709.7,
    709.79,
    -745.1,
    -745.2,
    -708.5,
    127.9,
    128,
    -149,
    -149.7,
    -150.1,
    1023.99,
    -1074,
    -1075.1,
    0.875,
    0.46875,
    Math.PI,
    Math.PI / 2,
    8192,
    1e6,
    123456789,
    1e22,
    -20,
    20,
    4,
    6,
    9,
    22
  };

  /** Names that have a vector form; every constant is an operator with a class of its own. */
  enum Function implements UnaryFunction {
    neg {
      @Override
      public double at(double x) {
        return -x;
      }
    },
    abs {
      @Override
      public double at(double x) {
        return Math.abs(x);
      }
    },
    square {
      @Override
      public double at(double x) {
        return x * x;
      }
    },
    sqrt {
      @Override
      public double at(double x) {
        return Math.sqrt(x);
      }
    },
    rsqrt {
      @Override
      public double at(double x) {
        return 1 / Math.sqrt(x);
      }
    },
    reciprocal {
      @Override
      public double at(double x) {
        return 1 / x;
      }
    },
    relu {
      @Override
      public double at(double x) {
        return x > 0 || Double.isNaN(x) ? x : 0;
      }
    },
    exp {
      @Override
      public double at(double x) {
        return Math.exp(x);
      }
    },
    exp2 {
      @Override
      public double at(double x) {
        return Math.pow(2, x);
      }
    },
    expm1 {
      @Override
      public double at(double x) {
        return Math.expm1(x);
      }
    },
    tanh {
      @Override
      public double at(double x) {
        return Math.tanh(x);
      }
    },
    tanhSlope {
      @Override
      public double at(double x) {
        return SpecialFunctions.tanhSlope(x);
      }
    },
    sigmoidSlope {
      @Override
      public double at(double x) {
        return SpecialFunctions.sigmoidSlope(x);
      }
    },
    gaussian {
      @Override
      public double at(double x) {
        return SpecialFunctions.gaussian(x);
      }
    },
    sigmoid {
      @Override
      public double at(double x) {
        return SpecialFunctions.sigmoid(x);
      }
    },
    log {
      @Override
      public double at(double x) {
        return Math.log(x);
      }
    },
    log2 {
      @Override
      public double at(double x) {
        return SpecialFunctions.log2(x);
      }
    },
    log1p {
      @Override
      public double at(double x) {
        return Math.log1p(x);
      }
    },
    softplus {
      @Override
      public double at(double x) {
        return SpecialFunctions.log1pexp(x);
      }
    },
    logSigmoid {
      @Override
      public double at(double x) {
        return -SpecialFunctions.log1pexp(-x);
      }
    },
    sin {
      @Override
      public double at(double x) {
        return Math.sin(x);
      }
    },
    cos {
      @Override
      public double at(double x) {
        return Math.cos(x);
      }
    },
    erfc {
      @Override
      public double at(double x) {
        return SpecialFunctions.erfc(x);
      }
    },
    gelu {
      @Override
      public double at(double x) {
        return GaussianErrorUnit.at(x);
      }
    },
    geluSlope {
      @Override
      public double at(double x) {
        return GaussianErrorUnit.slope(x);
      }
    },
    lgamma {
      @Override
      public double at(double x) {
        return SpecialFunctions.lgamma(x);
      }
    },
    erf {
      @Override
      public double at(double x) {
        return SpecialFunctions.erf(x);
      }
    }
  }

  /**
   * How many ulps both forms together may err by. Those with more are made of several roundings:
   * quotients, a square, a polynomial of high degree.
   */
  private static int ulps(Function f) {
    return switch (f) {
      case erfc -> 6; // measured against mpmath, both err by up to 3.4
      case gelu, geluSlope -> 6; // as erfc
      case erf, tanhSlope -> 6;
      case lgamma -> 4; // a sum, and the logarithm
      case sigmoidSlope -> 3;
      default -> 2;
    };
  }

  /** Whether a number too small to be normal is multiplied by another that is not. */
  private static boolean hasTail(Function f) {
    return f == Function.gelu || f == Function.geluSlope;
  }

  /** What an ulp of a function is of, if that is larger than the result. */
  private static double magnitude(Function f, double x, double y, double leastNormal) {
    double scale = f == Function.geluSlope && x < 0 ? SpecialFunctions.erfc(-x / Math.sqrt(2)) : 0;
    return Math.max(Math.max(Math.abs(y), scale), hasTail(f) ? 16 * leastNormal : 0);
  }

  @BeforeEach
  void needsVectors() {
    assumeThat(Lanes.LOOPS).isNotNull();
  }

  private static double[] arguments(Random random, int n) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          i < SPECIAL.length
              ? SPECIAL[i]
              : switch (i % 4) {
                case 0 -> random.nextGaussian();
                case 1 -> random.nextGaussian() * 30;
                case 2 -> random.nextDouble() * 4 - 2;
                default -> Math.exp(random.nextGaussian() * 20) * (random.nextBoolean() ? 1 : -1);
              };
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void doublesAgreeWithTheScalarFunction(Function f) {
    double[] x = arguments(new Random(1), 20_000);
    double[] y = Elementwise.unary(f, Dense.over(Shape.of(x.length), DType.FLOAT64, x)).doubles();
    for (int i = 0; i < x.length; i++) {
      double expected = f.at(x[i]);
      if (!Double.isFinite(expected) || expected == 0 && !hasTail(f)) {
        assertThat(Double.valueOf(y[i])).as("%s(%s)", f, x[i]).isEqualTo(Double.valueOf(expected));
      } else {
        double unit = Math.ulp(magnitude(f, x[i], expected, Double.MIN_NORMAL));
        assertThat(Math.abs(y[i] - expected) / unit)
            .as("ulps of %s(%s)", f, x[i])
            .isLessThanOrEqualTo(ulps(f));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void floatsAgreeWithTheScalarFunction(Function f) {
    double[] wide = arguments(new Random(2), 20_000);
    float[] x = new float[wide.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) wide[i];
    }
    float[] y = Elementwise.unary(f, Dense.over(Shape.of(x.length), DType.FLOAT32, x)).floats();
    for (int i = 0; i < x.length; i++) {
      float expected = f.at(x[i]);
      if (!Float.isFinite(expected) || expected == 0 && !hasTail(f)) {
        assertThat(Float.valueOf(y[i])).as("%s(%s)", f, x[i]).isEqualTo(Float.valueOf(expected));
      } else {
        float unit = Math.ulp((float) magnitude(f, x[i], expected, Float.MIN_NORMAL));
        assertThat(Math.abs(y[i] - expected) / unit)
            .as("ulps of %s(%s)", f, x[i])
            .isLessThanOrEqualTo(ulps(f));
      }
    }
  }

  /** Also where the argument's array is the result's, and for every length around some vectors. */
  @ParameterizedTest
  @EnumSource(Function.class)
  void everyLengthAndOffset(Function f) {
    Random random = new Random(3);
    UnaryLoop floats = Loops.unary(f, DType.FLOAT32);
    UnaryLoop doubles = Loops.unary(f, DType.FLOAT64);
    for (int n = 0; n < 40; n++) {
      int at = n % 5;
      float[] x = new float[n + 9];
      double[] d = new double[n + 9];
      for (int i = 0; i < x.length; i++) {
        d[i] = 0.5 + random.nextDouble();
        x[i] = (float) d[i];
      }
      float[] given = x.clone();
      double[] givenDoubles = d.clone();
      floats.run(f, x, at, x, at, n);
      doubles.run(f, d, at, d, at, n);
      for (int i = 0; i < x.length; i++) {
        boolean inside = i >= at && i < at + n;
        float expected = inside ? f.at(given[i]) : given[i];
        double wide = inside ? f.at(givenDoubles[i]) : givenDoubles[i];
        assertThat((double) x[i]).isCloseTo(expected, within((1 + ulps(f)) * Math.ulp(expected)));
        assertThat(d[i]).isCloseTo(wide, within((2 + ulps(f)) * Math.ulp(wide)));
      }
    }
  }

  /** Powers of everything by everything, by whole numbers, and of neighbours of 1. */
  private static double[][] powers(Random random) {
    int n = SPECIAL.length;
    double[][] xy = new double[2][n * n + 20_000];
    for (int i = 0; i < xy[0].length; i++) {
      double x = random.nextGaussian();
      boolean isSpecial = i < n * n;
      xy[0][i] = isSpecial ? SPECIAL[i / n] : i % 3 == 0 ? 1 + x * 1e-3 : Math.exp(3 * x);
      xy[1][i] = isSpecial ? SPECIAL[i % n] : random.nextGaussian() * (i % 3 == 0 ? 3e5 : 100);
      if (!isSpecial && i % 5 == 0) {
        xy[0][i] = -xy[0][i];
        xy[1][i] = Math.rint(xy[1][i]);
      }
    }
    return xy;
  }

  private static final class Pow implements BinaryFunction {
    @Override
    public String name() {
      return "pow";
    }

    @Override
    public double at(double x, double y) {
      return Math.pow(x, y);
    }
  }

  @Test
  void powersOfDoublesAgreeWithTheScalarFunction() {
    double[][] xy = powers(new Random(4));
    Shape shape = Shape.of(xy[0].length);
    double[] z =
        Elementwise.binary(
                new Pow(),
                Dense.over(shape, DType.FLOAT64, xy[0]),
                Dense.over(shape, DType.FLOAT64, xy[1]),
                shape)
            .doubles();
    for (int i = 0; i < z.length; i++) {
      double expected = Math.pow(xy[0][i], xy[1][i]);
      boolean isExact = expected == 0 || !Double.isFinite(expected);
      assertThat(isExact ? z[i] : Math.abs(z[i] - expected) / Math.ulp(expected))
          .as("pow(%s, %s) = %s", xy[0][i], xy[1][i], expected)
          .satisfies(v -> {
            if (isExact) {
              assertThat(v).isEqualTo(Double.valueOf(expected));
            } else {
              assertThat(v).isLessThanOrEqualTo(2);
            }
          });
    }
  }

  @Test
  void powersOfFloatsAgreeWithTheScalarFunction() {
    double[][] xy = powers(new Random(5));
    int n = xy[0].length;
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) xy[0][i];
      y[i] = (float) xy[1][i];
    }
    Shape shape = Shape.of(n);
    float[] z =
        Elementwise.binary(
                new Pow(),
                Dense.over(shape, DType.FLOAT32, x),
                Dense.over(shape, DType.FLOAT32, y),
                shape)
            .floats();
    for (int i = 0; i < n; i++) {
      float expected = (float) Math.pow(x[i], y[i]);
      assertThat(Float.valueOf(z[i]))
          .as("pow(%s, %s)", x[i], y[i])
          .satisfies(v -> {
            if (expected == 0 || !Float.isFinite(expected)) {
              assertThat(v).isEqualTo(Float.valueOf(expected));
            } else {
              assertThat(Math.abs(v - expected)).isLessThanOrEqualTo(Math.ulp(expected));
            }
          });
    }
  }

  @Test
  void powersWithOneNumberOnOneSide() {
    for (int n = 1; n < 12; n++) {
      double[] x = new Random(n).doubles(n).toArray();
      double[] left = new double[n];
      double[] right = new double[n];
      BinaryLoop loop = Loops.binary(new Pow(), DType.FLOAT64);
      loop.run(new Pow(), x, 0, 1, new double[] {7, 2.5}, 1, 0, left, 0, n);
      loop.run(new Pow(), new double[] {7, 2.5}, 1, 0, x, 0, 1, right, 0, n);
      for (int i = 0; i < n; i++) {
        assertThat(left[i]).isCloseTo(Math.pow(x[i], 2.5), within(2 * Math.ulp(1)));
        assertThat(right[i]).isCloseTo(Math.pow(2.5, x[i]), within(4 * Math.ulp(1)));
      }
    }
  }

  private static Offset<Double> within(double distance) {
    return Offset.offset(distance);
  }
}
