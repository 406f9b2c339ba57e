package dev.leibniz.optim.solver;

import dev.leibniz.DTypeException;
import dev.leibniz.LeibnizException;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** A tree of tensors as one vector of doubles, and back. */
final class Unknown<P> {
  private final P like;
  private final List<Tree.Leaf> leaves;
  private final int size;

  private Unknown(P like, List<Tree.Leaf> leaves) {
    this.like = like;
    this.leaves = leaves;
    this.size = leaves.stream().mapToInt(l -> l.tensor().size()).sum();
  }

  static <P> Unknown<P> of(String operation, P start) {
    List<Tree.Leaf> leaves = Tree.parameters(start);
    Unknown<P> unknown = new Unknown<>(start, leaves);
    if (unknown.size == 0) {
      throw new DTypeException(
          operation + ": the start has no floating number that could be varied; give it one");
    }
    for (Tree.Leaf l : leaves) {
      if (!l.tensor().isfinite().all().itemAsBoolean()) {
        String where = l.path().isEmpty() ? "" : " at \"" + l.path() + "\"";
        throw new LeibnizException(
            operation + ": the start is NaN or infinite" + where + "; begin at finite numbers");
      }
    }
    return unknown;
  }

  int size() {
    return size;
  }

  /** The name of an element, for messages. */
  String name(int i) {
    int at = 0;
    for (Tree.Leaf l : leaves) {
      int n = l.tensor().size();
      if (i < at + n) {
        String path = l.path();
        return n == 1 && !path.isEmpty() ? path : path + "[" + (i - at) + "]";
      }
      at += n;
    }
    throw new IndexOutOfBoundsException(i);
  }

  double[] start() {
    return flatten("start", like);
  }

  double[] flatten(String what, P tree) {
    List<Tree.Leaf> given = Tree.parameters(tree);
    if (given.size() != leaves.size()) {
      throw new StructureException(
          what
              + ": "
              + given.size()
              + " floating tensors, where the unknown has "
              + leaves.size()
              + "; the trees must be alike");
    }
    double[] x = new double[size];
    int at = 0;
    for (int i = 0; i < leaves.size(); i++) {
      Tensor t = at(what, given, i);
      Shape shape = leaves.get(i).tensor().shape();
      if (!t.shape().equals(shape)) {
        throw new ShapeException(
            what
                + ": the shape "
                + t.shape()
                + " at \""
                + leaves.get(i).path()
                + "\", where the unknown has "
                + shape);
      }
      double[] values = t.toArray();
      System.arraycopy(values, 0, x, at, values.length);
      at += values.length;
    }
    return x;
  }

  /** The tensor that belongs to the i-th of the unknown: maps may be in another order. */
  private Tensor at(String what, List<Tree.Leaf> given, int i) {
    String path = leaves.get(i).path();
    if (given.get(i).path().equals(path)) {
      return given.get(i).tensor();
    }
    return given.stream()
        .filter(l -> l.path().equals(path))
        .findFirst()
        .orElseThrow(() ->
            new StructureException(
                what
                    + ": no floating tensor at \""
                    + path
                    + "\", where the unknown has one; the trees must be alike"))
        .tensor();
  }

  P tree(double[] x) {
    List<Tensor> tensors = new ArrayList<>(leaves.size());
    int at = 0;
    for (Tree.Leaf l : leaves) {
      Tensor t = l.tensor();
      double[] part = new double[t.size()];
      System.arraycopy(x, at, part, 0, part.length);
      at += part.length;
      tensors.add(Tensor.of(part).reshape(t.shape()).to(t.dtype()));
    }
    return Tree.withParameters(like, tensors);
  }
}
