package dev.leibniz.nn;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.Tensor;

/** How near vectors are to each other, and losses that draw them together or apart. */
public final class Similarities {
  private static final double SMALL = 1e-8;

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
    return unit(x, axis).mul(unit(y, axis)).sum(axis);
  }

  private static Tensor unit(Tensor x, int axis) {
    Tensor square = x.square().sum(KEEPDIM, axis);
    return x.div(square.clampMin(SMALL * SMALL).sqrt());
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
    return x.sub(y).add(1e-6).norm(p, -1);
  }

  /**
   * 1 − cos for vectors that belong together, max(0, cos − margin) for others. See {@code
   * torch.nn.functional.cosine_embedding_loss}.
   *
   * @param x of shape [N, D] or [D]
   * @param y of the same shape
   * @param target 1 where they belong together, −1 elsewhere, of shape [N] or []
   * @param margin from −1 to 1
   * @param reduction what to do with the losses of the pairs
   * @return the loss
   */
  public static Tensor cosineEmbedding(
      Tensor x, Tensor y, Tensor target, double margin, Reduction reduction) {
    Tensor cos = cosineSimilarity(x, y, -1);
    Tensor apart = cos.sub(margin).relu();
    return reduction.of(Tensor.where(target.gt(0), cos.neg().add(1), apart));
  }

  /**
   * max(0, d(anchor, positive) − d(anchor, negative) + margin), d being {@link #pairwiseDistance}.
   * See {@code torch.nn.functional.triplet_margin_loss}.
   *
   * @param anchor of shape [N, D] or [D]
   * @param positive what shall be near it, of the same shape
   * @param negative what shall be far from it, of the same shape
   * @param margin by how much farther
   * @param p the order of the norm, often 2
   * @param reduction what to do with the losses of the triplets
   * @return the loss
   */
  public static Tensor tripletMargin(
      Tensor anchor,
      Tensor positive,
      Tensor negative,
      double margin,
      double p,
      Reduction reduction) {
    Tensor near = pairwiseDistance(anchor, positive, p);
    Tensor far = pairwiseDistance(anchor, negative, p);
    return reduction.of(near.sub(far).add(margin).relu());
  }
}
