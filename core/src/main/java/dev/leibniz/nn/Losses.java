package dev.leibniz.nn;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Losses, under the names of {@code torch.nn.functional} without the suffix. */
public final class Losses {
  private Losses() {}

  private static void requireAlike(String operation, Tensor x, @Nullable Tensor... others) {
    Shape common = x.shape();
    for (Tensor other : others) {
      common = other == null ? common : Shape.broadcast(operation, common, other.shape());
    }
  }

  private static int classAxis(Tensor x) {
    return x.rank() == 1 ? 0 : 1;
  }

  private static int classAxis(String operation, Tensor x, Tensor classes) {
    int axis = classAxis(x);
    if (x.rank() == 0 || !classes.shape().equals(x.shape().remove(axis))) {
      throw new ShapeException(
          operation
              + ": classes of shape "
              + classes.shape()
              + " for scores of shape "
              + x.shape()
              + ": they must have that shape without axis "
              + axis
              + ", that of the classes");
    }
    return axis;
  }

  /** No target is left out. */
  public static final long NO_INDEX = Long.MIN_VALUE;

  private static final double LEAST_LOGARITHM = -100;
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

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
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor mse(Tensor x, Tensor target, Reduction reduction) {
    requireAlike("mse", x, target);
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
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor l1(Tensor x, Tensor target, Reduction reduction) {
    requireAlike("l1", x, target);
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
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor smoothL1(Tensor x, Tensor target, double beta, Reduction reduction) {
    requireAlike("smoothL1", x, target);
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
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor huber(Tensor x, Tensor target, double delta, Reduction reduction) {
    requireAlike("huber", x, target);
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
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor binaryCrossEntropy(
      Tensor x, Tensor target, @Nullable Tensor weight, Reduction reduction) {
    requireAlike("binaryCrossEntropy", x, target, weight);
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
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor x,
      Tensor target,
      @Nullable Tensor weight,
      @Nullable Tensor positiveWeight,
      Reduction reduction) {
    requireAlike("binaryCrossEntropyWithLogits", x, target, weight, positiveWeight);
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
   * @throws ShapeException if the shapes do not fit, or a target is no class
   */
  public static Tensor nll(
      Tensor logProbabilities,
      Tensor target,
      @Nullable Tensor weight,
      long ignoreIndex,
      Reduction reduction) {
    int axis = classAxis("nll", logProbabilities, target);
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
   * @throws ShapeException if the shapes do not fit, or a target is no class
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
   * @throws ShapeException if the shapes do not fit, or a target is no class
   */
  public static Tensor crossEntropy(
      Tensor logits,
      Tensor target,
      @Nullable Tensor weight,
      long ignoreIndex,
      double labelSmoothing,
      Reduction reduction) {
    boolean isProbabilities = target.dtype().isFloating();
    if (isProbabilities) {
      requireAlike("crossEntropy", logits, target);
    }
    int axis = isProbabilities ? classAxis(logits) : classAxis("crossEntropy", logits, target);
    int classes = logits.shape().get(axis);
    Tensor logProbabilities = logits.logSoftmax(axis);
    Tensor terms =
        weight == null
            ? logProbabilities
            : logProbabilities.mul(along(weight, axis, logits.rank()));
    if (isProbabilities) {
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

  /**
   * The divergence of Kullback and Leibler: target (ln target − x), and 0 where the target is 0.
   * See {@code torch.nn.functional.kl_div}; what is called {@code batchmean} there is the sum
   * divided by the size of the batch.
   *
   * <pre>{@code
   * klDivergence(Tensor.of(0.5, 0.5).log(), Tensor.of(1, 0), Reduction.SUM)      // 0.6931471805599453
   * }</pre>
   *
   * @param x logarithms of probabilities
   * @param target probabilities that eˣ should be, broadcast
   * @param reduction what to do with the losses of the elements
   * @return the loss
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor klDivergence(Tensor x, Tensor target, Reduction reduction) {
    requireAlike("klDivergence", x, target);
    return reduction.of(target.xlogy(target).sub(target.mul(x)));
  }

  /**
   * The {@link #klDivergence} from a target given by logarithms: e^target (target − x). See {@code
   * torch.nn.functional.kl_div} with {@code log_target}.
   *
   * <pre>{@code
   * klDivergenceOfLogs(Tensor.of(-1), Tensor.of(0), Reduction.SUM)      // 1.0
   * }</pre>
   *
   * @param x logarithms of probabilities
   * @param target logarithms of probabilities, what x should be, broadcast
   * @param reduction what to do with the losses of the elements
   * @return the loss
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor klDivergenceOfLogs(Tensor x, Tensor target, Reduction reduction) {
    requireAlike("klDivergenceOfLogs", x, target);
    return reduction.of(target.exp().mul(target.sub(x)));
  }

  /** What a likelihood says of terms that no prediction changes. */
  public enum ConstantTerms {
    /** Leaves them out. */
    OMITTED,
    /** Adds them, so that the loss is the logarithm of a probability. */
    INCLUDED
  }

  /**
   * The negative logarithm of a normal density: ln(v)/2 + (x − target)² / (2v), and ln(2π)/2 if
   * constants are included. A variance below ε counts as ε, but its derivative is as if it did not.
   * See {@code torch.nn.functional.gaussian_nll_loss}.
   *
   * <pre>{@code
   * gaussianNll(
   *     Tensor.of(1, 2), Tensor.of(1, 4), Tensor.of(1, 1), 1e-6, ConstantTerms.OMITTED, Reduction.NONE)
   * // [0. 2.]
   * }</pre>
   *
   * @param x expected values
   * @param target samples, broadcast
   * @param variance v, of the shape of x, or with a last axis of 1 or none
   * @param eps ε, positive, often 1e-6
   * @param constants whether ln(2π)/2 is added
   * @param reduction what to do with the losses of the elements
   * @return the loss
   * @throws ShapeException if the variance has another shape
   */
  public static Tensor gaussianNll(
      Tensor x,
      Tensor target,
      Tensor variance,
      double eps,
      ConstantTerms constants,
      Reduction reduction) {
    requireAlike("gaussianNll", x, target);
    Tensor v = asVariance(x, variance);
    Tensor bounded = v.add(v.clampMin(eps).sub(v).detach());
    Tensor loss = bounded.log().add(x.sub(target).square().div(bounded)).mul(0.5);
    return reduction.of(constants == ConstantTerms.INCLUDED ? loss.add(HALF_LOG_TWO_PI) : loss);
  }

  private static Tensor asVariance(Tensor x, Tensor variance) {
    if (variance.shape().equals(x.shape())) {
      return variance;
    }
    int last = x.rank() - 1;
    if (x.rank() > 0) {
      Shape others = x.shape().remove(last);
      if (variance.shape().equals(others)) {
        return variance.unsqueeze(-1);
      }
      if (variance.shape().equals(others.insert(last, 1))) {
        return variance;
      }
    }
    throw new ShapeException(
        "gaussianNll: a variance of shape "
            + variance.shape()
            + " for a tensor of shape "
            + x.shape()
            + ": it must have that shape, or a last axis of 1, or no last axis");
  }

  /**
   * The negative logarithm of the probability of counts, of which x is the logarithm of the
   * expected value: eˣ − target x. If constants are included, Stirling's approximation of ln
   * target! is added where the target exceeds 1: target ln target − target + ln(2π target)/2. See
   * {@code torch.nn.functional.poisson_nll_loss}.
   *
   * <pre>{@code
   * poissonNll(Tensor.of(0), Tensor.of(3), ConstantTerms.OMITTED, Reduction.SUM)      // 1.0
   * }</pre>
   *
   * @param x logarithms of expected counts
   * @param target counts, broadcast
   * @param constants whether ln target! is added
   * @param reduction what to do with the losses of the elements
   * @return the loss
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor poissonNll(
      Tensor x, Tensor target, ConstantTerms constants, Reduction reduction) {
    requireAlike("poissonNll", x, target);
    return counted(x.exp().sub(target.mul(x)), target, constants, reduction);
  }

  /**
   * The {@link #poissonNll} of expected counts themselves: x − target ln(x + ε). See {@code
   * torch.nn.functional.poisson_nll_loss} without {@code log_input}.
   *
   * <pre>{@code
   * poissonNllOfRates(Tensor.of(1), Tensor.of(3), 0, ConstantTerms.OMITTED, Reduction.SUM)      // 1.0
   * }</pre>
   *
   * @param x expected counts
   * @param target counts, broadcast
   * @param eps ε, which keeps the logarithm finite, often 1e-8
   * @param constants whether ln target! is added
   * @param reduction what to do with the losses of the elements
   * @return the loss
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor poissonNllOfRates(
      Tensor x, Tensor target, double eps, ConstantTerms constants, Reduction reduction) {
    requireAlike("poissonNllOfRates", x, target);
    return counted(x.sub(target.mul(x.add(eps).log())), target, constants, reduction);
  }

  private static Tensor counted(
      Tensor loss, Tensor target, ConstantTerms constants, Reduction reduction) {
    if (constants == ConstantTerms.OMITTED) {
      return reduction.of(loss);
    }
    Tensor many = target.gt(1);
    Tensor n = Tensor.where(many, target, 1);
    Tensor log = n.log();
    Tensor stirling = n.mul(log).sub(n).add(log.mul(0.5)).add(HALF_LOG_TWO_PI);
    return reduction.of(loss.add(Tensor.where(many, stirling, 0)));
  }
}
