package dev.leibniz;

import dev.leibniz.tree.Tree;
import java.util.List;

/**
 * The derivative of a tree by a tree: one block for each pair of their floating tensors, of the
 * output's shape followed by the input's.
 *
 * <pre>{@code
 * record Line(Tensor slope, Tensor intercept) {}
 *
 * Jacobian<Line, Tensor> j = jacobian(l -> l.slope().mul(x).add(l.intercept()), line);
 * j.at("", "slope");      // d output / d slope; the output is a bare tensor, so it has no name
 * j.row(0).slope();       // the same
 * j.toDense();            // one matrix
 * j.apply(direction);     // J v
 * }</pre>
 *
 * <p>Blocks have the dtype of their input. A Jacobian is immutable and may be used from several
 * threads at once.
 *
 * @param <P> the input
 * @param <R> the output
 */
public final class Jacobian<P, R> implements LinearOperator<P, R> {
  private final Parameters<P> in;
  private final Parameters<R> out;
  private final List<Tree.Leaf> inputs;
  private final List<Tree.Leaf> outputs;
  private final Tensor[][] blocks;

  Jacobian(Parameters<P> in, Parameters<R> out, Tensor[][] blocks) {
    this.in = in;
    this.out = out;
    this.inputs = in.leaves();
    this.outputs = out.leaves();
    this.blocks = blocks;
  }

  @Override
  public R value() {
    return out.tree();
  }

  @Override
  public R apply(P v) {
    Tensor[] tangents = in.vector("Jacobian.apply", "tangent", v);
    Tensor[] images = new Tensor[outputs.size()];
    for (int o = 0; o < images.length; o++) {
      Tensor like = outputs.get(o).tensor();
      Tensor sum = like.zerosLike().flatten();
      for (int i = 0; i < tangents.length; i++) {
        sum = sum.add(matrix(o, i).matmul(tangents[i].flatten()));
      }
      images[o] = sum.to(like.dtype()).reshape(like.shape());
    }
    return out.derivative(images);
  }

  @Override
  public P applyTranspose(R v) {
    Tensor[] cotangents = out.vector("Jacobian.applyTranspose", "cotangent", v);
    Tensor[] images = new Tensor[inputs.size()];
    for (int i = 0; i < images.length; i++) {
      Tensor like = inputs.get(i).tensor();
      Tensor sum = like.zerosLike().flatten();
      for (int o = 0; o < cotangents.length; o++) {
        Tensor ct = cotangents[o].to(like.dtype()).flatten();
        sum = sum.add(ct.matmul(matrix(o, i)));
      }
      images[i] = sum.reshape(like.shape());
    }
    return in.derivative(images);
  }

  private Tensor matrix(int output, int input) {
    int rows = outputs.get(output).tensor().size();
    int columns = inputs.get(input).tensor().size();
    return blocks[output][input].reshape(Shape.of(rows, columns));
  }

  /**
   * The block of an output by an input.
   *
   * @param output the path of an output, as {@link Tree.Leaf#path} gives it
   * @param input the path of an input
   * @return a tensor of the output's shape followed by the input's
   * @throws StructureException if there is no such output or input
   */
  public Tensor at(String output, String input) {
    return blocks[index(outputs, output)][index(inputs, input)];
  }

  /**
   * The block of an output by an input.
   *
   * @param output the number of an output, from 0
   * @param input the number of an input
   * @return a tensor of the output's shape followed by the input's
   * @throws StructureException if there is no such output or input
   */
  public Tensor at(int output, int input) {
    return blocks[existing(outputs, output)][existing(inputs, input)];
  }

  /**
   * The derivatives of one output by all inputs.
   *
   * @param output the number of an output, from 0
   * @return a tree like the input
   * @throws StructureException if there is no such output
   */
  public P row(int output) {
    int o = existing(outputs, output);
    return in.derivative(blocks[o], outputs.get(o).tensor().shape());
  }

  /**
   * The derivatives of one output by all inputs.
   *
   * @param output the path of an output
   * @return a tree like the input
   * @throws StructureException if there is no such output
   */
  public P row(String output) {
    return row(index(outputs, output));
  }

  /**
   * The paths of the outputs, in the order of the rows.
   *
   * @return a path for each floating tensor of the output
   */
  public List<String> outputs() {
    return outputs.stream().map(Tree.Leaf::path).toList();
  }

  /**
   * The paths of the inputs, in the order of the columns.
   *
   * @return a path for each floating tensor of the input that is active
   */
  public List<String> inputs() {
    return inputs.stream().map(Tree.Leaf::path).toList();
  }

  /**
   * All blocks in one matrix: a row for each element of the outputs, a column for each of the
   * inputs.
   *
   * @return a tensor with two axes
   */
  public Tensor toDense() {
    Tensor[] rows = new Tensor[blocks.length];
    for (int o = 0; o < rows.length; o++) {
      Tensor[] row = new Tensor[inputs.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = matrix(o, i);
      }
      rows[o] = Tensor.cat(1, row);
    }
    return Tensor.cat(0, rows);
  }

  /**
   * A line for each block: which output by which input, and its shape. {@link #toDense} prints the
   * numbers.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Jacobian");
    for (int o = 0; o < blocks.length; o++) {
      for (int i = 0; i < inputs.size(); i++) {
        text.append("\n  d ").append(name("output", outputs.get(o)));
        text.append(" / d ").append(name("input", inputs.get(i)));
        text.append(": ").append(blocks[o][i].shape());
      }
    }
    return text.toString();
  }

  private static String name(String bare, Tree.Leaf leaf) {
    return leaf.path().isEmpty() ? bare : leaf.path();
  }

  private static int existing(List<Tree.Leaf> leaves, int i) {
    if (i < 0 || i >= leaves.size()) {
      throw new StructureException(
          "Jacobian: no " + i + " among " + leaves.size() + ", counted from 0");
    }
    return i;
  }

  private static int index(List<Tree.Leaf> leaves, String path) {
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i).path().equals(path)) {
        return i;
      }
    }
    throw new StructureException(
        "Jacobian: no \"" + path + "\" among " + leaves.stream().map(Tree.Leaf::path).toList());
  }
}
