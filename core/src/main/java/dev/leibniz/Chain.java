package dev.leibniz;

import org.jspecify.annotations.Nullable;

/** A product of several matrices, in the order that takes the fewest multiplications. */
final class Chain {
  private final Tensor[] factors;
  private final long[][] costs;
  private final int[][] cuts;

  private Chain(Tensor[] factors) {
    int n = factors.length;
    this.factors = factors;
    this.costs = new long[n][n];
    this.cuts = new int[n][n];
    for (int length = 2; length <= n; length++) {
      for (int i = 0; i + length <= n; i++) {
        plan(i, i + length - 1);
      }
    }
  }

  static Tensor of(Tensor[] factors) {
    int n = factors.length;
    if (n < 2) {
      throw new ShapeException("multiDot: " + n + " factors; it needs two at least");
    }
    Tensor[] matrices = factors.clone();
    boolean isRow = factors[0].rank() == 1;
    boolean isColumn = factors[n - 1].rank() == 1;
    matrices[0] = isRow ? factors[0].unsqueeze(0) : factors[0];
    matrices[n - 1] = isColumn ? factors[n - 1].unsqueeze(1) : factors[n - 1];
    for (int i = 0; i < n; i++) {
      if (matrices[i].rank() != 2
          || i > 0 && matrices[i].shape().get(0) != matrices[i - 1].shape().get(1)) {
        throw new ShapeException(
            "multiDot: factor "
                + i
                + " of shape "
                + factors[i].shape()
                + (i == 0 ? "" : " behind one of shape " + factors[i - 1].shape())
                + ": factors must be matrices, each with as many rows as the one before has columns");
      }
    }
    Tensor product = new Chain(matrices).product(0, n - 1);
    product = isRow ? product.squeeze(0) : product;
    return isColumn ? product.squeeze(-1) : product;
  }

  private void plan(int from, int to) {
    long rows = factors[from].shape().get(0);
    long columns = factors[to].shape().get(1);
    @Nullable Long least = null;
    for (int cut = from; cut < to; cut++) {
      long inner = factors[cut].shape().get(1);
      long cost = costs[from][cut] + costs[cut + 1][to] + rows * inner * columns;
      if (least == null || cost < least) {
        least = cost;
        costs[from][to] = cost;
        cuts[from][to] = cut;
      }
    }
  }

  private Tensor product(int from, int to) {
    if (from == to) {
      return factors[from];
    }
    int cut = cuts[from][to];
    return product(from, cut).matmul(product(cut + 1, to));
  }
}
