package dev.leibniz;

import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks the derivatives of a function: both modes against differences of its values, second order
 * against differences of its gradient, and both modes against each other. For one's own functions,
 * above all those with rules of their own.
 *
 * <pre>{@code
 * GradCheck.require(x -> x.sin().mul(x), Tensor.of(0.3, 1.2));       // throws if a derivative is wrong
 * GradCheck.check(f, x).worst();                                     // or tells which element, and why
 * }</pre>
 *
 * <p>Every output is compared with every input, so use small tensors; and FLOAT64, since
 * differences of FLOAT32 values have few digits left. Differences mean nothing at a kink: check
 * beside it. See {@code torch.autograd.gradcheck} and {@code gradgradcheck}.
 */
public final class GradCheck {
  private static final double STEP = 1e-5;

  private GradCheck() {}

  /** What was compared. A report names the worst mismatch of the first kind that has any. */
  public enum Kind {
    /** The value, computed twice at the same point. */
    VALUE,
    /** The Jacobian by cotangents, against differences. */
    REVERSE,
    /** What each mode gives for a random direction, against its own Jacobian. */
    LINEARITY,
    /** The Jacobian by tangents, against differences. */
    FORWARD,
    /** The Jacobian by tangents, against that by cotangents. */
    TRANSPOSE,
    /** The Hessian of a weighted sum of the outputs, against differences of its gradient. */
    FORWARD_OVER_REVERSE,
    /** The same with the modes the other way round. */
    REVERSE_OVER_FORWARD
  }

  /**
   * An element of an input or output.
   *
   * @param path the tensor's path in the tree, as {@link Tree.Leaf#path} gives it; empty for a bare
   *     tensor
   * @param index the element's place along each axis
   */
  public record Place(String path, List<Integer> index) {
    @Override
    public String toString() {
      return (path.isEmpty() ? "" : " " + path) + (index.isEmpty() ? "" : index);
    }
  }

  /**
   * One element of a derivative, as it is and as it should be.
   *
   * @param kind which derivative
   * @param output the element that is differentiated; at second order one of the gradient
   * @param input the element by which
   * @param actual what the derivative says
   * @param expected what the differences, or the other mode, say
   * @param likelyCause why they may differ
   */
  public record Mismatch(
      Kind kind, Place output, Place input, double actual, double expected, String likelyCause) {
    private double error() {
      return Math.abs(actual - expected);
    }

    @Override
    public String toString() {
      String other =
          switch (kind) {
            case VALUE -> "and the second time ";
            case LINEARITY -> "the Jacobian gives ";
            case TRANSPOSE -> "the other mode gives ";
            default -> "differences give ";
          };
      return switch (kind) {
            case VALUE -> kind + ": output" + output;
            case LINEARITY ->
                kind
                    + (input.index().isEmpty() && input.path().isEmpty()
                        ? ": tangent of output" + output
                        : ": cotangent of input" + input);
            case REVERSE, FORWARD, TRANSPOSE -> kind + ": d output" + output + " / d input" + input;
            case FORWARD_OVER_REVERSE, REVERSE_OVER_FORWARD ->
                kind + ": d gradient" + output + " / d input" + input;
          }
          + " is "
          + actual
          + ", "
          + other
          + expected
          + " ("
          + likelyCause
          + ")";
    }
  }

  /**
   * What a check found.
   *
   * @param compared how many numbers were compared
   * @param worst the worst mismatch beyond the tolerance, of the first kind that has any; or none
   */
  public record Report(int compared, Optional<Mismatch> worst) {
    /**
     * Whether everything agrees.
     *
     * @return true if there is no mismatch
     */
    public boolean isPassed() {
      return worst.isEmpty();
    }
  }

  /**
   * Checks a function with tolerances of 1e-5, relative and absolute.
   *
   * @param f the function, from a tensor or tree to a tensor or tree
   * @param point where to check
   * @param <P> the point: a tensor or a tree
   * @return what was found
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException if the shape of a result depends on the numbers of the point
   */
  public static <P> Report check(Function<? super P, ?> f, P point) {
    return check(f, point, 1e-5, 1e-5);
  }

  /**
   * Checks a function.
   *
   * @param f the function, from a tensor or tree to a tensor or tree
   * @param point where to check
   * @param rtol the relative tolerance of a comparison with differences
   * @param atol the absolute tolerance of a comparison with differences
   * @param <P> the point: a tensor or a tree
   * @return what was found
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException if the shape of a result depends on the numbers of the point
   */
  public static <P> Report check(Function<? super P, ?> f, P point, double rtol, double atol) {
    return new Check(flat(f, point), rtol, atol).all();
  }

  /**
   * Checks that the two modes are transposes of each other and linear, without differences: ⟨u, J
   * v⟩ = ⟨Jᵀ u, v⟩. That is what a function with two rules of its own can get wrong, and costs
   * little.
   *
   * <pre>{@code
   * GradCheck.checkTranspose(customRule(f, jvp, vjp), x).isPassed()
   * }</pre>
   *
   * @param f the function, from a tensor or tree to a tensor or tree
   * @param point where to check
   * @param <P> the point: a tensor or a tree
   * @return what was found
   * @throws DTypeException if the point has no floating tensor
   */
  public static <P> Report checkTranspose(Function<? super P, ?> f, P point) {
    return new Check(flat(f, point), 0, 0).transposeOnly();
  }

  /**
   * Checks a function, and throws if a derivative is wrong.
   *
   * @param f the function, from a tensor or tree to a tensor or tree
   * @param point where to check
   * @param <P> the point: a tensor or a tree
   * @throws GraphException if {@link #check} finds a mismatch; the message names the worst element
   * @throws DTypeException if the point has no floating tensor
   */
  public static <P> void require(Function<? super P, ?> f, P point) {
    Report r = check(f, point);
    if (r.worst().isPresent()) {
      throw new GraphException("gradient check: " + r.worst().get());
    }
  }

  private static <P> Flat flat(Function<? super P, ?> f, P point) {
    Tensor[] xs = Structure.inputs("GradCheck", point);
    UnaryOperator<Tuple> g =
        t -> {
          Object y = f.apply(Structure.with(point, t.tensors().toArray(Tensor[]::new)));
          return Tuple.of(Structure.parameters(Structure.given("GradCheck", y)));
        };
    Object y = Structure.given("GradCheck", f.apply(point));
    return new Flat(
        g, Tuple.of(detached(xs)), paths(point), paths(y), Tuple.of(Structure.parameters(y)));
  }

  private static Tensor[] detached(Tensor[] xs) {
    return Arrays.stream(xs).map(Tensor::detach).toArray(Tensor[]::new);
  }

  private static List<String> paths(Object tree) {
    return Tree.parameters(tree).stream().map(Tree.Leaf::path).toList();
  }

  /**
   * A function of tuples.
   *
   * @param inputs the paths of its inputs
   * @param outputs the paths of its floating outputs
   * @param value what it gave at the point
   */
  private record Flat(
      UnaryOperator<Tuple> f,
      Tuple point,
      List<String> inputs,
      List<String> outputs,
      Tuple value) {}

  /** One run. */
  private static final class Check {
    private final Flat of;
    private final double rtol;
    private final double atol;
    private final boolean isFloat32;
    private final int n;
    private final int m;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private int compared;

    Check(Flat of, double rtol, double atol) {
      this.of = of;
      this.rtol = rtol;
      this.atol = atol;
      this.isFloat32 = of.point().tensors().stream().anyMatch(x -> x.dtype() == DType.FLOAT32);
      this.n = size(of.point());
      this.m = size(of.value());
    }

    private static int size(Tuple t) {
      return t.tensors().stream().mapToInt(Tensor::size).sum();
    }

    Report all() {
      if (n == 0 || m == 0) {
        return report();
      }
      sameTwice();
      if (!mismatches.isEmpty()) {
        return report(); // nothing can be said of the derivatives of a random function
      }
      double[] reverse = jacobian(of.f(), Option.Strategy.REVERSE);
      double[] forward = jacobian(of.f(), Option.Strategy.FORWARD);
      Differences first = new Differences(of.f(), m);
      compare(Kind.REVERSE, reverse, first, of.outputs(), of.value());
      compare(Kind.FORWARD, forward, first, of.outputs(), of.value());
      transpose(forward, reverse);
      secondOrder();
      return report();
    }

    Report transposeOnly() {
      if (n > 0 && m > 0) {
        transpose(
            jacobian(of.f(), Option.Strategy.FORWARD), jacobian(of.f(), Option.Strategy.REVERSE));
      }
      return report();
    }

    private Report report() {
      return new Report(
          compared,
          mismatches.stream()
              .min(
                  Comparator.comparing(Mismatch::kind)
                      .thenComparing(Comparator.comparingDouble(Mismatch::error).reversed())));
    }

    private void sameTwice() {
      double[] once = numbers(of.value());
      double[] twice = numbers(of.f().apply(of.point()));
      for (int o = 0; o < Math.min(once.length, twice.length); o++) {
        if (Double.compare(once[o], twice[o]) != 0) {
          mismatches.add(
              new Mismatch(
                  Kind.VALUE,
                  place(of.outputs(), of.value(), o),
                  new Place("", List.of()),
                  once[o],
                  twice[o],
                  "the function is random: it must give the same value for the same point; pass a"
                      + " Key instead of drawing anew"));
        }
      }
    }

    private void secondOrder() {
      Tuple weights = random(1, of.value());
      UnaryOperator<Tuple> scalar =
          x -> {
            Tuple y = of.f().apply(x);
            Tensor sum = Tensor.scalar(0, y.get(0).dtype());
            for (int i = 0; i < y.size(); i++) {
              sum = sum.add(y.get(i).mul(weights.get(i)).sum());
            }
            return Tuple.of(sum);
          };
      UnaryOperator<Tuple> byReverse = x -> Functional.<Tuple>grad(z -> scalar.apply(z).get(0), x);
      UnaryOperator<Tuple> byForward =
          x -> Functional.<Tuple, Tuple>jacobian(scalar, x, Option.Strategy.FORWARD).row(0);
      Differences second = new Differences(byReverse, n);
      double[] reverse = jacobian(byReverse, Option.Strategy.FORWARD);
      double[] forward = jacobian(byForward, Option.Strategy.REVERSE);
      compare(Kind.FORWARD_OVER_REVERSE, reverse, second, of.inputs(), of.point());
      compare(Kind.REVERSE_OVER_FORWARD, forward, second, of.inputs(), of.point());
    }

    /** Numbers that no symmetry of the outputs cancels, and that are neither 0 nor 1. */
    private static Tuple random(long seed, Tuple like) {
      List<Tensor> all = new ArrayList<>();
      for (int i = 0; i < like.size(); i++) {
        Tensor t = like.get(i);
        all.add(Key.of(1000 * seed + i).uniform(t.shape(), t.dtype()).add(0.5));
      }
      return new Tuple(all);
    }

    private double[] jacobian(UnaryOperator<Tuple> f, Option.Strategy strategy) {
      return Functional.<Tuple, Tuple>jacobian(f, of.point(), strategy).toDense().toArray();
    }

    private void compare(
        Kind kind, double[] jacobian, Differences differences, List<String> paths, Tuple outputs) {
      for (int o = 0; o < differences.rows; o++) {
        for (int i = 0; i < n; i++) {
          double actual = jacobian[o * n + i];
          double expected = differences.central(o, i);
          compared++;
          boolean close = Math.abs(actual - expected) <= atol + rtol * Math.abs(expected);
          if (!close && !(Double.isNaN(actual) && Double.isNaN(expected))) {
            String cause = cause(actual, differences, o, i);
            Place output = place(paths, outputs, o);
            mismatches.add(
                new Mismatch(
                    kind, output, place(of.inputs(), of.point(), i), actual, expected, cause));
          }
        }
      }
    }

    private String cause(double actual, Differences differences, int o, int i) {
      if (isFloat32) {
        return "FLOAT32 has too few digits for differences: check in FLOAT64";
      }
      double slope = Math.abs(differences.central(o, i));
      double left = differences.left(o, i);
      double right = differences.right(o, i);
      if (differences.closer(o, i) > 1.5 * slope && slope > 1) {
        return "the nearer the differences are taken, the larger they get: what is differentiated"
            + " seems to jump at the point, as the gradient does at a kink; check beside it";
      }
      if (Math.abs(left - right) > 0.1 * Math.max(1e-3, slope)) {
        return "the slopes to both sides are "
            + left
            + " and "
            + right
            + ": the point seems to be a kink, check beside it";
      }
      return actual == 0
          ? "nothing flows here: something was detached, rounded or made an integer, or a rule is"
              + " wrong"
          : "a rule is wrong, or part of the way was detached";
    }

    /**
     * The two Jacobians are equal, and say what the maps do with a vector that is no unit vector.
     */
    private void transpose(double[] forward, double[] reverse) {
      Tuple u = random(2, of.value());
      Tuple v = random(3, of.point());
      double[] back = numbers(Functional.<Tuple, Tuple>vjp(of.f(), of.point()).apply(u));
      double[] forth = numbers(Functional.<Tuple, Tuple>jvp(of.f(), of.point(), v).tangent());
      double[] us = numbers(u);
      double[] vs = numbers(v);
      double scale = 0;
      for (double d : reverse) {
        scale = Math.max(scale, Math.abs(d));
      }
      double allowed = (isFloat32 ? 1e-4 : 1e-9) * (scale + 1e-300);
      for (int o = 0; o < m; o++) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
          double a = forward[o * n + i];
          double b = reverse[o * n + i];
          sum += a * vs[i];
          agree(
              Kind.TRANSPOSE,
              o,
              i,
              a,
              b,
              allowed,
              "the rules for tangents and cotangents are no transposes");
        }
        agree(
            Kind.LINEARITY,
            o,
            -1,
            forth[o],
            sum,
            2 * n * allowed,
            "the rule is not linear in the tangent");
      }
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int o = 0; o < m; o++) {
          sum += reverse[o * n + i] * us[o];
        }
        agree(
            Kind.LINEARITY,
            -1,
            i,
            back[i],
            sum,
            2 * m * allowed,
            "the rule is not linear in the cotangent");
      }
    }

    private void agree(
        Kind kind, int o, int i, double actual, double other, double allowed, String cause) {
      compared++;
      if (!(Math.abs(actual - other) <= allowed)
          && Double.compare(actual, other) != 0
          && !(Double.isNaN(actual) && Double.isNaN(other))) {
        Place nowhere = new Place("", List.of());
        Place output = o < 0 ? nowhere : place(of.outputs(), of.value(), o);
        Place input = i < 0 ? nowhere : place(of.inputs(), of.point(), i);
        mismatches.add(new Mismatch(kind, output, input, actual, other, cause));
      }
    }

    private static Place place(List<String> paths, Tuple tensors, int element) {
      int rest = element;
      int k = 0;
      while (rest >= tensors.get(k).size()) {
        rest -= tensors.get(k++).size();
      }
      Shape shape = tensors.get(k).shape();
      Integer[] index = new Integer[shape.rank()];
      for (int a = index.length - 1; a >= 0; a--) {
        index[a] = rest % shape.get(a);
        rest /= shape.get(a);
      }
      return new Place(paths.get(k), List.of(index));
    }

    private static double[] numbers(Tuple t) {
      return t.tensors().stream().flatMapToDouble(x -> Arrays.stream(x.toArray())).toArray();
    }

    /** Slopes to the left, to the right and across, of each output by each input. */
    private final class Differences {
      private final UnaryOperator<Tuple> g;
      private final int rows;
      private final double[] middle;
      private final double[] steps = new double[n];
      private final double[][] up = new double[n][];
      private final double[][] down = new double[n][];
      private final double[] @Nullable [] closer = new double[n][];

      Differences(UnaryOperator<Tuple> g, int rows) {
        this.g = g;
        this.rows = rows;
        this.middle = numbers(g.apply(of.point()));
        int i = 0;
        for (int k = 0; k < of.point().size(); k++) {
          double[] x = of.point().get(k).toArray();
          for (int j = 0; j < x.length; j++, i++) {
            steps[i] = STEP * Math.max(1, Math.abs(x[j]));
            up[i] = at(k, j, steps[i]);
            down[i] = at(k, j, -steps[i]);
          }
        }
      }

      private double[] at(int k, int j, double h) {
        List<Tensor> xs = new ArrayList<>(of.point().tensors());
        Tensor x = xs.get(k);
        xs.set(k, x.flatten().at(j).add(h).reshape(x.shape()));
        double[] y = numbers(g.apply(new Tuple(xs)));
        if (y.length != rows) {
          throw new GraphException(
              "GradCheck: "
                  + rows
                  + " numbers come out at the point and "
                  + y.length
                  + " beside it: the shape of a result must not depend on the numbers");
        }
        return y;
      }

      double central(int o, int i) {
        return (up[i][o] - down[i][o]) / (2 * steps[i]);
      }

      /** How steep it is across half the step. */
      double closer(int o, int i) {
        double[] known = closer[i];
        if (known == null) {
          int k = 0;
          int j = i;
          while (j >= of.point().get(k).size()) {
            j -= of.point().get(k++).size();
          }
          double[] above = at(k, j, steps[i] / 2);
          double[] below = at(k, j, -steps[i] / 2);
          known = new double[rows];
          for (int r = 0; r < rows; r++) {
            known[r] = Math.abs(above[r] - below[r]) / steps[i];
          }
          closer[i] = known;
        }
        return known[o];
      }

      double left(int o, int i) {
        return (middle[o] - down[i][o]) / steps[i];
      }

      double right(int o, int i) {
        return (up[i][o] - middle[o]) / steps[i];
      }
    }
  }
}
