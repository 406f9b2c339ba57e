package dev.leibniz.kernel;

/** What many numbers are reduced with: associative, and {@code start} changes nothing. */
public enum Fold {
  SUM {
    @Override
    public double start() {
      return 0;
    }

    @Override
    public long whole() {
      return 0;
    }

    @Override
    public double at(double x, double y) {
      return x + y;
    }

    @Override
    public long at(long x, long y) {
      return x + y;
    }
  },
  PRODUCT {
    @Override
    public double start() {
      return 1;
    }

    @Override
    public long whole() {
      return 1;
    }

    @Override
    public double at(double x, double y) {
      return x * y;
    }

    @Override
    public long at(long x, long y) {
      return x * y;
    }
  },
  MAXIMUM {
    @Override
    public double start() {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public long whole() {
      return Long.MIN_VALUE;
    }

    @Override
    public double at(double x, double y) {
      return Math.max(x, y);
    }

    @Override
    public long at(long x, long y) {
      return Math.max(x, y);
    }
  },
  MINIMUM {
    @Override
    public double start() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public long whole() {
      return Long.MAX_VALUE;
    }

    @Override
    public double at(double x, double y) {
      return Math.min(x, y);
    }

    @Override
    public long at(long x, long y) {
      return Math.min(x, y);
    }
  };

  public abstract double start();

  public abstract long whole();

  public abstract double at(double x, double y);

  public abstract long at(long x, long y);
}
