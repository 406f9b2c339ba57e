package dev.leibniz.bench.workload;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.models.Examples;
import dev.leibniz.models.Problem;
import dev.leibniz.models.Size;
import dev.leibniz.nn.Linear;

/**
 * {@code mlp}: two layers with tanh between, mean squared error. Small enough for every library,
 * and so what other libraries for Java are compared by.
 *
 * @param hidden the first layer
 * @param output the second
 */
public record Perceptron(Linear hidden, Linear output) {
  /** Inputs and outputs, many or one. */
  record Pairs(Tensor x, Tensor y) {}

  /**
   * The problem with random data: 16, 128 or 512 hidden units, 8, 64 or 256 examples.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the problem
   */
  static Problem<Perceptron> problem(Size size, Key key) {
    int inputs = Sizes.of(size, 12, 256, 784);
    int units = Sizes.of(size, 16, 128, 512);
    int examples = Sizes.of(size, 8, 64, 256);
    Key keys = key.split(4);
    Tensor x = keys.get(0).uniform(Shape.of(examples, inputs), DType.FLOAT32);
    Tensor y = keys.get(1).uniform(Shape.of(examples, 10), DType.FLOAT32);
    Perceptron p =
        new Perceptron(Linear.of(inputs, units, keys.get(2)), Linear.of(units, 10, keys.get(3)));
    return new Problem<>(p, m -> m.loss(x, y))
        .withExamples(
            new Examples<>(new Pairs(x, y), (m, d) -> m.loss(d.x(), d.y()).div(examples)));
  }

  private Tensor loss(Tensor x, Tensor y) {
    return output.apply(hidden.apply(x).tanh()).sub(y).square().mean();
  }
}
