package dev.leibniz.optim.solver;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * By products with A and its transpose: conjugate gradients on the normal equations (CGLS), which
 * are never formed, ended at the boundary of the region as Steihaug ends them. Column norms are
 * estimated by Aᵀ of random signs, whose squares have them for their mean.
 */
final class ProductLinearisation<P> implements Linearisation {
  private static final int PROBES = 8;

  private final Residuals<P>.Products jacobian;
  private final double[] roots;
  private final double[] residuals;
  private final double[] gradient;
  private final double[] norms;

  /**
   * @param roots what each row of the Jacobian is multiplied by
   */
  ProductLinearisation(
      Residuals<P>.Products jacobian, double[] roots, double[] residuals, int unknowns) {
    this.jacobian = jacobian;
    this.roots = roots;
    this.residuals = residuals;
    this.gradient = applyTranspose(residuals);
    this.norms = new double[unknowns];
    SplittableRandom random = new SplittableRandom(1);
    double[] signs = new double[residuals.length];
    for (int k = 0; k < PROBES; k++) {
      Arrays.setAll(signs, i -> random.nextBoolean() ? 1 : -1);
      double[] column = applyTranspose(signs);
      for (int j = 0; j < unknowns; j++) {
        norms[j] += column[j] * column[j] / PROBES;
      }
    }
    for (int j = 0; j < unknowns; j++) {
      norms[j] = Math.sqrt(norms[j]);
    }
  }

  @Override
  public double[] gradient() {
    return gradient;
  }

  @Override
  public double[] norms() {
    return norms;
  }

  @Override
  public double[] apply(double[] p) {
    return weighted(jacobian.apply(p));
  }

  private double[] applyTranspose(double[] u) {
    return jacobian.applyTranspose(weighted(u));
  }

  private double[] weighted(double[] u) {
    double[] w = u.clone();
    for (int i = 0; i < w.length; i++) {
      w[i] *= roots[i];
    }
    return w;
  }

  @Override
  public double[] step(double[] scale, boolean[] free, double radius) {
    int n = gradient.length;
    double[] q = new double[n];
    double[] r = Vectors.times(-1, residuals);
    double[] s = scaled(Vectors.times(-1, gradient), scale, free);
    double[] d = s.clone();
    double ss = Vectors.dot(s, s);
    double small = 1e-12 * Math.sqrt(ss);
    for (int i = 0; i < 2 * n + 10 && Math.sqrt(ss) > small && !Search.isCancelled(); i++) {
      double[] ad = apply(scaled(d, scale, free));
      double curvature = Vectors.dot(ad, ad);
      double alpha = ss / curvature;
      double[] next = Vectors.plus(q, alpha, d);
      if (!(curvature > 0) || !(Vectors.norm(next) < radius)) {
        Vectors.add(q, Steihaug.boundary(q, d, radius), d);
        break;
      }
      q = next;
      Vectors.add(r, -alpha, ad);
      s = scaled(applyTranspose(r), scale, free);
      double now = Vectors.dot(s, s);
      d = Vectors.plus(s, now / ss, d);
      ss = now;
    }
    return scaled(q, scale, free);
  }

  private static double[] scaled(double[] v, double[] scale, boolean[] free) {
    double[] w = new double[v.length];
    for (int j = 0; j < w.length; j++) {
      w[j] = free[j] ? v[j] / scale[j] : 0;
    }
    return w;
  }
}
