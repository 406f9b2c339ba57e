package dev.leibniz.nn;

import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The running statistics of batch normalisation: the variance is the one with n − 1, though the
 * batch itself is normalised by the one with n.
 */
record Statistics(Tensor mean, Tensor variance, Tensor batches) {
  static void check(String layer, Tensor x, int least, int most, int channels) {
    if (x.rank() < least || x.rank() > most || x.shape().get(1) != channels) {
      throw new ShapeException(
          layer
              + ": an input of shape "
              + x.shape()
              + ": it needs "
              + (least == most ? least : least + " or " + most)
              + " axes, the second of "
              + channels
              + " channels");
    }
  }

  static Tensor normalise(
      String layer, Tensor x, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    int channels = x.shape().get(1);
    if (x.size() == channels) {
      throw new ShapeException(
          layer
              + ": an input of shape "
              + x.shape()
              + " has one number for each channel, whose variance means nothing; train with larger"
              + " batches");
    }
    return Normalisations.batchNormTraining(x, weight, bias, eps);
  }

  Statistics with(Tensor x, @Nullable Double momentum) {
    int[] axes = new int[x.rank() - 1];
    for (int i = 1; i < axes.length; i++) {
      axes[i] = i + 1;
    }
    Tensor count = batches.add(1L);
    Tensor m = x.mean(axes);
    Tensor v = x.var(axes);
    if (momentum == null) {
      Tensor part = count.to(mean.dtype()).reciprocal();
      return new Statistics(
          mean.lerp(m.to(mean.dtype()), part), variance.lerp(v.to(variance.dtype()), part), count);
    }
    return new Statistics(blend(mean, m, momentum), blend(variance, v, momentum), count);
  }

  private static Tensor blend(Tensor old, Tensor fresh, double momentum) {
    return old.mul(1 - momentum).add(fresh.mul(momentum)).to(old.dtype());
  }

  static String extraRepr(
      int channels,
      double eps,
      @Nullable Double momentum,
      @Nullable Tensor weight,
      @Nullable Tensor runningMean) {
    return channels
        + ", eps="
        + Repr.number(eps)
        + ", momentum="
        + (momentum == null ? "None" : Repr.number(momentum))
        + ", affine="
        + Repr.bool(weight != null)
        + ", track_running_stats="
        + Repr.bool(runningMean != null);
  }
}
