package dev.leibniz.op;

/** Comparisons and connectives. */
public sealed interface Comparisons extends Comparison {
  Comparisons EQ = new Eq();
  Comparisons NE = new Ne();
  Comparisons LT = new Lt();
  Comparisons LE = new Le();
  Comparisons LOGICAL_AND = new LogicalAnd();
  Comparisons LOGICAL_OR = new LogicalOr();
  Comparisons LOGICAL_XOR = new LogicalXor();

  /** x == y. */
  record Eq() implements Comparisons {
    @Override
    public boolean test(double x, double y) {
      return x == y;
    }

    @Override
    public boolean test(float x, float y) {
      return x == y;
    }

    @Override
    public boolean test(long x, long y) {
      return x == y;
    }

    @Override
    public boolean test(int x, int y) {
      return x == y;
    }

    @Override
    public boolean test(boolean x, boolean y) {
      return x == y;
    }
  }

  /** x != y. */
  record Ne() implements Comparisons {
    @Override
    public boolean test(double x, double y) {
      return x != y;
    }

    @Override
    public boolean test(float x, float y) {
      return x != y;
    }

    @Override
    public boolean test(long x, long y) {
      return x != y;
    }

    @Override
    public boolean test(int x, int y) {
      return x != y;
    }

    @Override
    public boolean test(boolean x, boolean y) {
      return x != y;
    }
  }

  /** x < y. */
  record Lt() implements Comparisons {
    @Override
    public boolean test(double x, double y) {
      return x < y;
    }

    @Override
    public boolean test(float x, float y) {
      return x < y;
    }

    @Override
    public boolean test(long x, long y) {
      return x < y;
    }

    @Override
    public boolean test(int x, int y) {
      return x < y;
    }

    @Override
    public boolean test(boolean x, boolean y) {
      return !x & y;
    }
  }

  /** x <= y. */
  record Le() implements Comparisons {
    @Override
    public boolean test(double x, double y) {
      return x <= y;
    }

    @Override
    public boolean test(float x, float y) {
      return x <= y;
    }

    @Override
    public boolean test(long x, long y) {
      return x <= y;
    }

    @Override
    public boolean test(int x, int y) {
      return x <= y;
    }

    @Override
    public boolean test(boolean x, boolean y) {
      return !x | y;
    }
  }

  /** x & y, of which what is not zero is true. */
  record LogicalAnd() implements Comparisons {
    @Override
    public boolean test(double x, double y) {
      return x != 0 & y != 0;
    }

    @Override
    public boolean test(long x, long y) {
      return x != 0 & y != 0;
    }

    @Override
    public boolean test(boolean x, boolean y) {
      return x & y;
    }
  }

  /** x | y, of which what is not zero is true. */
  record LogicalOr() implements Comparisons {
    @Override
    public boolean test(double x, double y) {
      return x != 0 | y != 0;
    }

    @Override
    public boolean test(long x, long y) {
      return x != 0 | y != 0;
    }

    @Override
    public boolean test(boolean x, boolean y) {
      return x | y;
    }
  }

  /** x ^ y, of which what is not zero is true. */
  record LogicalXor() implements Comparisons {
    @Override
    public boolean test(double x, double y) {
      return x != 0 ^ y != 0;
    }

    @Override
    public boolean test(long x, long y) {
      return x != 0 ^ y != 0;
    }

    @Override
    public boolean test(boolean x, boolean y) {
      return x ^ y;
    }
  }
}
