package dev.leibniz.law;

import dev.leibniz.Tensor;
import java.util.List;
import java.util.Random;

/** Random directions. */
final class Gaussian {
  private Gaussian() {}

  static Tensor like(Tensor x, Random random) {
    double[] a = new double[x.size()];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextGaussian();
    }
    return Tensor.of(a).reshape(x.shape()).to(x.dtype());
  }

  static List<Tensor> like(List<Tensor> x, Random random) {
    return x.stream().map(t -> like(t, random)).toList();
  }
}
