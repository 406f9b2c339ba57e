package dev.leibniz.optim.solver;

import dev.leibniz.LeibnizException;
import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import java.util.Arrays;

/**
 * Where {@link LevenbergMarquardt} stopped, and how certain the point is.
 *
 * <p>The covariance is that of the linearised problem: s² (JᵀJ)⁻¹ with s² = Σ r²/(m − n) for m
 * residuals and n unknowns. With a robust loss whose derivative is ψ, s² is Σ ψ²/(m − n) over the
 * square of the mean of ψ′ (P. Huber, Robust Statistics, 1981). An unknown that a bound holds
 * counts as known: its variance is 0, and n is less by one.
 *
 * @param <P> the unknown: a tensor or a tree
 */
public final class Fit<P> {
  private final Unknown<P> unknown;
  private final Residuals<P> function;
  private final RobustLoss loss;
  private final Box box;
  private final double[] x;
  private final double[] r;
  private final double cost;
  private final double gradientNorm;
  private final int iterations;
  private final Evaluations evaluations;
  private final Status status;

  Fit(
      Unknown<P> unknown,
      Residuals<P> function,
      RobustLoss loss,
      Box box,
      double[] x,
      double[] r,
      double cost,
      double gradientNorm,
      int iterations,
      Status status) {
    this.unknown = unknown;
    this.function = function;
    this.loss = loss;
    this.box = box;
    this.x = x;
    this.r = r;
    this.cost = cost;
    this.gradientNorm = gradientNorm;
    this.iterations = iterations;
    this.evaluations = function.evaluations();
    this.status = status;
  }

  /**
   * The best point that was met.
   *
   * @return the unknown
   */
  public P point() {
    return unknown.tree(x);
  }

  /**
   * The residuals there.
   *
   * @return one row of all of them, in FLOAT64
   */
  public Tensor residuals() {
    return Tensor.of(r);
  }

  /**
   * Half the sum of squared residuals, or of what the loss makes of them.
   *
   * @return the cost
   */
  public double cost() {
    return cost;
  }

  /**
   * The largest element of the cost's gradient by absolute value, of those that no bound holds.
   *
   * @return the norm at the last point where the Jacobian was asked for
   */
  public double gradientNorm() {
    return gradientNorm;
  }

  /**
   * How many steps were taken.
   *
   * @return the number
   */
  public int iterations() {
    return iterations;
  }

  /**
   * How often the residuals and their derivatives were asked for.
   *
   * @return the numbers
   */
  public Evaluations evaluations() {
    return evaluations;
  }

  /**
   * Why it stopped.
   *
   * @return the reason
   */
  public Status status() {
    return status;
  }

  /**
   * Whether the tolerance was met.
   *
   * @return true if the status is {@link Status#CONVERGED}
   */
  public boolean isConverged() {
    return status == Status.CONVERGED;
  }

  /**
   * How many residuals there are more than unknowns that no bound holds.
   *
   * @return the degrees of freedom
   */
  public int degreesOfFreedom() {
    return r.length - active().length;
  }

  /**
   * s, the estimated standard deviation of a residual.
   *
   * @return its value
   * @throws LeibnizException if there are no more residuals than unknowns
   */
  public double residualStandardDeviation() {
    int freedom = degreesOfFreedom();
    if (freedom < 1) {
      throw new LeibnizException(
          "Fit: "
              + r.length
              + " residuals and "
              + active().length
              + " unknowns leave no degree of freedom to estimate an error from; give more data");
    }
    double squares = 0;
    double slopes = 0;
    for (double v : r) {
      double psi = loss.weight(v) * v;
      squares += psi * psi;
      slopes += loss.curvature(v) / r.length;
    }
    return Math.sqrt(squares / freedom) / slopes;
  }

  /** The unknowns that no bound holds. */
  private int[] active() {
    int[] all = new int[x.length];
    int n = 0;
    for (int j = 0; j < x.length; j++) {
      if (x[j] > box.lower()[j] && x[j] < box.upper()[j]) {
        all[n++] = j;
      }
    }
    return Arrays.copyOf(all, n);
  }

  /**
   * The covariance of the unknowns, in the order of the tree's tensors. The Jacobian is computed
   * anew, whole.
   *
   * @return a matrix with a row and a column for each element
   * @throws NumericalException if the residuals determine no single point: the Jacobian's columns
   *     depend on each other
   * @throws LeibnizException if there are no more residuals than unknowns
   */
  public Tensor covariance() {
    double s = residualStandardDeviation();
    int[] active = active();
    double[][] jacobian = function.jacobian(x);
    int n = active.length;
    double[] scale = new double[n];
    double[][] columns = new double[n][];
    for (int j = 0; j < n; j++) {
      double[] c = jacobian[active[j]];
      scale[j] = Vectors.norm(c);
      columns[j] = Vectors.times(scale[j] > 0 ? 1 / scale[j] : 0, c);
    }
    Householder qr = new Householder(columns, r.length);
    if (qr.rank() < n) {
      throw new NumericalException(
          "Fit: the residuals do not determine "
              + unknown.name(active[qr.pivot(qr.rank())])
              + " beside the others: the Jacobian has the rank "
              + qr.rank()
              + " and "
              + n
              + " columns; fix an unknown or add data");
    }
    double[][] covariance = new double[x.length][x.length];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      double[] column = qr.solve(qr.solveTranspose(unit, n), n);
      int b = qr.pivot(j);
      for (int i = 0; i < n; i++) {
        int a = qr.pivot(i);
        covariance[active[a]][active[b]] = s / scale[a] * (s / scale[b]) * column[i];
      }
    }
    return Tensor.of(covariance);
  }

  /**
   * The standard error of each element: the root of the covariance's diagonal.
   *
   * @return the errors, structured as the unknown
   * @throws NumericalException if the residuals determine no single point
   * @throws LeibnizException if there are no more residuals than unknowns
   */
  public P standardErrors() {
    return unknown.tree(errors());
  }

  private double[] errors() {
    return covariance().diagonal(0, 0, 1).sqrt().toArray();
  }

  /**
   * Intervals that hold the truth with a probability, each for itself: x ± t e, where e is the
   * standard error and t Student's quantile for the degrees of freedom.
   *
   * @param level the probability, for example 0.95
   * @return the intervals, structured as the unknown
   * @throws LeibnizException if the level is not between 0 and 1, or there are no more residuals
   *     than unknowns
   * @throws NumericalException if the residuals determine no single point
   */
  public Interval<P> confidenceIntervals(double level) {
    if (!(level > 0 && level < 1)) {
      throw new LeibnizException(
          "Fit.confidenceIntervals: the level " + level + "; it must be between 0 and 1");
    }
    double[] e = errors();
    double t = StudentQuantile.of(0.5 + 0.5 * level, degreesOfFreedom());
    return new Interval<>(
        unknown.tree(Vectors.plus(x, -t, e)), unknown.tree(Vectors.plus(x, t, e)));
  }
}
