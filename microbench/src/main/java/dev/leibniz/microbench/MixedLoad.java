package dev.leibniz.microbench;

import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.KeepDim;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Work of every kind: ops, dtypes, shapes, modes. A program that does one thing only is compiled
 * for that one thing, and its times say little about any other.
 */
final class MixedLoad {
  private static final List<UnaryOperator<Tensor>> UNARY =
      List.of(
          Tensor::neg,
          Tensor::abs,
          Tensor::square,
          Tensor::exp,
          Tensor::sin,
          Tensor::cos,
          Tensor::tanh,
          Tensor::sigmoid,
          Tensor::relu,
          Tensor::softplus,
          x -> x.square().add(1.0).sqrt(),
          x -> x.square().add(1.0).log(),
          x -> x.flatten().reshape(x.shape()),
          x -> x.sub(x.mean(KeepDim.KEEPDIM, 0)),
          x -> x.cumsum(0),
          x -> x.mul(3L).floor());

  private static final List<BinaryOperator<Tensor>> BINARY =
      List.of(
          Tensor::add,
          Tensor::sub,
          Tensor::mul,
          Tensor::maximum,
          Tensor::minimum,
          (x, y) -> x.div(y.square().add(1.0)),
          (x, y) -> Tensor.where(x.lt(y), x, y),
          (x, y) -> Tensor.cat(0, x, y).narrow(0, 0, x.shape().get(0)));

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1),
          Shape.of(10),
          Shape.of(32),
          Shape.of(3, 4),
          Shape.of(5, 1),
          Shape.of(2, 3, 4));

  private MixedLoad() {}

  static void run(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    double sum = 0;
    do {
      for (Shape shape : SHAPES) {
        for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
          sum += all(Tensor.full(shape, 0.5, dtype));
        }
      }
      sum += broadcast();
    } while (System.nanoTime() < end);
    if (Double.isNaN(sum)) {
      throw new AssertionError("the mixed load gave NaN");
    }
  }

  private static double all(Tensor x) {
    Tensor leaf = x.requiresGrad();
    everything(leaf).backward();
    Tensor tangent = Functional.<Tensor, Tensor>jvp(MixedLoad::everything, x, x).tangent();
    Tensor gradient = Functional.<Tensor>grad(MixedLoad::everything, x);
    Tensor batch = Tensor.stack(0, x, x, x);
    Tensor each = Functional.vmap(MixedLoad::everything).apply(batch);
    return everything(x).add(tangent).item() + gradient.sum().item() + each.sum().item();
  }

  /** Every op once, or twice. */
  private static Tensor everything(Tensor x) {
    Tensor sum = x.sum();
    for (UnaryOperator<Tensor> op : UNARY) {
      sum = sum.add(op.apply(x).mean());
    }
    for (BinaryOperator<Tensor> op : BINARY) {
      sum = sum.add(op.apply(x, x.mul(0.9)).sum());
    }
    return sum;
  }

  private static double broadcast() {
    Tensor matrix = Tensor.full(Shape.of(3, 4), 0.5, DType.FLOAT32).requiresGrad();
    Tensor row = Tensor.floats(1, 2, 3, 4).requiresGrad();
    Tensor column = Tensor.floats(1, 2, 3).reshape(3, 1).requiresGrad();
    Tensor y = matrix.mul(row).add(column).matmul(row.reshape(4, 1)).sub(column).mT().sum(1);
    Tensor sum = y.sum();
    sum.backward();
    return sum.item();
  }
}
