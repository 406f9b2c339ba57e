package dev.leibniz.nn;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Normalisations, without state: running statistics are the caller's. */
public final class Normalisations {
  private Normalisations() {}

  /**
   * (x − mean) / √(variance + ε) · weight + bias by channel, with statistics that are given. See
   * {@code torch.nn.functional.batch_norm} in evaluation.
   *
   * <pre>{@code
   * batchNorm(Tensor.of(new double[][] {{1}, {3}}), Tensor.of(1), Tensor.of(4), null, null, 0).flatten()
   * // [0. 1.]
   * }</pre>
   *
   * @param x of shape [N, C, d…]
   * @param mean of shape [C]
   * @param variance of shape [C]
   * @param weight a factor, or null
   * @param bias a summand, or null
   * @param eps ε, added to the variance, often 1e-5
   * @return a tensor of this shape
   * @throws ShapeException if there is no axis of channels
   */
  public static Tensor batchNorm(
      Tensor x,
      Tensor mean,
      Tensor variance,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      double eps) {
    if (isEmptyVector("batchNorm", x)) {
      return x;
    }
    Tensor centred = x.sub(byChannel(x, mean));
    Tensor normal = centred.mul(byChannel(x, variance).add(eps).rsqrt());
    return scaledByChannel(normal, weight, bias);
  }

  /**
   * (x − mean) / √(variance + ε) · weight + bias by channel, with the statistics of this batch. See
   * {@code torch.nn.functional.batch_norm} in training.
   *
   * <pre>{@code
   * batchNormTraining(Tensor.of(new double[][] {{1}, {3}}), null, null, 0).flatten()
   * // [-1.  1.]
   * }</pre>
   *
   * @param x of shape [N, C, d…]
   * @param weight a factor, or null
   * @param bias a summand, or null
   * @param eps ε, added to the variance, often 1e-5
   * @return a tensor of this shape
   * @throws ShapeException if there is no axis of channels
   */
  public static Tensor batchNormTraining(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    if (isEmptyVector("batchNormTraining", x)) {
      return x;
    }
    int[] axes = new int[x.rank() - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    return scaledByChannel(normalised(x, axes, eps), weight, bias);
  }

  /**
   * (x − mean) / √(variance + ε) · weight + bias over the last axes. See {@code
   * torch.nn.functional.layer_norm}.
   *
   * <pre>{@code
   * layerNorm(Tensor.of(1, 3), 1, null, null, 0)      // [-1.  1.]
   * }</pre>
   *
   * @param x the input
   * @param axes how many axes at the end are normalised over
   * @param weight a factor, or null
   * @param bias a summand, or null
   * @param eps ε, added to the variance, often 1e-5
   * @return a tensor of this shape
   */
  public static Tensor layerNorm(
      Tensor x, int axes, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    int[] last = new int[axes];
    for (int i = 0; i < axes; i++) {
      last[i] = -1 - i;
    }
    Tensor normal = axes == 0 ? x.zerosLike() : normalised(x, last, eps);
    Tensor t = weight == null ? normal : normal.mul(weight);
    return bias == null ? t : t.add(bias);
  }

  /**
   * (x − mean) / √(variance + ε) over groups of channels, · weight + bias by channel. See {@code
   * torch.nn.functional.group_norm}.
   *
   * <pre>{@code
   * groupNorm(Tensor.ones(2, 4, 5), 2, null, null, 1e-5).shape()      // [2, 4, 5]
   * }</pre>
   *
   * @param x of shape [N, C, d…]
   * @param groups a divisor of C
   * @param weight a factor, or null
   * @param bias a summand, or null
   * @param eps ε, added to the variance, often 1e-5
   * @return a tensor of this shape
   * @throws ShapeException if the groups do not divide the channels
   */
  public static Tensor groupNorm(
      Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    int n = x.shape().get(0);
    int channels = x.shape().get(1);
    if (groups < 1 || channels % groups != 0) {
      throw new ShapeException(
          "groupNorm: " + groups + " groups of " + channels + " channels; they must divide them");
    }
    int each = n == 0 ? 0 : x.size() / n / groups;
    Tensor normal = normalised(x.reshape(n, groups, each), new int[] {-1}, eps);
    return scaledByChannel(normal.reshape(x.shape()), weight, bias);
  }

  private static boolean isEmptyVector(String operation, Tensor x) {
    if (x.rank() < 2 && x.size() > 0) {
      throw new ShapeException(
          operation + ": a tensor of shape " + x.shape() + " has no axis of channels, the second");
    }
    return x.rank() < 2;
  }

  private static Tensor normalised(Tensor x, int[] axes, double eps) {
    Tensor centred = x.sub(x.mean(KEEPDIM, axes));
    return centred.mul(centred.square().mean(KEEPDIM, axes).add(eps).rsqrt());
  }

  private static Tensor scaledByChannel(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    Tensor t = weight == null ? x : x.mul(byChannel(x, weight));
    return bias == null ? t : t.add(byChannel(x, bias));
  }

  private static Tensor byChannel(Tensor x, Tensor c) {
    int[] dims = new int[x.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = c.size();
    return c.reshape(Shape.of(dims));
  }
}
