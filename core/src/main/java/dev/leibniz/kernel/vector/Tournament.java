package dev.leibniz.kernel.vector;

/**
 * The order of the rotations of one sweep of Jacobi's method: rounds in which each row meets one
 * other, so that the rotations of a round have nothing in common.
 *
 * <p>A matrix of n rows, of which the upper triangle counts, is followed by its rotated axes, row
 * by row.
 */
final class Tournament {
  private static final int MOST = 17;
  private static final Tournament[] OF_SIZE = new Tournament[MOST];

  static {
    for (int n = 0; n < MOST; n++) {
      OF_SIZE[n] = new Tournament(n);
    }
  }

  /** Of each round and rotation, the elements (p, p), (q, q) and (p, q). */
  final int[][] corners;

  /** Of each round, which elements are rotated against which, by the rotation of which number. */
  final int[][] turned;

  private Tournament(int n) {
    int even = n + n % 2;
    int rounds = Math.max(0, even - 1);
    corners = new int[rounds][];
    turned = new int[rounds][];
    for (int round = 0; round < rounds; round++) {
      int[] corner = new int[3 * (n / 2)];
      int[] turn = new int[3 * (n / 2) * Math.max(0, 2 * n - 2)];
      int games = 0;
      int count = 0;
      for (int chair = 0; chair < even / 2; chair++) {
        int a = player(chair, round, even);
        int b = player(even - 1 - chair, round, even);
        int p = Math.min(a, b);
        int q = Math.max(a, b);
        if (q == n) {
          continue;
        }
        corner[3 * games] = p * n + p;
        corner[3 * games + 1] = q * n + q;
        corner[3 * games + 2] = p * n + q;
        for (int i = 0; i < 2 * n; i++) {
          if (i != p && i != q) {
            boolean isAxis = i >= n;
            turn[3 * count] = isAxis ? p * n + i - n + n * n : upper(i, p, n);
            turn[3 * count + 1] = isAxis ? q * n + i - n + n * n : upper(i, q, n);
            turn[3 * count + 2] = games;
            count++;
          }
        }
        games++;
      }
      corners[round] = corner;
      turned[round] = turn;
    }
  }

  static Tournament of(int n) {
    return OF_SIZE[n];
  }

  private static int upper(int i, int j, int n) {
    return Math.min(i, j) * n + Math.max(i, j);
  }

  /** Who sits on a chair in some round: the first stays, the others move on. */
  private static int player(int chair, int round, int even) {
    return chair == 0 ? 0 : 1 + (chair - 1 + round) % (even - 1);
  }
}
