package dev.leibniz.bench.task;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import dev.leibniz.tree.Tree.Leaf;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic with trees of tensors as vectors, in FLOAT64. */
final class Directions {
  private Directions() {}

  /** Uniform numbers between 0 and 1, as in PyTorch's benchmark, structured as the point. */
  static <P> P of(P point, long seed) {
    List<Leaf> leaves = Tree.leaves(point);
    Key keys = Key.of(seed).split(leaves.size());
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Tensor t = leaves.get(i).tensor();
      out.add(t.dtype().isFloating() ? keys.get(i).uniform(t.shape(), t.dtype()) : t);
    }
    return Tree.rebuild(point, out);
  }

  /** point + step · direction. */
  static <P> P moved(P point, P direction, double step) {
    return Tree.map((p, d) -> p.dtype().isFloating() ? p.add(d.mul(step)) : p, point, direction);
  }

  static double dot(Object a, Object b) {
    List<Tensor> left = tensors(a);
    List<Tensor> right = tensors(b);
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += doubles(left.get(i)).mul(doubles(right.get(i))).sum().item();
    }
    return sum;
  }

  static double norm(Object a) {
    return Math.sqrt(dot(a, a));
  }

  /** ‖a − b‖. */
  static double distance(Object a, Object b) {
    List<Tensor> left = tensors(a);
    List<Tensor> right = tensors(b);
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += doubles(left.get(i)).sub(doubles(right.get(i))).square().sum().item();
    }
    return Math.sqrt(sum);
  }

  static List<Tensor> tensors(Object tree) {
    return Tree.leaves(tree).stream()
        .map(Leaf::tensor)
        .filter(t -> t.dtype().isFloating())
        .toList();
  }

  private static Tensor doubles(Tensor t) {
    return t.to(DType.FLOAT64);
  }
}
