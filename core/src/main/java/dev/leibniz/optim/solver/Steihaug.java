package dev.leibniz.optim.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Minimises gᵀp + ½ pᵀHp for ‖p‖ ≤ radius by conjugate gradients.
 *
 * <p>With few unknowns the residuals are kept and made orthogonal again, since an ill-conditioned
 * Hessian makes them lose that, and with it the finite number of steps.
 */
final class Steihaug {
  private static final int REORTHOGONALISED = 200;

  /**
   * @param promised by how much the model falls
   * @param spread by how much curvatures that were met differ, as a quotient
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Step(double[] vector, double promised, boolean isOnBoundary, double spread) {}

  private Steihaug() {}

  static Step step(UnaryOperator<double[]> hessian, double[] gradient, double radius) {
    int n = gradient.length;
    double norm = Vectors.norm(gradient);
    double small = norm * Math.min(0.1, Math.sqrt(norm));
    double[] p = new double[n];
    double[] hp = new double[n];
    double[] r = gradient.clone();
    double[] d = Vectors.times(-1, r);
    double rr = Vectors.dot(r, r);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    List<double[]> kept = new ArrayList<>();
    for (int i = 0; i < 2 * n + 10; i++) {
      if (n <= REORTHOGONALISED) {
        kept.add(Vectors.times(1 / Vectors.norm(r), r));
      }
      double[] hd = hessian.apply(d);
      double curvature = Vectors.dot(d, hd);
      double alpha = rr / curvature;
      double quotient = Math.abs(curvature) / Vectors.dot(d, d);
      least = Math.min(least, quotient);
      most = Math.max(most, quotient);
      double[] next = Vectors.plus(p, alpha, d);
      if (!(curvature > 0) || !(Vectors.norm(next) < radius)) {
        double to = boundary(p, d, radius);
        Vectors.add(p, to, d);
        Vectors.add(hp, to, hd);
        return new Step(p, promised(gradient, p, hp), true, most / least);
      }
      p = next;
      Vectors.add(hp, alpha, hd);
      Vectors.add(r, alpha, hd);
      for (double[] k : kept) {
        Vectors.add(r, -Vectors.dot(k, r), k);
      }
      double now = Vectors.dot(r, r);
      if (Math.sqrt(now) <= small || kept.size() >= n || Search.isCancelled()) {
        break;
      }
      d = Vectors.plus(Vectors.times(-1, r), now / rr, d);
      rr = now;
    }
    return new Step(p, promised(gradient, p, hp), false, most / least);
  }

  private static double promised(double[] gradient, double[] p, double[] hp) {
    return -(Vectors.dot(gradient, p) + 0.5 * Vectors.dot(p, hp));
  }

  /** The positive t with ‖p + t d‖ = radius. */
  static double boundary(double[] p, double[] d, double radius) {
    double length = Vectors.norm(d);
    double[] u = Vectors.times(1 / length, d);
    double b = Vectors.dot(p, u);
    double room = (radius - Vectors.norm(p)) * (radius + Vectors.norm(p));
    double root = Math.sqrt(Math.max(0, b * b + room));
    double t = b > 0 ? room / (b + root) : root - b;
    return t / length;
  }
}
