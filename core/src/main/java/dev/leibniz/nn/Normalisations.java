package dev.leibniz.nn;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
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
    return scaledByChannel(x.standardise(eps, axes), weight, bias);
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
   * @throws ShapeException if there are not as many axes
   */
  public static Tensor layerNorm(
      Tensor x, int axes, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    if (axes < 0 || axes > x.rank()) {
      throw new ShapeException(
          "layerNorm: "
              + axes
              + " axes at the end of a tensor of shape "
              + x.shape()
              + "; it has "
              + x.rank());
    }
    int[] last = new int[axes];
    for (int i = 0; i < axes; i++) {
      last[i] = -1 - i;
    }
    Tensor normal = axes == 0 ? x.zerosLike() : x.standardise(eps, last);
    return affine(normal, weight, bias);
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
    Tensor normal = x.reshape(n, groups, each).standardise(eps, -1);
    return scaledByChannel(normal.reshape(x.shape()), weight, bias);
  }

  /**
   * (x − mean) / √(variance + ε) over each example's channels one by one, · weight + bias by
   * channel. See {@code torch.nn.functional.instance_norm} with the statistics of the input; with
   * given ones it is {@link #batchNorm}.
   *
   * <pre>{@code
   * instanceNorm(Tensor.of(1, 3).reshape(1, 1, 2), null, null, 0).flatten()      // [-1.  1.]
   * }</pre>
   *
   * @param x of shape [N, C, d…]
   * @param weight a factor of shape [C], or null
   * @param bias a summand of shape [C], or null
   * @param eps ε, added to the variance, often 1e-5
   * @return a tensor of this shape
   * @throws ShapeException if there is no axis behind that of channels
   */
  public static Tensor instanceNorm(
      Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    if (x.rank() < 3) {
      throw new ShapeException(
          "instanceNorm: a tensor of shape "
              + x.shape()
              + " has no axis behind those of the batch and of the channels to normalise over");
    }
    int[] axes = new int[x.rank() - 2];
    Arrays.setAll(axes, i -> i + 2);
    return scaledByChannel(x.standardise(eps, axes), weight, bias);
  }

  /**
   * x / (k + α m)^β, where m is the mean of x² over so many neighbouring channels, those beyond the
   * ends counting as 0. See {@code torch.nn.functional.local_response_norm}.
   *
   * <pre>{@code
   * localResponseNorm(Tensor.of(new double[][] {{1, 2}}).unsqueeze(2), 1, 3, 0.5, 1).flatten()
   * // [0.5        0.55470020]
   * }</pre>
   *
   * @param x of shape [N, C, d…]
   * @param size how many channels, of which half lie before each, the greater half of an even
   *     number
   * @param alpha α, often 1e-4
   * @param beta β, often 0.75
   * @param k k, often 1
   * @return a tensor of this shape
   * @throws ShapeException if there is no axis behind that of channels, or the size is not positive
   */
  public static Tensor localResponseNorm(Tensor x, int size, double alpha, double beta, double k) {
    if (x.rank() < 3 || size < 1) {
      throw new ShapeException(
          "localResponseNorm: "
              + size
              + " channels of a tensor of shape "
              + x.shape()
              + ": there must be at least one, and axes [N, C, d…]");
    }
    int[] amounts = new int[2 * x.rank() - 2];
    amounts[amounts.length - 2] = size / 2;
    amounts[amounts.length - 1] = (size - 1) / 2;
    Tensor mean = x.square().pad(amounts).unfold(1, size, 1).mean(-1);
    return x.div(mean.mul(alpha).add(k).pow(beta));
  }

  /**
   * x / max(‖x‖, ε), with the p-norm along an axis. See {@code torch.nn.functional.normalize}.
   *
   * <pre>{@code
   * normalize(Tensor.of(3, 4), 2, 0, 1e-12)      // [0.6 0.8]
   * }</pre>
   *
   * @param x vectors
   * @param p the order of the norm, often 2
   * @param axis the axis along which they lie, often 1
   * @param eps ε, what shorter vectors are divided by, often 1e-12
   * @return a tensor of this shape
   * @throws ShapeException if there is no such axis
   */
  public static Tensor normalize(Tensor x, double p, int axis, double eps) {
    return x.div(x.norm(p, KEEPDIM, axis).clampMin(eps));
  }

  /**
   * Shortens to a length the slices along an axis that are longer: x · maximum / (‖x‖ + 1e-7). See
   * {@code torch.renorm}.
   *
   * <pre>{@code
   * renorm(Tensor.of(new double[][] {{3, 4}, {0.3, 0.4}}), 2, 0, 1)
   * // [[0.59999999 0.79999998]
   * //  [0.3        0.4       ]]
   * }</pre>
   *
   * @param x a tensor with at least two axes
   * @param p the order of the norm
   * @param axis the axis whose slices are measured, counted from the front, or from the end if
   *     negative
   * @param maximum the greatest length
   * @return a tensor of this shape
   * @throws ShapeException if there is no such axis, or no other
   */
  public static Tensor renorm(Tensor x, double p, int axis, double maximum) {
    if (x.rank() < 2) {
      throw new ShapeException(
          "renorm: a tensor of shape " + x.shape() + " has no slices; it needs two axes");
    }
    int kept = x.shape().axis(axis);
    int[] others = IntStream.range(0, x.rank()).filter(i -> i != kept).toArray();
    Tensor length = x.norm(p, KEEPDIM, others);
    Tensor shrunk = length.add(1e-7).reciprocal().mul(maximum);
    return x.mul(Tensor.where(length.gt(maximum), shrunk, 1));
  }

  private static boolean isEmptyVector(String operation, Tensor x) {
    if (x.rank() < 2 && x.size() > 0) {
      throw new ShapeException(
          operation + ": a tensor of shape " + x.shape() + " has no axis of channels, the second");
    }
    return x.rank() < 2;
  }

  private static Tensor scaledByChannel(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    return affine(
        x, weight == null ? null : byChannel(x, weight), bias == null ? null : byChannel(x, bias));
  }

  private static Tensor affine(Tensor x, @Nullable Tensor weight, @Nullable Tensor bias) {
    if (weight != null && bias != null) {
      return bias.addcmul(x, weight, 1);
    }
    Tensor t = weight == null ? x : x.mul(weight);
    return bias == null ? t : t.add(bias);
  }

  private static Tensor byChannel(Tensor x, Tensor c) {
    int[] dims = new int[x.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = c.size();
    return c.reshape(Shape.of(dims));
  }
}
