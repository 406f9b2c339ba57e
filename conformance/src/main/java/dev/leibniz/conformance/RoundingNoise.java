package dev.leibniz.conformance;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * What rounding does to an answer: how far it moves when every input moves by up to {@value #UNITS}
 * units in the last place of a float, up or down at random. All roundings on the way fall
 * differently then, so that an ill-conditioned answer gives itself away, and a wrong one stays as
 * it is.
 */
final class RoundingNoise {
  private static final int ROUNDS = 8;
  private static final int UNITS = 16;

  private RoundingNoise() {}

  /**
   * A tolerance that makes room for the noise.
   *
   * @param base the tolerance for answers without any
   * @param inputs of float32
   * @param answer from inputs to the tensors that are compared
   */
  static Tolerance allowedFor(
      Tolerance.OfTensor base, List<Tensor> inputs, Function<List<Tensor>, List<Tensor>> answer) {
    SplittableRandom random = new SplittableRandom(1);
    List<Tensor> still = answer.apply(inputs);
    double share = 0;
    for (int i = 0; i < ROUNDS; i++) {
      List<Tensor> moved = answer.apply(inputs.stream().map(x -> moved(x, random)).toList());
      for (int k = 0; k < still.size(); k++) {
        share = Math.max(share, distance(still.get(k), moved.get(k)));
      }
    }
    return new Tolerance.OfTensor(base.share() + share);
  }

  private static Tensor moved(Tensor x, SplittableRandom random) {
    if (x.dtype() != DType.FLOAT32) {
      return x;
    }
    float[] a = x.toFloatArray();
    for (int i = 0; i < a.length; i++) {
      a[i] += Math.ulp(a[i]) * random.nextInt(-UNITS, UNITS + 1);
    }
    return Tensor.of(a).reshape(x.shape());
  }

  private static double distance(Tensor still, Tensor moved) {
    return Tolerance.largest(still.sub(moved)) / (1 + Tolerance.largest(still));
  }
}
