package dev.leibniz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the derivatives of a function against differences of its values: forward and reverse mode,
 * and second order. For one's own functions, above all those with rules of their own.
 *
 * <pre>{@code
 * GradCheck.require(x -> x.sin().mul(x), Tensor.of(0.3, 1.2));       // throws if a derivative is wrong
 * GradCheck.check(f, x).worst();                                     // or tells
 * }</pre>
 *
 * <p>Every output is compared with every input, so use small tensors; and FLOAT64, since
 * differences of FLOAT32 values have few digits left. See {@code torch.autograd.gradcheck} and
 * {@code gradgradcheck}.
 */
public final class GradCheck {
  private static final double STEP = 1e-5;

  private GradCheck() {}

  /** What was compared with differences. */
  public enum Kind {
    /** The Jacobian by tangents. */
    FORWARD,
    /** The Jacobian by cotangents. */
    REVERSE,
    /** The Hessian of a weighted sum of the outputs, forward over reverse. */
    SECOND_ORDER
  }

  /**
   * One element of a derivative, as it is and as differences give it.
   *
   * @param kind which derivative
   * @param tensor which of the point's floating tensors
   * @param input the number of the element in that tensor, row by row
   * @param output the number of the output's element, or of the gradient's at second order
   * @param derivative what the derivative says
   * @param difference what the differences say
   * @param likelyCause why they may differ
   */
  public record Mismatch(
      Kind kind,
      int tensor,
      int input,
      int output,
      double derivative,
      double difference,
      String likelyCause) {
    private double error() {
      return Math.abs(derivative - difference);
    }

    @Override
    public String toString() {
      return kind
          + ": d output["
          + output
          + "] / d input "
          + tensor
          + "["
          + input
          + "] is "
          + derivative
          + ", differences give "
          + difference
          + " ("
          + likelyCause
          + ")";
    }
  }

  /**
   * What a check found.
   *
   * @param compared how many numbers were compared
   * @param worst the worst mismatch beyond the tolerance, or none
   */
  public record Report(int compared, Optional<Mismatch> worst) {
    /**
     * Whether all derivatives agree with differences.
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
   * @param f the function, from a tensor or tree to one tensor
   * @param point where to check
   * @param <P> the point: a tensor or a tree
   * @return what was found
   * @throws DTypeException if the point has no floating tensor
   */
  public static <P> Report check(Function<? super P, ? extends Tensor> f, P point) {
    return check(f, point, 1e-5, 1e-5);
  }

  /**
   * Checks a function.
   *
   * @param f the function, from a tensor or tree to one tensor
   * @param point where to check
   * @param rtol the relative tolerance
   * @param atol the absolute tolerance
   * @param <P> the point: a tensor or a tree
   * @return what was found
   * @throws DTypeException if the point has no floating tensor
   */
  public static <P> Report check(
      Function<? super P, ? extends Tensor> f, P point, double rtol, double atol) {
    return new Check<P>(f, point, rtol, atol).run();
  }

  /**
   * Checks a function, and throws if a derivative is wrong.
   *
   * @param f the function, from a tensor or tree to one tensor
   * @param point where to check
   * @param <P> the point: a tensor or a tree
   * @throws GraphException if a derivative differs from differences; the message names the worst
   *     element
   * @throws DTypeException if the point has no floating tensor
   */
  public static <P> void require(Function<? super P, ? extends Tensor> f, P point) {
    Report r = check(f, point);
    if (r.worst().isPresent()) {
      throw new GraphException("gradient check: " + r.worst().get());
    }
  }

  /** One run: the function as one of flat vectors. */
  private static final class Check<P> {
    private final Function<? super P, ? extends Tensor> f;
    private final P point;
    private final Tensor[] xs;
    private final double rtol;
    private final double atol;
    private final List<Mismatch> mismatches = new ArrayList<>();
    private final boolean random;
    private int compared;

    Check(Function<? super P, ? extends Tensor> f, P point, double rtol, double atol) {
      this.f = f;
      this.point = point;
      this.rtol = rtol;
      this.atol = atol;
      this.xs = Structure.inputs("GradCheck", point);
      double[] once = value(xs).toArray();
      this.random = !java.util.Arrays.equals(once, value(xs).toArray());
    }

    private Tensor value(Tensor[] at) {
      return f.apply(Structure.with(point, at));
    }

    Report run() {
      Tensor weights = weights();
      Function<P, Tensor> scalar = p -> f.apply(p).mul(weights).sum();
      for (int k = 0; k < xs.length; k++) {
        int which = k;
        Function<Tensor, Tensor> one = x -> value(with(which, x));
        Function<Tensor, Tensor> slope =
            x ->
                Functional.<Tensor>grad(
                    z -> scalar.apply(Structure.with(point, with(which, z))), x);
        Tensor forward = Functional.<Tensor>jacobian(one, xs[k], Option.Strategy.FORWARD);
        Tensor reverse = Functional.<Tensor>jacobian(one, xs[k], Option.Strategy.REVERSE);
        Tensor second = Functional.<Tensor>jacobian(slope, xs[k], Option.Strategy.FORWARD);
        compare(Kind.FORWARD, k, forward, one);
        compare(Kind.REVERSE, k, reverse, one);
        compare(Kind.SECOND_ORDER, k, second, slope);
      }
      return new Report(
          compared, mismatches.stream().max(java.util.Comparator.comparingDouble(Mismatch::error)));
    }

    /** Numbers that no symmetry of the outputs cancels. */
    private Tensor weights() {
      Tensor y = value(xs);
      return Key.of(1).uniform(y.shape(), y.dtype().toFloating()).add(0.5);
    }

    private Tensor[] with(int k, Tensor x) {
      Tensor[] all = xs.clone();
      all[k] = x;
      return all;
    }

    private void compare(Kind kind, int k, Tensor jacobian, Function<Tensor, Tensor> g) {
      int n = xs[k].size();
      int m = n == 0 ? 0 : jacobian.size() / n;
      double[] j = jacobian.toArray();
      double[] middle = g.apply(xs[k]).toArray();
      for (int i = 0; i < n; i++) {
        double h = STEP * Math.max(1, Math.abs(xs[k].flatten().select(0, i).item()));
        double[] up = g.apply(moved(k, i, h)).toArray();
        double[] down = g.apply(moved(k, i, -h)).toArray();
        for (int o = 0; o < m; o++) {
          double difference = (up[o] - down[o]) / (2 * h);
          double derivative = j[o * n + i];
          compared++;
          boolean close = Math.abs(derivative - difference) <= atol + rtol * Math.abs(difference);
          if (!close && !(Double.isNaN(derivative) && Double.isNaN(difference))) {
            double right = (up[o] - middle[o]) / h;
            double left = (middle[o] - down[o]) / h;
            String cause = cause(k, left, right, difference);
            mismatches.add(new Mismatch(kind, k, i, o, derivative, difference, cause));
          }
        }
      }
    }

    private Tensor moved(int k, int i, double h) {
      return xs[k].flatten().at(i).add(h).reshape(xs[k].shape());
    }

    private String cause(int k, double left, double right, double difference) {
      if (random) {
        return "the function gives other values for the same point: pass a Key instead of drawing"
            + " anew";
      }
      if (xs[k].dtype() == DType.FLOAT32) {
        return "FLOAT32 has too few digits for differences: check in FLOAT64";
      }
      if (Math.abs(left - right) > 0.1 * Math.max(1e-3, Math.abs(difference))) {
        return "the slopes to both sides are "
            + left
            + " and "
            + right
            + ": the point seems to be a kink";
      }
      return "the rule is wrong, or something was detached";
    }
  }
}
