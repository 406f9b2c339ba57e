package dev.leibniz.law;

import static dev.leibniz.law.Domain.integers;
import static dev.leibniz.law.Domain.real;
import static dev.leibniz.law.Domain.signed;
import static dev.leibniz.law.Domain.stepped;

import dev.leibniz.DType;
import dev.leibniz.op.Arithmetic;
import dev.leibniz.op.Comparisons;
import dev.leibniz.op.Discrete;
import dev.leibniz.op.Exponentials;
import dev.leibniz.op.Normals;
import dev.leibniz.op.Numbered;
import dev.leibniz.op.Op;
import dev.leibniz.op.Pairs;
import dev.leibniz.op.Powers;
import dev.leibniz.op.Roundings;
import dev.leibniz.op.Specials;
import dev.leibniz.op.Trigonometry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Functions of each element, and of pairs of elements that broadcasting brings together. */
final class ElementwiseSamples {
  private static final int[][] SHAPES = {{}, {17}, {2, 3}, {0}, {2, 0, 3}};

  private static final int[][][] PAIRS = {
    {{}, {}},
    {{19}, {19}},
    {{2, 3}, {3}},
    {{2, 1}, {1, 3}},
    {{}, {2, 3}},
    {{4}, {}},
    {{2, 1, 3}, {4, 1}},
    {{1}, {0}},
    {{2, 0}, {2, 1}}
  };

  private static final int[][][] FEW_PAIRS = {{{}, {3}}, {{19}, {19}}, {{2, 1, 3}, {4, 1}}};

  private final List<Sample> samples = new ArrayList<>();

  private ElementwiseSamples() {}

  static List<Sample> all() {
    ElementwiseSamples all = new ElementwiseSamples();
    all.unary();
    all.binary();
    all.wholeNumbers();
    all.predicates();
    return all.samples;
  }

  private void each(Op op, Function<int[], Domain> domain) {
    for (int[] dims : SHAPES) {
      samples.add(Sample.of(() -> fresh(op), domain.apply(dims)));
    }
  }

  private void pairs(Op op, Function<int[], Domain> x, Function<int[], Domain> y) {
    pairs(PAIRS, op, x, y);
  }

  private void pairs(
      int[][][] shapes, Op op, Function<int[], Domain> x, Function<int[], Domain> y) {
    for (int[][] dims : shapes) {
      samples.add(Sample.of(() -> fresh(op), x.apply(dims[0]), y.apply(dims[1])));
    }
  }

  /** Another op of the same class: these have no components. */
  private static Op fresh(Op op) {
    try {
      var constructor = op.getClass().getDeclaredConstructor();
      return (Op) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(op + " has no constructor without arguments", e);
    }
  }

  private void unary() {
    for (Op op : List.of(Powers.NEG, Powers.SQUARE)) {
      each(op, d -> real(-2, 2, d));
    }
    for (Op op : List.of(Powers.ABS, Powers.SIGN, Powers.RELU, Powers.RECIPROCAL)) {
      each(op, d -> signed(0.5, 2, d));
    }
    for (Op op : List.of(Powers.SQRT, Powers.RSQRT)) {
      each(op, d -> real(0.4, 2.5, d));
    }
    for (Op op :
        List.of(
            Exponentials.EXP,
            Exponentials.EXP2,
            Exponentials.EXPM1,
            Exponentials.SIGMOID,
            Exponentials.SIGMOID_SLOPE,
            Exponentials.GAUSSIAN,
            Exponentials.LOG_SIGMOID,
            Exponentials.SOFTPLUS)) {
      each(op, d -> real(-2, 2, d));
    }
    for (Op op : List.of(Exponentials.LOG, Exponentials.LOG2, Exponentials.LOG10)) {
      each(op, d -> real(0.4, 2.5, d));
    }
    each(Exponentials.LOG1P, d -> real(-0.5, 2, d));
    for (Op op :
        List.of(
            Trigonometry.SIN,
            Trigonometry.COS,
            Trigonometry.ATAN,
            Trigonometry.SINH,
            Trigonometry.COSH,
            Trigonometry.TANH,
            Trigonometry.TANH_SLOPE,
            Trigonometry.ASINH)) {
      each(op, d -> real(-2, 2, d));
    }
    each(Trigonometry.TAN, d -> real(-1, 1, d));
    for (Op op : List.of(Trigonometry.ASIN, Trigonometry.ACOS, Trigonometry.ATANH)) {
      each(op, d -> real(-0.8, 0.8, d));
    }
    each(Trigonometry.ACOSH, d -> real(1.3, 3, d));
    for (Op op : List.of(Roundings.FLOOR, Roundings.CEIL, Roundings.ROUND, Roundings.TRUNC)) {
      each(op, d -> stepped(0.1, 0.4, d));
    }
    for (Op op : List.of(Specials.ERF, Specials.ERFC, Specials.GELU, Specials.GELU_SLOPE)) {
      each(op, d -> real(-2, 2, d));
    }
    for (Op op :
        List.of(
            Normals.NDTR,
            Normals.LOG_NDTR,
            Normals.DENSITY,
            Normals.HAZARD,
            Normals.EXCESS,
            Normals.VARIANCE,
            Normals.ERFCX)) {
      each(op, d -> real(-2, 2, d));
    }
    for (Op op : List.of(Normals.NDTRI, Exponentials.LOGIT, Specials.ENTR)) {
      each(op, d -> real(0.1, 0.9, d));
    }
    each(Specials.ERFINV, d -> real(-0.8, 0.8, d));
    for (Op op : List.of(Specials.LGAMMA, Specials.DIGAMMA)) {
      each(op, d -> real(0.5, 4, d));
    }
  }

  private void binary() {
    for (Op op : List.of(Arithmetic.ADD, Arithmetic.SUB, Arithmetic.MUL, Pairs.LOGADDEXP)) {
      pairs(op, d -> real(-2, 2, d), d -> real(-2, 2, d));
    }
    for (Op op : List.of(Arithmetic.DIV, Pairs.ATAN2, Pairs.HYPOT)) {
      pairs(op, d -> signed(0.4, 2, d), d -> signed(0.5, 2, d));
    }
    pairs(Pairs.COPYSIGN, d -> signed(0.4, 2, d), d -> signed(0.5, 2, d));
    pairs(Arithmetic.POW, d -> real(0.4, 2, d), d -> real(-2, 2, d));
    pairs(Pairs.XLOGY, d -> signed(0.3, 2, d), d -> real(0.4, 2, d));
    for (Op op : List.of(Pairs.MAXIMUM, Pairs.MINIMUM)) {
      pairs(op, d -> stepped(0.1, 0.3, d), d -> stepped(0.6, 0.8, d));
    }
    for (Op op : List.of(Pairs.FMOD, Pairs.REMAINDER)) {
      pairs(op, d -> stepped(0.4, 0.6, d), d -> signed(0.9, 1.1, d));
    }
    pairs(Pairs.XLOG1PY, d -> signed(0.3, 2, d), d -> real(-0.6, 1, d));
    pairs(Numbered.POLYGAMMA, d -> real(1.3, 1.6, d), d -> real(0.6, 3, d));
    for (Op op : List.of(Numbered.BESSEL, Numbered.SCALED_BESSEL)) {
      pairs(op, d -> real(1.3, 1.6, d), d -> signed(0.3, 3, d));
    }
    pairs(Numbered.SINC, d -> real(1.3, 1.6, d), d -> real(-2, 2, d));
  }

  private void wholeNumbers() {
    for (DType dtype : List.of(DType.INT64, DType.INT32)) {
      for (Op op :
          List.of(
              Powers.NEG,
              Powers.ABS,
              Powers.SIGN,
              Powers.SQUARE,
              Powers.RELU,
              Roundings.FLOOR,
              Roundings.CEIL,
              Roundings.ROUND,
              Roundings.TRUNC)) {
        each(op, d -> integers(dtype, -9, 9, d));
      }
      for (Op op :
          List.of(Arithmetic.ADD, Arithmetic.SUB, Arithmetic.MUL, Pairs.MAXIMUM, Pairs.MINIMUM)) {
        pairs(op, d -> integers(dtype, -9, 9, d), d -> integers(dtype, -9, 9, d));
      }
      pairs(
          FEW_PAIRS, Arithmetic.POW, d -> integers(dtype, -4, 5, d), d -> integers(dtype, 0, 6, d));
      for (Op op : List.of(Pairs.FMOD, Pairs.REMAINDER)) {
        pairs(FEW_PAIRS, op, d -> integers(dtype, -9, 9, d), d -> integers(dtype, 1, 5, d));
      }
    }
    for (Op op : List.of(Arithmetic.ADD, Arithmetic.MUL, Pairs.MAXIMUM, Pairs.MINIMUM)) {
      pairs(FEW_PAIRS, op, d -> integers(DType.BOOL, 0, 2, d), d -> integers(DType.BOOL, 0, 2, d));
    }
  }

  private void predicates() {
    for (Op op :
        List.of(
            Comparisons.EQ,
            Comparisons.NE,
            Comparisons.LT,
            Comparisons.LE,
            Comparisons.LOGICAL_AND,
            Comparisons.LOGICAL_OR,
            Comparisons.LOGICAL_XOR)) {
      pairs(op, d -> stepped(0, 0.1, d), d -> stepped(0, 0.1, d));
      for (DType dtype : List.of(DType.BOOL, DType.INT32, DType.INT64, DType.FLOAT32)) {
        int low = dtype == DType.BOOL ? 0 : -1;
        pairs(FEW_PAIRS, op, d -> integers(dtype, low, 2, d), d -> integers(dtype, low, 2, d));
      }
    }
    for (Discrete.Test.Kind kind : Discrete.Test.Kind.values()) {
      for (int[] dims : SHAPES) {
        samples.add(
            Sample.of(
                "NaN and infinity through " + kind + " " + java.util.Arrays.toString(dims),
                in -> Sample.run(new Discrete.Test(kind), in[0].sqrt().reciprocal()),
                integers(DType.FLOAT64, -1, 2, dims)));
        samples.add(Sample.of(() -> new Discrete.Test(kind), real(-1, 1, dims)));
      }
    }
    for (int[] dims : SHAPES) {
      samples.add(Sample.of(() -> new Discrete.Not(), Domain.condition(dims)));
    }
  }
}
