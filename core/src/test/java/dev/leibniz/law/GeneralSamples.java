package dev.leibniz.law;

import static dev.leibniz.law.Domain.distinct;
import static dev.leibniz.law.Domain.positiveDefinite;
import static dev.leibniz.law.Domain.real;
import static dev.leibniz.law.Domain.regular;
import static dev.leibniz.law.Domain.separated;
import static dev.leibniz.law.Domain.signed;
import static dev.leibniz.law.Domain.tall;
import static dev.leibniz.law.Domain.wide;

import dev.leibniz.DType;
import dev.leibniz.Order;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.kernel.LuSolver;
import dev.leibniz.op.Addcmul;
import dev.leibniz.op.Addmm;
import dev.leibniz.op.Adjugate;
import dev.leibniz.op.AdjugateTangent;
import dev.leibniz.op.Axes;
import dev.leibniz.op.Cholesky;
import dev.leibniz.op.Complement;
import dev.leibniz.op.Convolution.Convolve;
import dev.leibniz.op.Convolution.ConvolveInput;
import dev.leibniz.op.Convolution.ConvolveWeight;
import dev.leibniz.op.Cumprod;
import dev.leibniz.op.Custom;
import dev.leibniz.op.Det;
import dev.leibniz.op.Discrete;
import dev.leibniz.op.Eigh;
import dev.leibniz.op.Extreme;
import dev.leibniz.op.Extremum;
import dev.leibniz.op.LogSoftmax;
import dev.leibniz.op.LogSumExp;
import dev.leibniz.op.Logcumsumexp;
import dev.leibniz.op.Lu;
import dev.leibniz.op.MatMul;
import dev.leibniz.op.MatrixExp;
import dev.leibniz.op.Norm;
import dev.leibniz.op.Op;
import dev.leibniz.op.Pinv;
import dev.leibniz.op.Qr;
import dev.leibniz.op.Recurrence;
import dev.leibniz.op.RunningExtremum;
import dev.leibniz.op.Slogdet;
import dev.leibniz.op.Softmax;
import dev.leibniz.op.Solve;
import dev.leibniz.op.SolveTriangular;
import dev.leibniz.op.Sort;
import dev.leibniz.op.Standardise;
import dev.leibniz.op.StandardiseTangent;
import dev.leibniz.op.Svd;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.Sliding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Products, orders, factorisations, and functions with rules of their own. */
final class GeneralSamples {
  private final List<Sample> samples = new ArrayList<>();

  private GeneralSamples() {}

  static List<Sample> all() {
    GeneralSamples all = new GeneralSamples();
    all.products();
    all.convolutions();
    all.orders();
    all.running();
    all.factorisations();
    all.custom();
    return all.samples;
  }

  private void add(Supplier<Op> op, Domain... domains) {
    samples.add(Sample.of(op, domains));
  }

  private void products() {
    int[][][] shapes = {
      {{2, 3}, {3, 4}},
      {{5, 2, 3}, {3, 2}},
      {{2, 3}, {5, 3, 2}},
      {{5, 1, 2, 3}, {4, 3, 2}},
      {{1, 17}, {17, 1}},
      {{2, 0}, {0, 3}},
      {{0, 2}, {2, 3}},
      {{4, 0, 2}, {2, 3}}
    };
    for (int[][] s : shapes) {
      add(() -> new MatMul(), real(-1, 1, s[0]), real(-1, 1, s[1]));
      for (DType dtype : List.of(DType.INT64, DType.INT32)) {
        add(
            () -> new MatMul(),
            Domain.integers(dtype, -5, 6, s[0]),
            Domain.integers(dtype, -5, 6, s[1]));
      }
    }
  }

  private void convolutions() {
    Sliding line = new Sliding(1, 1, 1, 0, 0, 1);
    Sliding three = new Sliding(5, 3, 1, 1, 1, 1);
    Sliding far = new Sliding(6, 2, 2, 1, 0, 2);
    convolutions(2, 2, 3, new ConvolutionGeometry(1, three, three));
    convolutions(1, 1, 2, new ConvolutionGeometry(2, far, three));
    convolutions(2, 2, 1, new ConvolutionGeometry(1, line, far));
    convolutions(1, 2, 2, new ConvolutionGeometry(2, line, new Sliding(7, 3, 3, 0, 2, 1)));
    convolutions(0, 2, 1, new ConvolutionGeometry(1, line, three));
    convolutions(2, 0, 1, new ConvolutionGeometry(1, line, three));
    for (Domain x : List.of(distinct(2, 5, 6), distinct(5, 6), distinct(0, 5, 6))) {
      add(() -> new Discrete.WindowArg(three, far), x);
    }
    add(() -> new Discrete.WindowArg(line, new Sliding(7, 3, 2, 1, -1, 2)), distinct(3, 1, 7));
  }

  private void convolutions(int images, int inputs, int outputs, ConvolutionGeometry g) {
    Sliding v = g.vertical();
    Sliding h = g.horizontal();
    int[] x = {images, g.groups() * inputs, v.size(), h.size()};
    int[] w = {g.groups() * outputs, inputs, v.window(), h.window()};
    int[] y = {images, g.groups() * outputs, v.places(), h.places()};
    add(() -> new Convolve(g), real(-1, 1, x), real(-1, 1, w));
    add(() -> new ConvolveInput(g), real(-1, 1, y), real(-1, 1, w));
    add(() -> new ConvolveWeight(g), real(-1, 1, x), real(-1, 1, y));
    for (DType dtype : List.of(DType.INT64, DType.INT32)) {
      Domain image = Domain.integers(dtype, -5, 6, x);
      Domain weight = Domain.integers(dtype, -5, 6, w);
      Domain result = Domain.integers(dtype, -5, 6, y);
      add(() -> new Convolve(g), image, weight);
      add(() -> new ConvolveInput(g), result, weight);
      add(() -> new ConvolveWeight(g), image, result);
    }
  }

  private void orders() {
    for (IntFunction<Op> softmax : List.<IntFunction<Op>>of(Softmax::new, LogSoftmax::new)) {
      add(() -> softmax.apply(1), real(-3, 3, 2, 5));
      add(() -> softmax.apply(1), real(-3, 3, 2, 3, 2));
      add(() -> softmax.apply(0), real(-3, 3, 3, 1));
      add(() -> softmax.apply(0), real(-3, 3, 1));
      add(() -> softmax.apply(1), real(-3, 3, 2, 0));
      add(() -> softmax.apply(1), real(-3, 3, 0, 2));
    }
    add(() -> new Addcmul(), real(-1, 1, 2, 3), real(-1, 1, 2, 3), real(-1, 1, 2, 3));
    add(() -> new Addcmul(), real(-1, 1, 3, 1), real(-1, 1, 2, 3, 2), real(-1, 1, 3, 1));
    add(() -> new Addcmul(), real(-1, 1, 2, 3), real(-1, 1, 3), real(-1, 1, 2, 1));
    add(() -> new Addcmul(), real(-1, 1), real(-1, 1, 2, 17), real(-1, 1, 17));
    add(() -> new Addcmul(), real(-1, 1, 2, 17), real(-1, 1, 2, 1), real(-1, 1, 2, 1));
    add(() -> new Addcmul(), real(-1, 1, 2, 0), real(-1, 1, 2, 1), real(-1, 1, 0));
    add(() -> new Addmm(true, 1), real(-1, 1, 3), real(-1, 1, 2, 4), real(-1, 1, 4, 3));
    add(() -> new Addmm(true, 1), real(-1, 1), real(-1, 1, 3, 2, 4), real(-1, 1, 4, 5));
    add(() -> new Addmm(true, 1), real(-1, 1, 2, 1), real(-1, 1, 2, 4), real(-1, 1, 3, 4, 2));
    add(() -> new Addmm(true, 1), real(-1, 1, 2, 3), real(-1, 1, 2, 0), real(-1, 1, 0, 3));
    Domain x = real(-1, 1, 2, 4);
    Domain y = real(-1, 1, 4, 3);
    add(() -> new Addmm(false, 2), x, y, real(-1, 1, 2, 5), real(-1, 1, 5, 3));
    add(() -> new Addmm(true, 2), real(-1, 1, 2, 3), x, y, real(-1, 1, 2, 1), real(-1, 1, 1, 3));
    add(() -> new LogSumExp(1), real(-3, 3, 2, 5));
    add(() -> new LogSumExp(1), real(-3, 3, 2, 3, 2));
    add(() -> new LogSumExp(0), real(-3, 3, 3, 1));
    add(() -> new LogSumExp(1), real(-3, 3, 0, 2));
    for (double eps : new double[] {1e-5, 0.5}) {
      add(() -> new Standardise(eps, Axes.of(1)), distinct(2, 5));
      add(() -> new Standardise(eps, Axes.of(0)), distinct(4, 3));
      add(() -> new Standardise(eps, Axes.of(0, 2)), distinct(2, 2, 3));
      add(() -> new Standardise(eps, Axes.of(0, 2)), distinct(2, 2, 17));
      add(() -> new Standardise(eps, Axes.of(1, 3)), distinct(2, 2, 2, 17));
      add(() -> new Standardise(eps, Axes.of(0, 1)), distinct(2, 3));
      add(() -> new Standardise(eps, Axes.of(1)), distinct(0, 2));
    }
    standardiseTangent(new int[] {2, 5}, new int[] {2}, 1);
    standardiseTangent(new int[] {4, 3}, new int[] {3}, 0);
    standardiseTangent(new int[] {2, 2, 3}, new int[] {2}, 0, 2);
    standardiseTangent(new int[] {2, 2, 17}, new int[] {2}, 0, 2);
    standardiseTangent(new int[] {2, 3}, new int[] {}, 0, 1);
    standardiseTangent(new int[] {0, 2}, new int[] {0}, 1);
    for (Extremum.Kind kind : Extremum.Kind.values()) {
      add(() -> new Extremum(kind, Axes.of(1)), distinct(2, 3, 2));
      add(() -> new Extremum(kind, Axes.of(0, 2)), distinct(2, 3, 2));
      add(() -> new Extremum(kind, Axes.of(0)), distinct(17));
      add(() -> new Extremum(kind, Axes.of()), distinct());
      add(() -> new Extremum(kind, Axes.of(1)), distinct(0, 2));
      add(() -> new Extreme(kind, 1), distinct(2, 3, 2));
      add(() -> new Extreme(kind, 0), distinct(17));
      add(() -> new Extreme(kind, 1), distinct(0, 2));
      add(() -> new Discrete.Arg(kind, 1), distinct(2, 3, 2));
      add(() -> new Discrete.Arg(kind, 0), distinct(17));
      add(() -> new Discrete.Arg(kind, 1), distinct(0, 2));
      for (DType dtype : List.of(DType.INT64, DType.INT32)) {
        Domain ties = Domain.integers(dtype, -3, 3, 4, 5);
        add(() -> new Extremum(kind, Axes.of(1)), ties);
        add(() -> new Extreme(kind, 0), ties);
        add(() -> new Discrete.Arg(kind, 1), ties);
      }
    }
    for (double p : new double[] {2, 3, 0.5, -1.5}) {
      add(() -> new Norm(p, Axes.of(1)), signed(0.5, 2, 2, 3, 2));
      add(() -> new Norm(p, Axes.of(0, 2)), signed(0.5, 2, 2, 3, 2));
      add(() -> new Norm(p, Axes.of(0)), signed(0.5, 2, 17));
      add(() -> new Norm(p, Axes.of(1)), signed(0.5, 2, 0, 2));
    }
    for (Order order : Order.values()) {
      add(() -> new Sort(0, order), distinct(4, 2));
      add(() -> new Sort(1, order), distinct(2, 3, 2));
      add(() -> new Sort(0, order), distinct(17));
      add(() -> new Sort(0, order), distinct(0, 2));
      add(() -> new Sort(0, order), Domain.integers(DType.INT64, -3, 3, 5, 2));
      add(() -> new Sort(1, order), Domain.integers(DType.INT32, -3, 3, 2, 5));
    }
  }

  private void running() {
    for (Extremum.Kind kind : Extremum.Kind.values()) {
      add(() -> new RunningExtremum(kind, 0), distinct(4, 2));
      add(() -> new RunningExtremum(kind, 1), distinct(2, 3, 2));
      add(() -> new RunningExtremum(kind, 0), distinct(17));
      add(() -> new RunningExtremum(kind, 0), distinct(0, 2));
      add(() -> new RunningExtremum(kind, 0), Domain.integers(DType.INT64, -3, 3, 5, 2));
      add(() -> new RunningExtremum(kind, 1), Domain.integers(DType.INT32, -3, 3, 2, 5));
    }
    for (int[] dims : new int[][] {{4, 2}, {7}, {1, 2}, {0, 2}, {3, 0}}) {
      add(() -> new Recurrence(0), real(-1, 1, dims), real(-1, 1, dims));
      add(() -> new Cumprod(0), real(-2, 2, dims));
      add(() -> new Logcumsumexp(0), real(-2, 2, dims));
    }
    add(
        () -> new Recurrence(0),
        Domain.integers(DType.INT64, -3, 3, 5, 2),
        Domain.integers(DType.INT64, -3, 3, 5, 2));
    add(() -> new Recurrence(1), real(-1, 1, 2, 4, 3), real(-1, 1, 2, 4, 3));
    add(() -> new Cumprod(1), real(-2, 2, 2, 4, 3));
    add(() -> new Cumprod(0), Domain.integers(DType.INT64, -3, 3, 5, 2));
    add(() -> new Logcumsumexp(1), real(-2, 2, 2, 4, 3));
  }

  private void standardiseTangent(int[] dims, int[] kept, int... axes) {
    add(
        () -> new StandardiseTangent(Axes.of(axes)),
        real(-1, 1, dims),
        real(-1, 1, dims),
        real(0.5, 2, kept));
  }

  private void factorisations() {
    for (int[] dims : new int[][] {{3, 3}, {2, 2, 2}, {1, 1}, {0, 2, 2}}) {
      add(() -> new Cholesky(), positiveDefinite(dims));
      add(() -> Eigh.EIGH, separated(dims));
      add(() -> Slogdet.SLOGDET, regular(dims));
      add(() -> new Det(), regular(dims));
      add(() -> new Adjugate(), regular(dims));
      add(() -> new AdjugateTangent(), regular(dims), real(-1, 1, dims));
      add(() -> new MatrixExp(), real(-0.5, 0.5, dims));
    }
    add(() -> new MatrixExp(), real(-3, 3, 4, 4));
    add(() -> new Det(), real(-1, 1, 2, 0, 0));
    add(() -> Eigh.EIGH, separated(0, 0));
    for (int[] dims : new int[][] {{4, 3}, {3, 3}, {2, 3, 2}, {2, 1}, {0, 3, 2}}) {
      add(() -> Svd.SVD, tall(dims));
      add(() -> new Qr(), tall(dims));
      add(() -> new Lu(), tall(dims));
      add(() -> new Pinv(1e-9), tall(dims));
    }
    for (int[] dims : new int[][] {{3, 2}, {2, 3, 2}, {2, 2}, {0, 3, 2}}) {
      add(() -> new Complement(), tall(dims));
    }
    add(() -> new Lu(), wide(2, 3));
    add(() -> new Lu(), wide(2, 2, 4));
    add(() -> new Pinv(1e-6), wide(2, 3));
    int[][][] shapes = {
      {{3, 3}, {3, 2}},
      {{2, 3, 3}, {3, 1}},
      {{2, 2}, {3, 2, 2}},
      {{2, 1, 2, 2}, {3, 2, 1}},
      {{3, 3}, {3, 0}},
      {{0, 2, 2}, {2, 1}}
    };
    for (int[][] s : shapes) {
      for (LuSolver.Side side : LuSolver.Side.values()) {
        add(() -> new Solve(side, new LuSolver(), "solve"), regular(s[0]), real(-1, 1, s[1]));
      }
      for (Triangle triangle : Triangle.values()) {
        add(() -> new SolveTriangular(triangle), regular(s[0]), real(-1, 1, s[1]));
      }
    }
  }

  private static final UnaryOperator<Tensor[]> SOFTPLUS = GeneralSamples::softplus;
  private static final BinaryOperator<Tensor[]> SOFTPLUS_RULE = GeneralSamples::softplusRule;
  private static final UnaryOperator<Tensor[]> SCALED_SINE = GeneralSamples::scaledSine;
  private static final BinaryOperator<Tensor[]> SCALED_SINE_JVP = GeneralSamples::scaledSineJvp;
  private static final BinaryOperator<Tensor[]> SCALED_SINE_VJP = GeneralSamples::scaledSineVjp;

  private static Tensor[] softplus(Tensor[] x) {
    return one(x[0].exp().log1p());
  }

  private static Tensor[] softplusRule(Tensor[] x, Tensor[] t) {
    return one(t[0].mul(x[0].neg().exp().add(1).reciprocal()));
  }

  private static Tensor[] scaledSine(Tensor[] x) {
    return new Tensor[] {x[0].sin().mul(x[1]), x[1].square()};
  }

  private static Tensor[] scaledSineJvp(Tensor[] x, Tensor[] v) {
    return new Tensor[] {
      v[0].mul(x[0].cos()).mul(x[1]).add(x[0].sin().mul(v[1])), v[1].mul(x[1]).mul(2)
    };
  }

  private static Tensor[] scaledSineVjp(Tensor[] x, Tensor[] ct) {
    return new Tensor[] {
      ct[0].mul(x[0].cos()).mul(x[1]), ct[0].mul(x[0].sin()).sum().add(ct[1].mul(x[1]).mul(2))
    };
  }

  private void custom() {
    add(() -> rule("byJvp", SOFTPLUS, SOFTPLUS_RULE, null), real(-1, 1, 3));
    add(() -> rule("byVjp", SOFTPLUS, null, SOFTPLUS_RULE), real(-1, 1, 2, 3));
    add(() -> rule("byBoth", SOFTPLUS, SOFTPLUS_RULE, SOFTPLUS_RULE), real(-1, 1));
    add(() -> rule("pairByJvp", SCALED_SINE, SCALED_SINE_JVP, null), real(-1, 1, 3), real(0, 1));
    add(() -> rule("pairByVjp", SCALED_SINE, null, SCALED_SINE_VJP), real(-1, 1, 3), real(0, 1));
    add(
        () -> rule("pairByBoth", SCALED_SINE, SCALED_SINE_JVP, SCALED_SINE_VJP),
        real(-1, 1, 3),
        real(0, 1));
  }

  private static Custom rule(
      String name,
      UnaryOperator<Tensor[]> function,
      @Nullable BinaryOperator<Tensor[]> jvp,
      @Nullable BinaryOperator<Tensor[]> vjp) {
    return new Custom(name, function, jvp, vjp);
  }

  private static Tensor[] one(Tensor x) {
    return new Tensor[] {x};
  }
}
