package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;

/**
 * The loss of sequences whose alignment with their targets is not known. Graves, Fernández, Gomez
 * and Schmidhuber 2006.
 *
 * <p>The probabilities of all alignments are added up by the forward recursion, in logarithms, over
 * the target with blanks around each label. It is written in tensor operations throughout, so that
 * it can be differentiated as often as one likes; PyTorch's {@code ctc_loss} can be only once.
 * Impossible states have the logarithm −10³⁰ and not −∞, whose differences would have no number.
 */
public final class ConnectionistTemporalClassification {
  private static final double NEVER = -1e30;

  private ConnectionistTemporalClassification() {}

  /**
   * −ln of the probability of the target. Infinite if the input is too short for the target. With
   * {@link Reduction#MEAN} each loss is first divided by the target's length. See {@code
   * torch.nn.functional.ctc_loss}.
   *
   * <pre>{@code
   * Tensor even = Tensor.zeros(3, 1, 2).logSoftmax(-1);      // 3 steps, 1 sequence, blank and a label
   * Tensor one = Tensor.longs(1);
   * ctc(even, one.unsqueeze(0), Tensor.longs(3), one, 0, Reduction.SUM)      // -ln(6 / 8)
   * }</pre>
   *
   * @param logProbabilities of shape [T, N, C], such as {@code logSoftmax(-1)} gives
   * @param targets labels as integers, of shape [N, S]; behind a target's length anything
   * @param inputLengths integers of shape [N], at most T
   * @param targetLengths integers of shape [N], at most S
   * @param blank the label of the blank
   * @param reduction what to do with the losses of the sequences
   * @return the loss
   * @throws ShapeException if the shapes do not fit
   */
  public static Tensor ctc(
      Tensor logProbabilities,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      int blank,
      Reduction reduction) {
    return ctc(
        logProbabilities,
        targets,
        inputLengths,
        targetLengths,
        blank,
        Impossible.INFINITE,
        reduction);
  }

  /** What is lost by an input that is too short for its target. */
  public enum Impossible {
    /** Infinitely much. */
    INFINITE,
    /** Nothing: such sequences are left out. */
    ZERO
  }

  /**
   * −ln of the probability of the target, with a choice for inputs that are too short for it. See
   * {@code torch.nn.functional.ctc_loss} with {@code zero_infinity}.
   *
   * <pre>{@code
   * Tensor loss =
   *     ctc(scores.logSoftmax(-1), labels, steps, lengths, 0, Impossible.ZERO, Reduction.MEAN);
   * }</pre>
   *
   * @param logProbabilities of shape [T, N, C], such as {@code logSoftmax(-1)} gives
   * @param targets labels as integers, of shape [N, S]; behind a target's length anything
   * @param inputLengths integers of shape [N], at most T
   * @param targetLengths integers of shape [N], at most S
   * @param blank the label of the blank
   * @param impossible what inputs lose that are too short; the derivative is 0 either way
   * @param reduction what to do with the losses of the sequences
   * @return the loss
   * @throws ShapeException if the shapes do not fit
   */
  public static Tensor ctc(
      Tensor logProbabilities,
      Tensor targets,
      Tensor inputLengths,
      Tensor targetLengths,
      int blank,
      Impossible impossible,
      Reduction reduction) {
    check(logProbabilities, targets, inputLengths, targetLengths);
    int steps = logProbabilities.shape().get(0);
    int n = logProbabilities.shape().get(1);
    int states = 2 * targets.shape().get(1) + 1;
    DType dtype = logProbabilities.dtype();
    Tensor place = Tensor.arange(states);
    Tensor used = place.lt(targetLengths.mul(2).add(1).unsqueeze(1));
    Tensor labels = Tensor.where(used, withBlanks(targets, blank), blank);
    Tensor emitted = logProbabilities.gather(2, labels.expand(Shape.of(steps, n, states)));
    Tensor never = Tensor.full(Shape.of(n, states), NEVER, dtype);
    Tensor skips = skips(labels, blank);
    Tensor alpha = Tensor.where(place.lt(2L), emitted.get(0), never);
    for (int t = 1; t < steps; t++) {
      Tensor one = Tensor.cat(1, never.narrow(1, 0, 1), alpha.narrow(1, 0, states - 1));
      Tensor sum = alpha.logaddexp(one);
      if (states > 2) {
        Tensor two = Tensor.cat(1, never.narrow(1, 0, 2), alpha.narrow(1, 0, states - 2));
        sum = sum.logaddexp(Tensor.where(skips, two, never));
      }
      Tensor next = sum.add(emitted.get(t)).clampMin(NEVER);
      alpha = Tensor.where(inputLengths.gt(t).unsqueeze(1), next, alpha);
    }
    double most = impossible == Impossible.ZERO ? 0 : Double.POSITIVE_INFINITY;
    return reduced(ended(alpha, targetLengths, never), targetLengths, most, reduction);
  }

  /** ln of the probability to end in the last blank or the last label. */
  private static Tensor ended(Tensor alpha, Tensor targetLengths, Tensor never) {
    Tensor last = targetLengths.mul(2).to(DType.INT64).unsqueeze(1);
    Tensor blank = alpha.gather(1, last).squeeze(1);
    Tensor label = alpha.gather(1, last.sub(1).clampMin(0L)).squeeze(1);
    return blank.logaddexp(Tensor.where(targetLengths.gt(0), label, never.select(1, 0)));
  }

  private static Tensor reduced(
      Tensor logProbability, Tensor lengths, double most, Reduction reduction) {
    Tensor impossible = logProbability.le(NEVER / 2);
    Tensor loss = Tensor.where(impossible, most, logProbability.neg());
    return reduction == Reduction.MEAN
        ? loss.div(lengths.clampMin(1L).to(loss.dtype())).mean()
        : reduction.of(loss);
  }

  private static Tensor withBlanks(Tensor targets, int blank) {
    int n = targets.shape().get(0);
    Tensor labels = targets.to(DType.INT64);
    Tensor blanks = Tensor.full(Shape.of(n, 1), blank, DType.INT64);
    Tensor pairs = Tensor.stack(2, Tensor.full(labels.shape(), blank, DType.INT64), labels);
    return Tensor.cat(1, pairs.reshape(n, 2 * labels.shape().get(1)), blanks);
  }

  /** Where the blank in front may be left out: at a label that differs from the one before. */
  private static Tensor skips(Tensor labels, int blank) {
    int states = labels.shape().get(1);
    if (states < 3) {
      return labels.ne(labels);
    }
    Tensor before = labels.narrow(1, 0, states - 2);
    Tensor here = labels.narrow(1, 2, states - 2);
    Tensor skips = here.ne(before).logicalAnd(here.ne((long) blank));
    return Tensor.cat(1, Tensor.zeros(Shape.of(labels.shape().get(0), 2), DType.BOOL), skips);
  }

  private static void check(Tensor x, Tensor targets, Tensor inputLengths, Tensor targetLengths) {
    boolean fits =
        x.rank() == 3
            && targets.rank() == 2
            && x.shape().get(0) > 0
            && targets.shape().get(0) == x.shape().get(1)
            && inputLengths.shape().equals(Shape.of(x.shape().get(1)))
            && targetLengths.shape().equals(inputLengths.shape());
    if (!fits) {
      throw new ShapeException(
          "ctc: log-probabilities of shape "
              + x.shape()
              + ", targets of shape "
              + targets.shape()
              + ", lengths of shapes "
              + inputLengths.shape()
              + " and "
              + targetLengths.shape()
              + ": they need [steps, batch, classes], [batch, labels], [batch] and [batch]");
    }
  }
}
