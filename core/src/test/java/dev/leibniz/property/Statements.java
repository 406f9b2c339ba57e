package dev.leibniz.property;

import dev.leibniz.Index;
import dev.leibniz.KeepDim;
import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.property.Program.Statement;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Chooses a statement that fits the values at hand and keeps their numbers within bounds. */
final class Statements {
  private static final int LARGEST = 30;

  private final List<Tensor> values;
  private final Random random;
  private final int operand;
  private final Tensor x;

  Statements(List<Tensor> values, Random random) {
    this.values = values;
    this.random = random;
    this.operand = Math.max(0, values.size() - 1 - (int) Math.abs(random.nextGaussian() * 1.3));
    this.x = values.get(operand);
  }

  Statement next() {
    if (x.size() > LARGEST) {
      return one("mean(0)", v -> v.mean(0));
    }
    if (x.rank() == 0) {
      return random.nextBoolean() ? unary() : widened();
    }
    return switch (random.nextInt(8)) {
      case 0 -> unary();
      case 1, 2 -> binary();
      case 3 -> reduced();
      case 4 -> alongAxis();
      case 5 -> moved();
      case 6 -> indexed();
      default -> matrix();
    };
  }

  private Statement one(String text, UnaryOperator<Tensor> f) {
    int at = operand;
    return new Statement("v" + at + "." + text, values -> f.apply(values.get(at)));
  }

  private Statement two(String text, int other, BinaryOperator<Tensor> f) {
    int at = operand;
    return new Statement(
        "v" + at + "." + text.replace("?", "v" + other),
        values -> f.apply(values.get(at), values.get(other)));
  }

  private int axis() {
    return random.nextInt(x.rank());
  }

  private int place(int axis) {
    return random.nextInt(x.shape().get(axis));
  }

  /** Random integers as an index; they are constants of the program. */
  private Tensor index(int n, int... dims) {
    Shape shape = Shape.of(dims);
    long[] places = new long[shape.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = random.nextInt(n);
    }
    return Tensor.of(places).reshape(shape);
  }

  private Tensor constant(int... dims) {
    Shape shape = Shape.of(dims);
    double[] a = new double[shape.size()];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextGaussian();
    }
    return Tensor.of(a).reshape(shape);
  }

  private Statement unary() {
    return switch (random.nextInt(12)) {
      case 0 -> one("sin()", Tensor::sin);
      case 1 -> one("tanh()", Tensor::tanh);
      case 2 -> one("tanh().exp()", v -> v.tanh().exp());
      case 3 -> one("sigmoid()", Tensor::sigmoid);
      case 4 -> one("square().add(1).log()", v -> v.square().add(1).log());
      case 5 -> one("square().add(1).sqrt()", v -> v.square().add(1).sqrt());
      case 6 -> one("softplus()", Tensor::softplus);
      case 7 -> one("erf()", Tensor::erf);
      case 8 -> one("abs()", Tensor::abs);
      case 9 -> one("relu()", Tensor::relu);
      case 10 -> one("atan()", Tensor::atan);
      default -> one("square().add(0.5).pow(-0.7)", v -> v.square().add(0.5).pow(-0.7));
    };
  }

  /** Two values that broadcast, or that do once the second is averaged. */
  private Statement binary() {
    int other = random.nextInt(values.size());
    if (!broadcasts(x.shape(), values.get(other).shape())) {
      return two("mul(?.mean())", other, (v, w) -> v.mul(w.mean()));
    }
    return switch (random.nextInt(8)) {
      case 0 -> two("add(?)", other, Tensor::add);
      case 1 -> two("sub(?)", other, Tensor::sub);
      case 2 -> two("tanh().mul(?)", other, (v, w) -> v.tanh().mul(w));
      case 3 -> two("div(?.square().add(1))", other, (v, w) -> v.div(w.square().add(1)));
      case 4 -> two("maximum(?)", other, Tensor::maximum);
      case 5 -> two("logaddexp(?)", other, Tensor::logaddexp);
      case 6 -> two("where(gt ?)", other, (v, w) -> Tensor.where(v.gt(w.sin()), v.sin(), w));
      default -> two("atan2(?.exp())", other, (v, w) -> v.atan2(w.tanh().exp()));
    };
  }

  private static boolean broadcasts(Shape a, Shape b) {
    for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
      if (a.get(-i) != b.get(-i) && a.get(-i) != 1 && b.get(-i) != 1) {
        return false;
      }
    }
    return true;
  }

  private Statement reduced() {
    int a = axis();
    return switch (random.nextInt(6)) {
      case 0 -> one("sum(" + a + ")", v -> v.sum(a));
      case 1 -> one("mean(KEEPDIM, " + a + ")", v -> v.mean(KeepDim.KEEPDIM, a));
      case 2 -> one("amax(" + a + ")", v -> v.amax(a));
      case 3 -> one("min(" + a + ")", v -> v.min(a).values());
      case 4 -> one("logsumexp(" + a + ")", v -> v.logsumexp(a));
      default -> one("square().mean().add(0.1).sqrt()", v -> v.square().mean().add(0.1).sqrt());
    };
  }

  private Statement alongAxis() {
    int a = axis();
    return switch (random.nextInt(6)) {
      case 0 -> one("softmax(" + a + ")", v -> v.softmax(a));
      case 1 -> one("logSoftmax(" + a + ")", v -> v.logSoftmax(a));
      case 2 -> one("cumsum(" + a + ")", v -> v.cumsum(a));
      case 3 -> one("sort(" + a + ")", v -> v.sort(a).values());
      case 4 -> one("flip(" + a + ")", v -> v.flip(a));
      default -> one("cat(" + a + ", sin)", v -> Tensor.cat(a, v, v.sin()));
    };
  }

  private Statement moved() {
    int a = axis();
    int b = axis();
    return switch (random.nextInt(6)) {
      case 0 -> one("transpose(" + a + ", " + b + ")", v -> v.transpose(a, b));
      case 1 -> one("flatten()", Tensor::flatten);
      case 2 -> one("unsqueeze(" + a + ")", v -> v.unsqueeze(a));
      case 3 -> one("stack(" + a + ", tanh)", v -> Tensor.stack(a, v, v.tanh()));
      case 4 -> {
        Shape wider = x.shape().insert(0, 2);
        yield one("expand(" + wider + ")", v -> v.expand(wider).sin());
      }
      default -> widened();
    };
  }

  private Statement widened() {
    Tensor c = constant(3);
    return one("unsqueeze(-1).mul(" + c + ")", v -> v.unsqueeze(-1).mul(c));
  }

  private Statement indexed() {
    int a = axis();
    int n = x.shape().get(a);
    int i = place(a);
    return switch (random.nextInt(7)) {
      case 0 -> one("select(" + a + ", " + i + ")", v -> v.select(a, i));
      case 1 ->
          one(
              "get(..., slice(null, null, -2))",
              v -> v.get(Index.ELLIPSIS, Index.slice(null, null, -2)));
      case 2 -> {
        Tensor index = index(n, 3);
        yield one("indexSelect(" + a + ", " + index + ")", v -> v.indexSelect(a, index));
      }
      case 3 -> {
        Tensor index = index(n, x.shape().dims());
        yield one("gather(" + a + ", " + index + ")", v -> v.gather(a, index));
      }
      case 4 -> {
        int first = place(0);
        yield one("at(" + first + ").set(sum(0).sin())", v -> v.at(first).set(v.sum(0).sin()));
      }
      case 5 -> {
        Tensor index = index(x.shape().get(0), 2);
        yield one("at(" + index + ").add(mean(0))", v -> v.at(index).add(v.mean(0)));
      }
      default -> {
        Tensor index = index(n, x.shape().dims());
        yield one(
            "scatterAdd(" + a + ", " + index + ", cos)", v -> v.scatterAdd(a, index, v.cos()));
      }
    };
  }

  private Statement matrix() {
    int n = x.shape().get(-1);
    if (x.rank() == 1) {
      Tensor c = constant(n, 2);
      return random.nextBoolean()
          ? one("matmul(" + c + ")", v -> v.matmul(c).tanh())
          : one("outer()", v -> v.unsqueeze(1).matmul(v.tanh().unsqueeze(0)));
    }
    return switch (random.nextInt(4)) {
      case 0 -> one("matmul(mT())", v -> v.tanh().matmul(v.mT().tanh()));
      case 1 -> {
        Tensor c = constant(n, 2);
        yield one("matmul(" + c + ")", v -> v.matmul(c).tanh());
      }
      case 2 -> one("tril()", Tensor::tril);
      default ->
          one(
              "solve(tanh tanhᵀ + 2, .)",
              v -> {
                Tensor t = v.tanh();
                Tensor a = t.matmul(t.mT()).add(Tensor.eye(v.shape().get(-2)).mul(2));
                return Linalg.solve(a, v);
              });
    };
  }
}
