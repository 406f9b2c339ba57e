package dev.leibniz.nn;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Losses, under the names of {@code torch.nn.functional} without the suffix. */
public final class Losses {
  private Losses() {}

  /** No target is left out. */
  public static final long NO_INDEX = Long.MIN_VALUE;

  private static final double LEAST_LOGARITHM = -100;

  /**
   * (x − target)². See {@code torch.nn.functional.mse_loss}.
   *
   * <pre>{@code
   * mse(Tensor.of(1, 2), Tensor.of(1, 4), Reduction.MEAN)      // 2.0
   * }</pre>
   *
   * @param x the prediction
   * @param target what x should be, broadcast
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor mse(Tensor x, Tensor target, Reduction reduction) {
    return reduction.of(x.sub(target).square());
  }

  /**
   * |x − target|. See {@code torch.nn.functional.l1_loss}.
   *
   * <pre>{@code
   * l1(Tensor.of(1, 2), Tensor.of(1, 4), Reduction.NONE)      // [0. 2.]
   * }</pre>
   *
   * @param x the prediction
   * @param target what x should be, broadcast
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor l1(Tensor x, Tensor target, Reduction reduction) {
    return reduction.of(x.sub(target).abs());
  }

  /**
   * d²/(2β) where d = |x − target| is less than β, else d − β/2. See {@code
   * torch.nn.functional.smooth_l1_loss}.
   *
   * <pre>{@code
   * smoothL1(Tensor.of(1.5, 4), Tensor.of(1, 1), 1, Reduction.NONE)      // [0.125 2.5  ]
   * }</pre>
   *
   * @param x the prediction
   * @param target what x should be, broadcast
   * @param beta β, not negative; 0 makes it {@link #l1}
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor smoothL1(Tensor x, Tensor target, double beta, Reduction reduction) {
    if (beta == 0) {
      return l1(x, target, reduction);
    }
    Tensor difference = x.sub(target);
    Tensor d = difference.abs();
    Tensor near = difference.square().mul(0.5 / beta);
    return reduction.of(Tensor.where(d.lt(beta), near, d.sub(0.5 * beta)));
  }

  /**
   * d²/2 where d = |x − target| is less than δ, else δ (d − δ/2). See {@code
   * torch.nn.functional.huber_loss}.
   *
   * <pre>{@code
   * huber(Tensor.of(1.5, 4), Tensor.of(1, 1), 1, Reduction.NONE)      // [0.125 2.5  ]
   * }</pre>
   *
   * @param x the prediction
   * @param target what x should be, broadcast
   * @param delta δ, positive
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor huber(Tensor x, Tensor target, double delta, Reduction reduction) {
    return reduction.of(smoothL1(x, target, delta, Reduction.NONE).mul(delta));
  }

  /**
   * −(target ln x + (1 − target) ln(1 − x)), with logarithms not below −100, where their derivative
   * is 0. See {@code torch.nn.functional.binary_cross_entropy}.
   *
   * <pre>{@code
   * binaryCrossEntropy(Tensor.of(0.5, 1), Tensor.of(1, 1), null, Reduction.NONE)
   * // [ 0.69314718 -0.        ]
   * }</pre>
   *
   * @param x probabilities
   * @param target probabilities that x should be
   * @param weight a factor for each element, or null
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor binaryCrossEntropy(
      Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    Tensor yes = target.mul(bounded(x, Tensor::log));
    Tensor no = target.neg().add(1).mul(bounded(x.neg(), Tensor::log1p));
    Tensor loss = yes.add(no).neg();
    return reduction.of(weight == null ? loss : loss.mul(weight));
  }

  private static Tensor bounded(Tensor x, UnaryOperator<Tensor> logarithm) {
    Tensor low = logarithm.apply(x).lt(LEAST_LOGARITHM);
    return Tensor.where(low, LEAST_LOGARITHM, logarithm.apply(Tensor.where(low, 1, x)));
  }

  /**
   * The {@link #binaryCrossEntropy} of σ(x), without overflow. See {@code
   * torch.nn.functional.binary_cross_entropy_with_logits}.
   *
   * <pre>{@code
   * binaryCrossEntropyWithLogits(Tensor.of(0, 800), Tensor.of(1, 1), null, null, Reduction.NONE)
   * // [0.69314718 0.        ]
   * }</pre>
   *
   * @param x logits
   * @param target probabilities that σ(x) should be
   * @param weight a factor for each element, or null
   * @param positiveWeight a factor for the loss of positive ones, or null
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor x,
      Tensor target,
      @Nullable Tensor weight,
      @Nullable Tensor positiveWeight,
      Reduction reduction) {
    Tensor yes = target.mul(x.neg().softplus());
    Tensor no = target.neg().add(1).mul(x.softplus());
    Tensor loss = (positiveWeight == null ? yes : yes.mul(positiveWeight)).add(no);
    return reduction.of(weight == null ? loss : loss.mul(weight));
  }

  /**
   * The negative log-probability of the target class. The mean is weighted. See {@code
   * torch.nn.functional.nll_loss}.
   *
   * <pre>{@code
   * nll(Tensor.of(new double[][] {{-1, -2}, {-3, -4}}), Tensor.longs(0, 1), null, NO_INDEX, Reduction.MEAN)
   * // 2.5
   * }</pre>
   *
   * @param logProbabilities of shape [C], [N, C] or [N, C, d…]
   * @param target classes as integers, of shape [], [N] or [N, d…]
   * @param weight a factor for each class, or null
   * @param ignoreIndex a target that counts for nothing, or {@link #NO_INDEX}
   * @param reduction what to do with the losses of the elements
   * @return the loss
   * @throws dev.leibniz.ShapeException if the shapes do not fit, or a target is no class
   */
  public static Tensor nll(
      Tensor logProbabilities,
      Tensor target,
      @Nullable Tensor weight,
      long ignoreIndex,
      Reduction reduction) {
    int axis = logProbabilities.rank() == 1 ? 0 : 1;
    Tensor ignored = target.eq(ignoreIndex);
    Tensor safe = Tensor.where(ignored, 0, target);
    Tensor chosen = logProbabilities.gather(axis, safe.unsqueeze(axis)).squeeze(axis).neg();
    Tensor factor = factors(safe, ignored, weight, chosen);
    return weighted(Tensor.where(ignored, 0, chosen.mul(factor)), factor, reduction);
  }

  private static Tensor factors(
      Tensor target, Tensor ignored, @Nullable Tensor weight, Tensor like) {
    Tensor factor = weight == null ? like.onesLike() : weight.get(target);
    return Tensor.where(ignored, 0, factor);
  }

  private static Tensor weighted(Tensor losses, Tensor factor, Reduction reduction) {
    return reduction == Reduction.MEAN ? losses.sum().div(factor.sum()) : reduction.of(losses);
  }

  /**
   * The mean cross entropy of logits with classes or with probabilities.
   *
   * <pre>{@code
   * crossEntropy(Tensor.of(new double[][] {{0, 0}, {0, 800}}), Tensor.longs(0, 1))
   * // 0.34657359027997264
   * }</pre>
   *
   * @param logits of shape [C], [N, C] or [N, C, d…]
   * @param target classes as integers, of shape [], [N] or [N, d…], or probabilities of the shape
   *     of the logits
   * @return a scalar
   * @throws dev.leibniz.ShapeException if the shapes do not fit, or a target is no class
   */
  public static Tensor crossEntropy(Tensor logits, Tensor target) {
    return crossEntropy(logits, target, null, NO_INDEX, 0, Reduction.MEAN);
  }

  /**
   * The cross entropy of logits with classes or with probabilities. See {@code
   * torch.nn.functional.cross_entropy}.
   *
   * @param logits of shape [C], [N, C] or [N, C, d…]
   * @param target classes as integers, of shape [], [N] or [N, d…], or probabilities of the shape
   *     of the logits
   * @param weight a factor for each class, or null
   * @param ignoreIndex a target that counts for nothing, or {@link #NO_INDEX}
   * @param labelSmoothing how much of the probability is spread over all classes, from 0 to 1
   * @param reduction what to do with the losses of the elements
   * @return the loss
   * @throws dev.leibniz.ShapeException if the shapes do not fit, or a target is no class
   */
  public static Tensor crossEntropy(
      Tensor logits,
      Tensor target,
      @Nullable Tensor weight,
      long ignoreIndex,
      double labelSmoothing,
      Reduction reduction) {
    int axis = logits.rank() == 1 ? 0 : 1;
    int classes = logits.shape().get(axis);
    Tensor logProbabilities = logits.logSoftmax(axis);
    Tensor terms =
        weight == null
            ? logProbabilities
            : logProbabilities.mul(along(weight, axis, logits.rank()));
    if (target.dtype().isFloating()) {
      Tensor smooth = target.mul(1 - labelSmoothing).add(labelSmoothing / classes);
      Tensor loss = terms.mul(smooth).sum(axis).neg();
      return reduction == Reduction.MEAN
          ? loss.sum().div((double) logits.size() / classes)
          : reduction.of(loss);
    }
    Tensor hard = nll(logProbabilities, target, weight, ignoreIndex, reduction);
    if (labelSmoothing == 0) {
      return hard;
    }
    Tensor ignored = target.eq(ignoreIndex);
    Tensor spread = Tensor.where(ignored, 0, terms.sum(axis).neg());
    Tensor factor = factors(Tensor.where(ignored, 0, target), ignored, weight, spread);
    Tensor soft = weighted(spread, factor, reduction);
    return hard.mul(1 - labelSmoothing).add(soft.mul(labelSmoothing / classes));
  }

  private static Tensor along(Tensor weight, int axis, int rank) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    dims[axis] = weight.size();
    return weight.reshape(Shape.of(dims));
  }
}
