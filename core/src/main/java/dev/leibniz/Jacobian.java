package dev.leibniz;

import dev.leibniz.tree.Tree;
import java.util.ArrayList;
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
 * j.toDense();            // one matrix
 * }</pre>
 *
 * @param <P> the input
 * @param <R> the output
 */
public final class Jacobian<P, R> {
  private final List<Tree.Leaf> inputs;
  private final P in;
  private final List<Tree.Leaf> outputs;
  private final R out;
  private final Tensor[][] blocks;

  Jacobian(List<Tree.Leaf> inputs, P in, List<Tree.Leaf> outputs, R out, Tensor[][] blocks) {
    this.inputs = inputs;
    this.in = in;
    this.outputs = outputs;
    this.out = out;
    this.blocks = blocks;
  }

  /**
   * What the function gave at the point.
   *
   * @return its value
   */
  public R value() {
    return out;
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
    return Structure.with(in, blocks[existing(outputs, output)]);
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
   * All blocks in one matrix: a row for each element of the outputs, a column for each of the
   * inputs.
   *
   * @return a tensor with two axes
   */
  public Tensor toDense() {
    List<Tensor> rows = new ArrayList<>();
    for (int o = 0; o < blocks.length; o++) {
      Tensor[] row = new Tensor[inputs.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] =
            blocks[o][i].reshape(
                Shape.of(outputs.get(o).tensor().size(), inputs.get(i).tensor().size()));
      }
      rows.add(Tensor.cat(1, row));
    }
    return Tensor.cat(0, rows.toArray(Tensor[]::new));
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
