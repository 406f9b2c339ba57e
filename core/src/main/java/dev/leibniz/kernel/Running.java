package dev.leibniz.kernel;

/** Running sums and products over the rows of a matrix, every column by itself. */
final class Running {
  private Running() {}

  static void scan(float[] x, int xo, float[] z, int zo, int length, int width, boolean product) {
    if (width == 1) {
      double run = product ? 1 : 0;
      for (int i = 0; i < length; i++) {
        run = product ? run * x[xo + i] : run + x[xo + i];
        z[zo + i] = (float) run;
      }
      return;
    }
    double[] runs = new double[width];
    for (int j = 0; j < width; j++) {
      runs[j] = product ? 1 : 0;
    }
    for (int i = 0; i < length * width; i += width) {
      for (int j = 0; j < width; j++) {
        double run = product ? runs[j] * x[xo + i + j] : runs[j] + x[xo + i + j];
        runs[j] = run;
        z[zo + i + j] = (float) run;
      }
    }
  }

  static void scan(double[] x, int xo, double[] z, int zo, int length, int width, boolean product) {
    if (width == 1) {
      double run = product ? 1 : 0;
      for (int i = 0; i < length; i++) {
        run = product ? run * x[xo + i] : run + x[xo + i];
        z[zo + i] = run;
      }
      return;
    }
    double[] runs = new double[width];
    for (int j = 0; j < width; j++) {
      runs[j] = product ? 1 : 0;
    }
    for (int i = 0; i < length * width; i += width) {
      for (int j = 0; j < width; j++) {
        double run = product ? runs[j] * x[xo + i + j] : runs[j] + x[xo + i + j];
        runs[j] = run;
        z[zo + i + j] = run;
      }
    }
  }

  static void scan(long[] x, int xo, long[] z, int zo, int length, int width, boolean product) {
    if (width == 1) {
      long run = product ? 1 : 0;
      for (int i = 0; i < length; i++) {
        run = product ? run * x[xo + i] : run + x[xo + i];
        z[zo + i] = run;
      }
      return;
    }
    long[] runs = new long[width];
    for (int j = 0; j < width; j++) {
      runs[j] = product ? 1 : 0;
    }
    for (int i = 0; i < length * width; i += width) {
      for (int j = 0; j < width; j++) {
        long run = product ? runs[j] * x[xo + i + j] : runs[j] + x[xo + i + j];
        runs[j] = run;
        z[zo + i + j] = run;
      }
    }
  }
}
