package dev.leibniz.bench.workload;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.models.Problem;
import dev.leibniz.models.Size;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.MaxPool2d;
import dev.leibniz.nn.Window;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * One problem for each family of operations: a representative, reduced to a scalar. A change that
 * slows a family down shows here although no model depends on it.
 */
enum Operation {
  /** The cost of an operation on one number, a hundred times. */
  CHAIN {
    @Override
    Problem<?> problem(Size size, Key key) {
      return scalar(vector(1, key), x -> repeat(100, x, y -> y.mul(x)).sum());
    }
  },
  /** Sums and products of tensors. */
  ARITHMETIC {
    @Override
    Problem<?> problem(Size size, Key key) {
      Tensor c = vector(elements(size), second(key));
      return scalar(vector(elements(size), key), x -> x.mul(c).add(x).sum());
    }
  },
  /** Functions of one number each. */
  ELEMENTWISE {
    @Override
    Problem<?> problem(Size size, Key key) {
      return scalar(vector(elements(size), key), x -> x.tanh().exp().sum());
    }
  },
  /** Operands of different shapes. */
  BROADCASTING {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = side(size);
      Tensor c = matrix(n, n, second(key));
      return scalar(vector(n, key), x -> c.mul(x).add(x.unsqueeze(1)).sum());
    }
  },
  /** Sums, means and extremes along an axis. */
  REDUCTION {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = side(size);
      return scalar(matrix(n, n, key), x -> x.var(0).add(x.amax(1)).sum());
    }
  },
  /** Softmax and logsumexp. */
  SOFTMAX {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = side(size);
      Tensor c = matrix(n, n, second(key));
      return scalar(matrix(n, n, key), x -> x.softmax(-1).mul(c).sum());
    }
  },
  /** Products of matrices. */
  MATMUL {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = side(size);
      Tensor c = matrix(n, n, second(key));
      return scalar(matrix(n, n, key), x -> x.matmul(c).sum());
    }
  },
  /** Convolution and pooling. */
  CONVOLUTION {
    @Override
    Problem<?> problem(Size size, Key key) {
      int planes = Sizes.of(size, 4, 16, 64);
      Conv2d conv = Conv2d.of(planes, planes, Window.of(3, 3).withPadding(1), second(key));
      MaxPool2d pool = new MaxPool2d(Window.of(2, 2).withStride(2));
      Tensor x = key.uniform(Shape.of(2, planes, 16, 16), DType.FLOAT32);
      return new Problem<>(conv, c -> pool.apply(c.apply(x)).sum());
    }
  },
  /** Taking numbers by index and putting them back. */
  INDEXING {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = elements(size);
      Tensor index = second(key).integers(0, n, n);
      return scalar(vector(n, key), x -> x.indexSelect(0, index).mul(x).sum());
    }
  },
  /** Views, copies and joins. */
  SHAPE {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = side(size);
      return scalar(
          matrix(n, n, key),
          x -> Tensor.cat(0, x.mT(), x.narrow(0, 0, n / 2)).reshape(-1, 2).square().sum());
    }
  },
  /** Sorting and running sums. */
  SORTING {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = side(size);
      return scalar(matrix(n, n, key), x -> x.sort(-1).values().cumsum(-1).square().sum());
    }
  },
  /** Systems of equations. */
  LINALG {
    @Override
    Problem<?> problem(Size size, Key key) {
      int n = Sizes.of(size, 8, 64, 256);
      Tensor eye = Tensor.eye(n).to(DType.FLOAT32).mul(n);
      Tensor b = matrix(n, 4, second(key));
      return scalar(matrix(n, n, key), x -> Linalg.solve(x.add(eye), b).sum());
    }
  };

  abstract Problem<?> problem(Size size, Key key);

  String title() {
    return "op-" + name().toLowerCase(Locale.ROOT);
  }

  private static Problem<Tensor> scalar(Tensor point, Function<Tensor, Tensor> loss) {
    return new Problem<>(point, loss);
  }

  /** A key for the constants. */
  private static Key second(Key key) {
    return key.split2()[1];
  }

  private static int elements(Size size) {
    return Sizes.of(size, 1 << 10, 1 << 16, 1 << 20);
  }

  private static int side(Size size) {
    return Sizes.of(size, 32, 256, 1024);
  }

  private static Tensor vector(int n, Key key) {
    return key.uniform(Shape.of(n), DType.FLOAT32).sub(0.5);
  }

  private static Tensor matrix(int rows, int columns, Key key) {
    return key.uniform(Shape.of(rows, columns), DType.FLOAT32).sub(0.5);
  }

  private static Tensor repeat(int times, Tensor start, Function<Tensor, Tensor> f) {
    return IntStream.range(0, times).boxed().reduce(start, (y, i) -> f.apply(y), (a, b) -> b);
  }
}
