package dev.leibniz.optim.solver;

import java.util.function.UnaryOperator;

/**
 * The x that makes ‖A x − b‖² + λ² ‖x‖² least, by products with A and its transpose (D. Fong and M.
 * Saunders, "LSMR: an iterative algorithm for sparse least-squares problems", 2011). In exact
 * arithmetic it is MINRES on the normal equations, so that the gradient ‖Aᵀ(A x − b) + λ² x‖ falls
 * in every iteration, and an early end leaves a good x.
 *
 * @param a the map x ↦ A x
 * @param transpose the map u ↦ Aᵀ u
 */
record LSMR(UnaryOperator<double[]> a, UnaryOperator<double[]> transpose) {
  /**
   * Stops when the gradient is at most the tolerance times that at x = 0.
   *
   * @param b the right side
   * @param damping λ
   * @param stopping when to stop
   * @return x
   */
  double[] solve(double[] b, double damping, Stopping stopping) {
    double beta = Vectors.norm(b);
    double[] u = Vectors.unit(b, beta);
    double[] v = transpose.apply(u);
    double alpha = Vectors.norm(v);
    v = Vectors.unit(v, alpha);
    double[] x = new double[v.length];
    double[] h = v.clone();
    double[] hBar = new double[v.length];
    double alphaBar = alpha;
    double zetaBar = alpha * beta;
    double small = stopping.tolerance() * zetaBar;
    double rho = 1;
    double rhoBar = 1;
    double cBar = 1;
    double sBar = 0;
    for (int i = 0; i < stopping.iterations() && Math.abs(zetaBar) > small; i++) {
      if (Search.isCancelled()) {
        break;
      }
      u = Vectors.plus(a.apply(v), -alpha, u);
      beta = Vectors.norm(u);
      u = Vectors.unit(u, beta);
      v = Vectors.plus(transpose.apply(u), -beta, v);
      alpha = Vectors.norm(v);
      v = Vectors.unit(v, alpha);

      double alphaHat = Math.hypot(alphaBar, damping);
      double rhoBefore = rho;
      rho = Math.hypot(alphaHat, beta);
      double theta = beta / rho * alpha;
      alphaBar = alphaHat / rho * alpha;

      double rhoBarBefore = rhoBar;
      double thetaBar = sBar * rho;
      rhoBar = Math.hypot(cBar * rho, theta);
      cBar = cBar * rho / rhoBar;
      sBar = theta / rhoBar;
      double zeta = cBar * zetaBar;
      zetaBar = -sBar * zetaBar;

      hBar = Vectors.plus(h, -thetaBar * rho / (rhoBefore * rhoBarBefore), hBar);
      double[] next = Vectors.plus(x, zeta / (rho * rhoBar), hBar);
      if (!Vectors.isFinite(next)) {
        break;
      }
      x = next;
      h = Vectors.plus(v, -theta / rho, h);
    }
    return x;
  }
}
