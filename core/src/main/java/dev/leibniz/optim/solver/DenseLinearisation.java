package dev.leibniz.optim.solver;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** By the columns of A. */
final class DenseLinearisation implements Linearisation {
  private final double[][] columns;
  private final double[] residuals;
  private final double[] gradient;
  private final double[] norms;
  private @Nullable DampedStep damped;
  private boolean[] factored = new boolean[0];

  DenseLinearisation(double[][] columns, double[] residuals) {
    this.columns = columns;
    this.residuals = residuals;
    this.gradient = new double[columns.length];
    this.norms = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      gradient[j] = Vectors.dot(columns[j], residuals);
      norms[j] = Vectors.norm(columns[j]);
    }
  }

  double[][] columns() {
    return columns;
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
    double[] ap = new double[residuals.length];
    for (int j = 0; j < p.length; j++) {
      if (p[j] != 0) {
        Vectors.add(ap, p[j], columns[j]);
      }
    }
    return ap;
  }

  @Override
  public double[] step(double[] scale, boolean[] free, double radius) {
    int n = columns.length;
    DampedStep problem = damped;
    if (problem == null || !Arrays.equals(free, factored)) {
      int count = 0;
      double[][] scaled = new double[n][];
      for (int j = 0; j < n; j++) {
        if (free[j]) {
          scaled[count++] = Vectors.times(1 / scale[j], columns[j]);
        }
      }
      problem = new DampedStep(Arrays.copyOf(scaled, count), residuals);
      damped = problem;
      factored = free.clone();
    }
    double[] q = problem.within(radius);
    double[] p = new double[n];
    int at = 0;
    for (int j = 0; j < n; j++) {
      if (free[j]) {
        p[j] = q[at++] / scale[j];
      }
    }
    return p;
  }
}
