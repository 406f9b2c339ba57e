package dev.leibniz.examples.worked;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.examples.tour.Examples;

/**
 * The breast cancer data, ready for logistic regression.
 *
 * @param rows standardised measurements, and a column of ones
 * @param sign 1 for benign, -1 for malignant
 */
record Tumours(Tensor rows, Tensor sign) {
  /** All examples, with the first so many measurements. */
  static Tumours of(int measurements) {
    Examples data = Examples.breastCancer();
    Tensor x = data.features().narrow(1, 0, measurements);
    Tensor standard = x.sub(x.mean(0)).div(x.stdPopulation(0));
    Tensor rows = Tensor.cat(1, standard, Tensor.ones(x.shape().get(0), 1));
    return new Tumours(rows, data.classes().to(DType.FLOAT64).mul(2).sub(1));
  }

  int size() {
    return sign.size();
  }

  Tumours range(int from, int to) {
    return new Tumours(rows.narrow(0, from, to - from), sign.narrow(0, from, to - from));
  }

  /** Minus the log-likelihood of weights, for each example. */
  Tensor losses(Tensor w) {
    return rows.matmul(w).mul(sign).logSigmoid().neg();
  }
}
