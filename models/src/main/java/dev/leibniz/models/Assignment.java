package dev.leibniz.models;

import java.util.Arrays;

/**
 * The cheapest way to give each row a column of its own. Kuhn 1955, in the form with shortest paths
 * of Jonker and Volgenant 1987.
 *
 * <p>Rows come one by one. A new row is brought in along the path of least reduced cost to a column
 * that is free; the prices of rows and columns then change so that no reduced cost is negative and
 * those of all pairs are zero.
 */
final class Assignment {
  private final double[][] cost;
  private final int columns;
  private final double[] rowPrice;
  private final double[] columnPrice;

  /** The row of each column, or −1. */
  private final int[] rowOf;

  private Assignment(double[][] cost, int columns) {
    this.cost = cost;
    this.columns = columns;
    rowPrice = new double[cost.length];
    columnPrice = new double[columns];
    rowOf = new int[columns];
    Arrays.fill(rowOf, -1);
  }

  /**
   * The column of each row.
   *
   * @param cost by rows, of which there are at most as many as columns; no number is NaN
   */
  static int[] solve(double[][] cost) {
    Assignment a = new Assignment(cost, cost.length == 0 ? 0 : cost[0].length);
    for (int row = 0; row < cost.length; row++) {
      a.add(row);
    }
    int[] columnOf = new int[cost.length];
    for (int c = 0; c < a.columns; c++) {
      if (a.rowOf[c] >= 0) {
        columnOf[a.rowOf[c]] = c;
      }
    }
    return columnOf;
  }

  private void add(int row) {
    double[] distance = new double[columns];
    int[] before = new int[columns];
    boolean[] done = new boolean[columns];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(before, -1);
    int last = -1;
    int from = row;
    double shortest = 0;
    do {
      for (int c = 0; c < columns; c++) {
        double d = shortest + cost[from][c] - rowPrice[from] - columnPrice[c];
        if (!done[c] && d < distance[c]) {
          distance[c] = d;
          before[c] = last;
        }
      }
      last = nearest(distance, done);
      shortest = distance[last];
      done[last] = true;
      from = rowOf[last];
    } while (from >= 0);
    rowPrice[row] += shortest;
    for (int c = 0; c < columns; c++) {
      if (done[c] && c != last) {
        rowPrice[rowOf[c]] += shortest - distance[c];
        columnPrice[c] -= shortest - distance[c];
      }
    }
    for (int c = last; c >= 0; c = before[c]) {
      rowOf[c] = before[c] < 0 ? row : rowOf[before[c]];
    }
  }

  private static int nearest(double[] distance, boolean[] done) {
    int best = -1;
    for (int c = 0; c < distance.length; c++) {
      if (!done[c] && (best < 0 || distance[c] < distance[best])) {
        best = c;
      }
    }
    return best;
  }
}
