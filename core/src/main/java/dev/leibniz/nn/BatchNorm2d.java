package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Each channel brought to mean 0 and variance 1, then scaled and shifted. In training mean and
 * variance are those of the batch, and running statistics are updated; in evaluation they are the
 * running statistics. See {@code torch.nn.BatchNorm2d}.
 *
 * <pre>{@code
 * Step<BatchNorm2d> s = BatchNorm2d.of(64).train(x, key);
 * s.output();
 * s.module().runningMean();
 * }</pre>
 *
 * @param weight a factor for each channel, or null
 * @param bias a summand for each channel, or null
 * @param runningMean the running mean of each channel, or null for statistics of the batch always
 * @param runningVar the running variance of each channel, or null
 * @param numBatchesTracked how many batches there were, INT64, or null
 * @param channels the number of channels
 * @param eps ε, added to the variance
 * @param momentum the weight of a new batch in the running statistics, or null for the mean of all
 *     batches
 */
public record BatchNorm2d(
    @Nullable Tensor weight,
    @Nullable Tensor bias,
    @Buffer @Nullable Tensor runningMean,
    @Buffer @Nullable Tensor runningVar,
    @Buffer @Nullable Tensor numBatchesTracked,
    int channels,
    double eps,
    @Nullable Double momentum)
    implements Layer<BatchNorm2d> {
  /**
   * A layer with factors 1, summands 0, ε = 1e-5 and momentum 0.1, of FLOAT32.
   *
   * @param channels the number of channels
   * @return the layer
   */
  public static BatchNorm2d of(int channels) {
    Tensor ones = Tensor.ones(Shape.of(channels), DType.FLOAT32);
    Tensor zeros = ones.zerosLike();
    Tensor none = Tensor.scalar(0, DType.INT64);
    return new BatchNorm2d(ones, zeros, zeros, ones, none, channels, 1e-5, 0.1);
  }

  /**
   * The same layer without factors and summands.
   *
   * @return the changed layer
   */
  public BatchNorm2d withoutAffine() {
    return new BatchNorm2d(
        null, null, runningMean, runningVar, numBatchesTracked, channels, eps, momentum);
  }

  /**
   * The same layer without running statistics: those of the batch serve in evaluation too.
   *
   * @return the changed layer
   */
  public BatchNorm2d withoutRunningStatistics() {
    return new BatchNorm2d(weight, bias, null, null, null, channels, eps, momentum);
  }

  /**
   * The same layer with another ε.
   *
   * @param eps ε
   * @return the changed layer
   */
  public BatchNorm2d withEps(double eps) {
    return new BatchNorm2d(
        weight, bias, runningMean, runningVar, numBatchesTracked, channels, eps, momentum);
  }

  /**
   * The same layer with another momentum.
   *
   * @param momentum the weight of a new batch, or null for the mean of all batches
   * @return the changed layer
   */
  public BatchNorm2d withMomentum(@Nullable Double momentum) {
    return new BatchNorm2d(
        weight, bias, runningMean, runningVar, numBatchesTracked, channels, eps, momentum);
  }

  /**
   * The normalised tensor, by the running statistics.
   *
   * @param x of shape [N, C, H, W]
   * @return a tensor of this shape
   * @throws dev.leibniz.ShapeException if it has another number of axes or channels
   */
  @Override
  public Tensor apply(Tensor x) {
    Statistics.check("BatchNorm2d", x, 4, 4, channels);
    return Outputs.note(
        this,
        runningMean == null || runningVar == null
            ? Statistics.normalise("BatchNorm2d", x, weight, bias, eps)
            : Normalisations.batchNorm(x, runningMean, runningVar, weight, bias, eps));
  }

  /**
   * The normalised tensor, by the statistics of the batch, and the layer with updated running
   * statistics.
   *
   * @param x of shape [N, C, H, W]
   * @param key not used
   * @return output and new layer
   * @throws dev.leibniz.ShapeException if it has another number of axes or channels, or one number
   *     only for each channel
   */
  @Override
  public Step<BatchNorm2d> train(Tensor x, Key key) {
    Statistics.check("BatchNorm2d", x, 4, 4, channels);
    Tensor y = Statistics.normalise("BatchNorm2d", x, weight, bias, eps);
    if (runningMean == null || runningVar == null || numBatchesTracked == null) {
      return new Step<>(y, this);
    }
    Statistics s = new Statistics(runningMean, runningVar, numBatchesTracked);
    Statistics next = s.with(x.detach(), momentum);
    return new Step<>(
        y,
        new BatchNorm2d(
            weight, bias, next.mean(), next.variance(), next.batches(), channels, eps, momentum));
  }

  @Override
  public boolean actsInTraining() {
    return runningMean != null;
  }

  @Override
  public String extraRepr() {
    return Statistics.extraRepr(channels, eps, momentum, weight, runningMean);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
