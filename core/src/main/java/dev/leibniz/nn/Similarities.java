package dev.leibniz.nn;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;

/** How near vectors are to each other, and losses that draw them together or apart. */
public final class Similarities {
  private static final double SMALL = 1e-8;
  private static final double DISTANCE = 1e-6;

  private Similarities() {}

  /**
   * The cosine of the angle between vectors along an axis; lengths below 1e-8 count as that. See
   * {@code torch.nn.functional.cosine_similarity}.
   *
   * @param x vectors
   * @param y vectors, broadcast
   * @param axis the axis along which they lie
   * @return a tensor without the axis
   */
  public static Tensor cosineSimilarity(Tensor x, Tensor y, int axis) {
    return cosineSimilarity(x, y, axis, SMALL);
  }

  /**
   * The cosine of the angle between vectors along an axis; lengths below ε count as that. See
   * {@code torch.nn.functional.cosine_similarity}.
   *
   * <pre>{@code
   * cosineSimilarity(Tensor.of(3, 0), Tensor.of(1, 1), 0, 1e-8)      // 0.7071067811865476
   * }</pre>
   *
   * @param x vectors
   * @param y vectors, broadcast
   * @param axis the axis along which they lie, of their common shape
   * @param eps ε, often 1e-8
   * @return a tensor without the axis
   * @throws ShapeException if the shapes do not broadcast, or there is no such axis
   */
  public static Tensor cosineSimilarity(Tensor x, Tensor y, int axis, double eps) {
    return cosine("cosineSimilarity", x, y, axis, eps);
  }

  private static Tensor cosine(String operation, Tensor x, Tensor y, int axis, double eps) {
    Shape common = Shape.broadcast(operation, x.shape(), y.shape());
    return unit(x.expand(common), axis, eps).mul(unit(y.expand(common), axis, eps)).sum(axis);
  }

  private static Tensor unit(Tensor x, int axis, double eps) {
    Tensor square = x.square().sum(KEEPDIM, axis);
    return x.div(square.clampMin(eps * eps).sqrt());
  }

  /**
   * The p-norm of x − y + 1e-6 along the last axis. See {@code
   * torch.nn.functional.pairwise_distance}.
   *
   * @param x vectors
   * @param y vectors, broadcast
   * @param p the order of the norm, often 2
   * @return a tensor without the last axis
   */
  public static Tensor pairwiseDistance(Tensor x, Tensor y, double p) {
    return pairwiseDistance(x, y, p, DISTANCE);
  }

  /**
   * The p-norm of x − y + ε along the last axis. See {@code torch.nn.functional.pairwise_distance}.
   *
   * <pre>{@code
   * pairwiseDistance(Tensor.of(3, 4), Tensor.of(0, 0), 2, 0)      // 5.0
   * }</pre>
   *
   * @param x vectors
   * @param y vectors, broadcast
   * @param p the order of the norm, often 2
   * @param eps ε, which keeps the derivative defined where x and y are equal, often 1e-6
   * @return a tensor without the last axis
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor pairwiseDistance(Tensor x, Tensor y, double p, double eps) {
    return distance("pairwiseDistance", x, y, p, eps);
  }

  private static Tensor distance(String operation, Tensor x, Tensor y, double p, double eps) {
    Shape.broadcast(operation, x.shape(), y.shape());
    return x.sub(y).add(eps).norm(p, -1);
  }

  /**
   * The distance of every vector of one set to every vector of another, by the p-norm. See {@code
   * torch.cdist}.
   *
   * <pre>{@code
   * Tensor nearest = cdist(queries, points, 2).argmin(-1);
   * }</pre>
   *
   * <p>The distance of equal vectors has the derivative zero. All P · R differences are formed at
   * once; of large sets take one by a loop over parts.
   *
   * @param x vectors, of shape […, P, M]
   * @param y vectors, of shape […, R, M], axes in front broadcast
   * @param p the order of the norm, from 0 (how many elements differ) to infinity
   * @return the distances, of shape […, P, R]
   * @throws ShapeException if there are fewer than two axes or the vectors differ in size
   */
  public static Tensor cdist(Tensor x, Tensor y, double p) {
    if (x.rank() < 2 || y.rank() < 2 || x.shape().get(-1) != y.shape().get(-1)) {
      throw new ShapeException(
          "cdist: shapes "
              + x.shape()
              + " and "
              + y.shape()
              + ": both need two axes at least, the last ones of equal size");
    }
    return length(x.unsqueeze(-2).sub(y.unsqueeze(-3)), p);
  }

  /** Norms along the last axis, which may be empty. */
  private static Tensor length(Tensor x, double p) {
    return x.shape().get(-1) == 0 ? x.sum(-1) : x.norm(p, -1);
  }

  /**
   * The distances of all pairs of different vectors of one set, by the p-norm: the part of {@link
   * #cdist} above the diagonal, row by row. See {@code torch.nn.functional.pdist}.
   *
   * <pre>{@code
   * pdist(Tensor.of(new double[][] {{0, 0}, {3, 4}, {0, 1}}), 2)      // [5. 1. 4.24264069]
   * }</pre>
   *
   * @param x vectors, of shape [N, M]
   * @param p the order of the norm, from 0 to infinity
   * @return N (N − 1) / 2 distances
   * @throws ShapeException if there are not two axes
   */
  public static Tensor pdist(Tensor x, double p) {
    if (x.rank() != 2) {
      throw new ShapeException("pdist: a tensor of shape " + x.shape() + "; it needs two axes");
    }
    int n = x.shape().get(0);
    long[] first = new long[n * (n - 1) / 2];
    long[] second = new long[first.length];
    for (int i = 0, k = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++, k++) {
        first[k] = i;
        second[k] = j;
      }
    }
    Tensor from = x.indexSelect(0, Tensor.longs(first));
    return length(from.sub(x.indexSelect(0, Tensor.longs(second))), p);
  }

  /**
   * 1 − cos for vectors that belong together, max(0, cos − margin) for others. See {@code
   * torch.nn.functional.cosine_embedding_loss}.
   *
   * <pre>{@code
   * Tensor one = Tensor.scalar(1);
   * cosineEmbedding(Tensor.of(1, 0), Tensor.of(0, 1), one, 0, Reduction.MEAN)      // 1.0
   * }</pre>
   *
   * @param x of shape [N, D] or [D]
   * @param y of the same shape
   * @param target 1 where they belong together, −1 elsewhere, of shape [N] or []
   * @param margin from −1 to 1
   * @param reduction what to do with the losses of the pairs
   * @return the loss
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor cosineEmbedding(
      Tensor x, Tensor y, Tensor target, double margin, Reduction reduction) {
    Tensor cos = cosine("cosineEmbedding", x, y, -1, SMALL);
    Tensor apart = cos.sub(margin).relu();
    return reduction.of(Tensor.where(target.gt(0), cos.neg().add(1), apart));
  }

  /**
   * max(0, d(anchor, positive) − d(anchor, negative) + margin), d being {@link #pairwiseDistance}.
   * See {@code torch.nn.functional.triplet_margin_loss}.
   *
   * <pre>{@code
   * Tensor a = Tensor.of(0, 0);
   * tripletMargin(a, Tensor.of(3, 4), Tensor.of(0, 4), 1, 2, Reduction.MEAN)      // 2, to 1e-6
   * }</pre>
   *
   * @param anchor of shape [N, D] or [D]
   * @param positive what shall be near it, of the same shape
   * @param negative what shall be far from it, of the same shape
   * @param margin by how much farther
   * @param p the order of the norm, often 2
   * @param reduction what to do with the losses of the triplets
   * @return the loss
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor tripletMargin(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      double margin,
      double p,
      Reduction reduction) {
    Tensor near = distance("tripletMargin", anchor, positive, p, DISTANCE);
    Tensor far = distance("tripletMargin", anchor, negative, p, DISTANCE);
    return reduction.of(near.sub(far).add(margin).relu());
  }
}
