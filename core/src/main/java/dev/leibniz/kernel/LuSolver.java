package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Triangle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Solves equations by LU factors, P A = L U, and keeps those of the last matrix: the derivatives of
 * a solution are solutions with the same matrix or its transpose. What is kept is found again by
 * where the numbers lie, which never change; so another matrix costs another factorisation, and
 * nothing else comes of it. Threads may share a solver.
 */
public final class LuSolver {
  /** Whether A itself is on the left. */
  public enum Side {
    /** A X = B. */
    PLAIN,
    /** Aᵀ X = B. */
    TRANSPOSED;

    /** The other one. */
    public Side other() {
      return this == PLAIN ? TRANSPOSED : PLAIN;
    }
  }

  private record Factors(Dense matrix, Dense packed, Dense order) {}

  private volatile @Nullable Factors last;

  /**
   * Solves.
   *
   * @param a matrices {@code [.., n, n]}
   * @param b right sides {@code [.., n, k]}, of as many leading axes as the solution
   * @param lead leading axes of the solution, to which those of {@code a} broadcast
   */
  public Dense solve(Dense a, Dense b, Side side, Shape lead, String operation) {
    Factors f = factors(a, operation);
    int n = a.shape().get(-1);
    Dense packed = f.packed.expanded(lead.join(Shape.of(n, n)));
    Dense order = f.order.expanded(lead.join(Shape.of(n))).contiguous();
    int rows = lead.rank();
    if (side == Side.PLAIN) {
      Dense many = SideBySide.solve(packed, b, order, null, Triangle.UNIT_LOWER, Triangle.UPPER);
      if (many != null) {
        return many;
      }
      Dense permuted = Indexing.take(b, order, rows, operation);
      Dense lower = Factorisation.solveTriangular(packed, permuted, Triangle.UNIT_LOWER, operation);
      return Factorisation.solveTriangular(packed, lower, Triangle.UPPER, operation);
    }
    Dense transposed = (Dense) packed.mT();
    Dense many = SideBySide.solve(transposed, b, null, order, Triangle.LOWER, Triangle.UNIT_UPPER);
    if (many != null) {
      return many;
    }
    Dense lower = Factorisation.solveTriangular(transposed, b, Triangle.LOWER, operation);
    Dense upper = Factorisation.solveTriangular(transposed, lower, Triangle.UNIT_UPPER, operation);
    return Indexing.take(upper, inverse(order), rows, operation);
  }

  private Factors factors(Dense a, String operation) {
    Factors known = last;
    if (known != null && isOf(known, a)) {
      Shape s = a.shape();
      return new Factors(
          a,
          (Dense) known.packed.reshape(s),
          (Dense) known.order.reshape(s.range(0, s.rank() - 1)));
    }
    Dense[] lu = Factorisation.lu(a);
    Determinant.requireRegular(lu[0], operation);
    Factors found = new Factors(a, lu[0], lu[1]);
    last = found;
    return found;
  }

  /** Whether the next solution with this matrix needs no factorisation. */
  boolean knows(Dense a) {
    Factors known = last;
    return known != null && isOf(known, a);
  }

  /** Whether they are of these numbers, with perhaps more axes of one in front. */
  private static boolean isOf(Factors known, Dense b) {
    Dense a = known.matrix;
    return a.array() == b.array()
        && a.offset() == b.offset()
        && Arrays.equals(trimmed(a.shape().dims(), a), trimmed(b.shape().dims(), b))
        && Arrays.equals(trimmed(a.strides(), a), trimmed(b.strides(), b));
  }

  private static int[] trimmed(int[] values, Dense of) {
    int front = 0;
    while (front < values.length - 2 && of.shape().get(front) == 1) {
      front++;
    }
    return Arrays.copyOfRange(values, front, values.length);
  }

  private static Dense inverse(Dense order) {
    int n = order.shape().get(-1);
    long[] rows = order.contiguous().longs();
    int from = order.contiguous().offset();
    long[] inverse = new long[order.shape().size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i - i % n + (int) rows[from + i]] = i % n;
    }
    return Dense.over(order.shape(), DType.INT64, inverse);
  }

  /** What one keeps makes no difference, so an op with one is still a value. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LuSolver;
  }

  @Override
  public int hashCode() {
    return LuSolver.class.hashCode();
  }

  @Override
  public String toString() {
    return "LU";
  }
}
