package dev.leibniz.optim.solver;

import dev.leibniz.Functional;
import dev.leibniz.NumericalException;
import dev.leibniz.StructureException;
import dev.leibniz.tree.Tree;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Newton's method for systems: as many equations as unknowns, f(x) = 0. The step solves J p = −f by
 * QR; it is halved until ‖f‖ has fallen enough, and where J is singular the shortest step of least
 * squares is taken.
 *
 * <pre>{@code
 * Root<Tensor> r = NewtonRaphson.of().solve(x -> x.square().sub(2), Tensor.of(1.0));
 * r.point();     // [ 1.41421356]
 * }</pre>
 *
 * <p>It has converged when no equation is off by more than the tolerance, or when a whole step
 * changes the unknown by rounding only. It stalls where ‖f‖ has a minimum that is no root. NaN and
 * infinity are treated as by a {@link Minimizer}.
 *
 * @param stopping when to stop
 */
public record NewtonRaphson(Stopping stopping) {
  private static final double ROUNDING = 0x1p-52;
  private static final double ENDLESS = 1e20;

  /**
   * With 200 iterations and the tolerance 1e-12.
   *
   * @return the method
   */
  public static NewtonRaphson of() {
    return new NewtonRaphson(new Stopping(200, 1e-12));
  }

  /**
   * The same method with another rule.
   *
   * @param stopping when to stop
   * @return the changed method
   */
  public NewtonRaphson withStopping(Stopping stopping) {
    return new NewtonRaphson(stopping);
  }

  /**
   * Looks for a root.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param f the system; what it gives has the structure of the unknown
   * @param start where to begin
   * @return the best point that was met
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   * @throws StructureException if the system gives more or fewer numbers than there are unknowns
   * @throws dev.leibniz.LeibnizException if the start is not finite
   */
  public <P> Root<P> solve(Function<? super P, ? extends P> f, P start) {
    return solve(f, start, progress -> {});
  }

  /**
   * Looks for a root, and tells how it goes.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param f the system; what it gives has the structure of the unknown
   * @param start where to begin
   * @param listener called at the start and after each iteration, in this thread
   * @return the best point that was met
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   * @throws StructureException if the system gives more or fewer numbers than there are unknowns
   * @throws dev.leibniz.LeibnizException if the start is not finite
   */
  public <P> Root<P> solve(
      Function<? super P, ? extends P> f, P start, Consumer<? super Progress<P>> listener) {
    return new Way<>(f, Unknown.of("NewtonRaphson.solve", start)).go(stopping, listener);
  }

  private static final class Way<P> {
    private final Function<? super P, ? extends P> f;
    private final Unknown<P> unknown;
    private double[] x;
    private double[] y = new double[0];
    private int iterations;
    private int values;
    private int jacobians;

    Way(Function<? super P, ? extends P> f, Unknown<P> unknown) {
      this.f = f;
      this.unknown = unknown;
      this.x = unknown.start();
    }

    Root<P> go(Stopping stopping, Consumer<? super Progress<P>> listener) {
      y = value(x);
      Status status =
          Double.isFinite(Vectors.dot(y, y)) ? walk(stopping, listener) : Status.NOT_FINITE;
      return new Root<>(
          unknown.tree(x),
          Vectors.largest(y),
          iterations,
          new Evaluations(values, jacobians, 0),
          status);
    }

    private Status walk(Stopping stopping, Consumer<? super Progress<P>> listener) {
      double far = ENDLESS * Math.max(1, Vectors.norm(x));
      double length = 0;
      while (true) {
        double[][] columns = jacobian(x);
        double[] gradient = new double[x.length];
        Arrays.setAll(gradient, j -> Vectors.dot(columns[j], y));
        double half = 0.5 * Vectors.dot(y, y);
        double norm = Vectors.largest(gradient);
        listener.accept(new Progress<>(iterations, unknown.tree(x), half, norm, length));
        if (Vectors.largest(y) <= stopping.tolerance()) {
          return Status.CONVERGED;
        }
        if (!Double.isFinite(norm)) {
          return Status.NOT_FINITE;
        }
        if (Vectors.norm(x) > far) {
          return Status.DIVERGED;
        }
        if (norm == 0) {
          return Status.STALLED;
        }
        if (iterations == stopping.iterations()) {
          return Status.ITERATION_LIMIT;
        }
        double[] p = step(columns);
        double slope = Vectors.dot(gradient, p);
        if (!(slope < 0)) {
          return Status.STALLED;
        }
        for (double t = 1; ; t *= 0.5) {
          if (Search.isCancelled()) {
            return Status.CANCELLED;
          }
          double[] to = Vectors.plus(x, t, p);
          double[] there = value(to);
          double reached = 0.5 * Vectors.dot(there, there);
          length = t * Vectors.norm(p);
          boolean tiny = length <= 4 * ROUNDING * Vectors.norm(x);
          if (reached <= half + 1e-4 * t * slope) {
            x = to;
            y = there;
            iterations++;
            if (t == 1 && tiny) {
              return Status.CONVERGED;
            }
            break;
          }
          if (tiny || length == 0) {
            return t == 1 ? Status.CONVERGED : Status.STALLED;
          }
        }
      }
    }

    /** The shortest p that makes ‖J p + y‖ least, in the scale of J's columns. */
    private double[] step(double[][] columns) {
      double[] scale = new double[columns.length];
      double[][] scaled = new double[columns.length][];
      for (int j = 0; j < columns.length; j++) {
        double norm = Vectors.norm(columns[j]);
        scale[j] = norm == 0 ? 1 : norm;
        scaled[j] = Vectors.times(1 / scale[j], columns[j]);
      }
      double[] p = new DampedStep(scaled, y).within(Double.MAX_VALUE);
      for (int j = 0; j < p.length; j++) {
        p[j] /= scale[j];
      }
      return p;
    }

    private double[] value(double[] x) {
      values++;
      try {
        return flat(f.apply(unknown.tree(x)));
      } catch (NumericalException e) {
        double[] nan = new double[x.length];
        Arrays.fill(nan, Double.NaN);
        return nan;
      }
    }

    private double[] flat(P tree) {
      double[] y =
          Tree.parameters(tree).stream()
              .map(l -> l.tensor().toArray())
              .flatMapToDouble(Arrays::stream)
              .toArray();
      if (y.length != unknown.size()) {
        throw new StructureException(
            "NewtonRaphson.solve: "
                + y.length
                + " equations for "
                + unknown.size()
                + " unknowns; there must be as many, or use LevenbergMarquardt");
      }
      return y;
    }

    private double[][] jacobian(double[] x) {
      jacobians++;
      int n = x.length;
      try {
        var both = Functional.<P, P>valueAndJacobian(f, unknown.tree(x));
        double[] all = both.jacobian().toDense().mT().toArray();
        double[][] columns = new double[n][];
        Arrays.setAll(columns, j -> Arrays.copyOfRange(all, j * n, (j + 1) * n));
        return columns;
      } catch (NumericalException e) {
        return Stream.generate(() -> new double[] {Double.NaN}).limit(n).toArray(double[][]::new);
      }
    }
  }
}
