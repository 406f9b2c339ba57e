package dev.leibniz.optim.solver;

import dev.leibniz.optim.solver.LevenbergMarquardt.LinearSolver;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * By products with A and its transpose. Either conjugate gradients on the normal equations (CGLS),
 * which are never formed, ended at the boundary of the region as Steihaug ends them; or {@link
 * LSMR} with the damping that makes the step as long as the region. Column norms are estimated by
 * Aᵀ of random signs, whose squares have them for their mean.
 */
final class ProductLinearisation<P> implements Linearisation {
  private static final int PROBES = 8;
  private static final double TOLERANCE = 1e-12;
  private static final int DAMPINGS = 20;

  private final LinearSolver solver;
  private final Residuals<P>.Products jacobian;
  private final double[] roots;
  private final double[] residuals;
  private final double[] gradient;
  private final double[] norms;

  /**
   * @param solver either of the two that go by products
   * @param roots what each row of the Jacobian is multiplied by
   */
  ProductLinearisation(
      LinearSolver solver,
      Residuals<P>.Products jacobian,
      double[] roots,
      double[] residuals,
      int unknowns) {
    this.solver = solver;
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
    double[] q =
        solver == LinearSolver.LSMR ? lsmr(scale, free, radius) : cgls(scale, free, radius);
    return scaled(q, scale, free);
  }

  /**
   * The length of the step falls as the damping grows, and its inverse is nearly linear in λ²: so
   * the damping is sought where the chord of that passes 1 / radius, and now and then halfway on a
   * logarithmic scale, which no curvature slows.
   */
  private double[] lsmr(double[] scale, boolean[] free, double radius) {
    LSMR lsmr =
        new LSMR(v -> apply(scaled(v, scale, free)), u -> scaled(applyTranspose(u), scale, free));
    double[] b = Vectors.times(-1, residuals);
    Stopping stopping = new Stopping(4 * gradient.length + 20, TOLERANCE);
    double[] q = lsmr.solve(b, 0, stopping);
    double length = Vectors.norm(q);
    if (length <= 1.1 * radius) {
      return q;
    }
    double low = 0;
    double lowInverse = 1 / length;
    double high = Vectors.norm(scaled(gradient, scale, free)) / radius;
    q = lsmr.solve(b, Math.sqrt(high), stopping);
    double highInverse = 1 / Vectors.norm(q);
    for (int i = 1; i < DAMPINGS && 1 / highInverse < 0.9 * radius; i++) {
      if (Search.isCancelled()) {
        break;
      }
      double chord = low + (1 / radius - lowInverse) / (highInverse - lowInverse) * (high - low);
      double lambda = i % 3 == 0 ? Math.sqrt(Math.max(low, 1e-6 * high) * high) : chord;
      double[] p = lsmr.solve(b, Math.sqrt(lambda), stopping);
      double inverse = 1 / Vectors.norm(p);
      if (inverse * radius > 1 / 1.1) {
        high = lambda;
        highInverse = inverse;
        q = p;
      } else {
        low = lambda;
        lowInverse = inverse;
      }
    }
    return q;
  }

  private double[] cgls(double[] scale, boolean[] free, double radius) {
    int n = gradient.length;
    double[] q = new double[n];
    double[] r = Vectors.times(-1, residuals);
    double[] s = scaled(Vectors.times(-1, gradient), scale, free);
    double[] d = s.clone();
    double ss = Vectors.dot(s, s);
    double small = TOLERANCE * Math.sqrt(ss);
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
    return q;
  }

  private static double[] scaled(double[] v, double[] scale, boolean[] free) {
    double[] w = new double[v.length];
    for (int j = 0; j < w.length; j++) {
      w[j] = free[j] ? v[j] / scale[j] : 0;
    }
    return w;
  }
}
