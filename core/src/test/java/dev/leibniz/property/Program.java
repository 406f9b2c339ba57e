package dev.leibniz.property;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A program: each statement makes one more tensor of those that are there, of which the input is
 * the first.
 */
record Program(long seed, Shape input, List<Statement> statements)
    implements UnaryOperator<Tensor> {

  /** One step, and how it reads. */
  record Statement(String text, Function<List<Tensor>, Tensor> step) {}

  /**
   * The program of a seed: it is run while it is made, so that every statement fits its operands.
   */
  static Program of(long seed) {
    Random random = new Random(seed);
    int[][] inputs = {{3}, {2, 3}, {4}, {2, 2}, {1, 3}, {5}, {}, {2, 1, 2}};
    Shape input = Shape.of(inputs[random.nextInt(inputs.length)]);
    List<Tensor> values = new ArrayList<>();
    values.add(point(input, random));
    List<Statement> statements = new ArrayList<>();
    int length = random.nextInt(4, 13);
    for (int i = 0; i < length; i++) {
      Statement next = new Statements(values, random).next();
      statements.add(next);
      values.add(next.step().apply(values));
    }
    return new Program(seed, input, List.copyOf(statements));
  }

  private static Tensor point(Shape shape, Random random) {
    double[] a = new double[shape.size()];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextGaussian();
    }
    return Tensor.of(a).reshape(shape);
  }

  Tensor point(Random random) {
    return point(input, random);
  }

  /** The last value, which depends on the input even if no statement does. */
  @Override
  public Tensor apply(Tensor x) {
    List<Tensor> values = new ArrayList<>();
    values.add(x);
    for (Statement s : statements) {
      values.add(s.step().apply(values));
    }
    return values.getLast().add(x.sum().mul(0.1));
  }

  Tensor scalar(Tensor x) {
    return apply(x).sin().sum();
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("program " + seed + ": v0 = input " + input);
    for (int i = 0; i < statements.size(); i++) {
      s.append("\n  v").append(i + 1).append(" = ").append(statements.get(i).text());
    }
    return s.toString();
  }
}
