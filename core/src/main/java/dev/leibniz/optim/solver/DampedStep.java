package dev.leibniz.optim.solver;

/**
 * The step p that makes ‖A p + r‖ least among those with ‖p‖ ≤ radius: (AᵀA + λ I) p = −Aᵀr for the
 * λ ≥ 0 that makes its length right, found by the iteration of J. Moré ("The Levenberg–Marquardt
 * algorithm: implementation and theory", 1978).
 */
final class DampedStep {
  private final Householder qr;
  private final int n;
  private final double[] target;
  private double lambda;

  DampedStep(double[][] columns, double[] residuals) {
    this.n = columns.length;
    this.qr = new Householder(columns, residuals.length);
    this.target = qr.applyTranspose(Vectors.times(-1, residuals));
  }

  double[] within(double radius) {
    int rank = qr.rank();
    double[] newton = unpivoted(qr.solve(target, rank));
    double length = Vectors.norm(newton);
    if (length <= 1.1 * radius) {
      lambda = 0;
      return newton;
    }
    double low = 0;
    if (rank == n) {
      double[] w = pivoted(Vectors.times(1 / length, newton));
      double norm = Vectors.norm(qr.solveTranspose(w, n));
      low = (length - radius) / radius / (norm * norm);
    }
    double high = Vectors.norm(gradient()) / radius;
    high = high == 0 ? Double.MIN_NORMAL / Math.min(radius, 0.1) : high;
    lambda = Math.min(Math.max(lambda, low), high);
    if (lambda == 0) {
      lambda = high / length * radius;
    }
    double[] p = newton;
    for (int i = 0; i < 10; i++) {
      if (!(lambda > 0)) {
        lambda = Math.max(Double.MIN_NORMAL, 0.001 * high);
      }
      Householder damped = damped();
      double[] padded = new double[2 * n];
      System.arraycopy(target, 0, padded, 0, Math.min(n, target.length));
      double[] c = damped.applyTranspose(padded);
      double[] z = damped.solve(c, n);
      double[] u = new double[n];
      for (int j = 0; j < n; j++) {
        u[damped.pivot(j)] = z[j];
      }
      p = unpivoted(u);
      length = Vectors.norm(p);
      double excess = length - radius;
      if (Math.abs(excess) <= 0.1 * radius || low == 0 && excess < 0 && i > 0 && lambda == high) {
        break;
      }
      double[] w = new double[n];
      for (int j = 0; j < n; j++) {
        w[j] = u[damped.pivot(j)] / length;
      }
      double norm = Vectors.norm(damped.solveTranspose(w, n));
      if (excess > 0) {
        low = Math.max(low, lambda);
      } else {
        high = Math.min(high, lambda);
      }
      lambda = Math.max(low, lambda + excess / radius / (norm * norm));
      lambda = Math.min(lambda, high);
    }
    return p;
  }

  /** The factors of R over √λ I. */
  private Householder damped() {
    double[][] columns = new double[n][2 * n];
    double root = Math.sqrt(lambda);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i <= j && i < target.length; i++) {
        columns[j][i] = qr.r(i, j);
      }
      columns[j][n + j] = root;
    }
    return new Householder(columns, 2 * n);
  }

  private double[] gradient() {
    double[] g = new double[n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i <= j && i < target.length; i++) {
        g[j] += qr.r(i, j) * target[i];
      }
    }
    return g;
  }

  /** From the order of R's columns to that of A's. */
  private double[] unpivoted(double[] x) {
    double[] p = new double[n];
    for (int j = 0; j < x.length; j++) {
      p[qr.pivot(j)] = x[j];
    }
    return p;
  }

  private double[] pivoted(double[] x) {
    double[] p = new double[n];
    for (int j = 0; j < n; j++) {
      p[j] = x[qr.pivot(j)];
    }
    return p;
  }
}
