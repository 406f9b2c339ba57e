package dev.leibniz;

import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trees as arrays of their parameters, with a short way for bare tensors. */
final class Structure {
  private static final Tensor[] NONE = {};

  private Structure() {}

  static Tensor[] parameters(@Nullable Object tree) {
    if (tree instanceof Tensor t) {
      return t.dtype().isFloating() ? new Tensor[] {t} : NONE;
    }
    return Tree.parameters(tree).stream().map(Tree.Leaf::tensor).toArray(Tensor[]::new);
  }

  @SuppressWarnings("unchecked") // a bare tensor is rebuilt as a bare tensor
  static <T> T with(T like, Tensor[] parameters) {
    if (like instanceof Tensor t) {
      return t.dtype().isFloating() ? (T) parameters[0] : like;
    }
    return Tree.withParameters(like, List.of(parameters));
  }

  /** The floating inputs of a function that is to be differentiated; there must be some. */
  static Tensor[] inputs(String operation, @Nullable Object point) {
    Tensor[] xs = parameters(point);
    if (xs.length == 0) {
      List<DType> found = new ArrayList<>();
      Tree.leaves(point).forEach(l -> found.add(l.tensor().dtype()));
      throw new DTypeException(
          operation
              + ": the point "
              + (found.isEmpty() ? "holds no tensors" : "holds tensors of " + found + " only")
              + "; a derivative needs a floating one: convert with to(FLOAT64)");
    }
    return xs;
  }

  /** A tangent or cotangent: a tensor of the right shape for each of some tensors. */
  static Tensor[] vector(String operation, String what, @Nullable Object v, Tensor[] like) {
    Tensor[] t = parameters(v);
    if (t.length != like.length) {
      throw new StructureException(
          operation
              + ": the "
              + what
              + " has "
              + t.length
              + " floating tensors, where "
              + like.length
              + " of shapes "
              + shapes(like)
              + " are needed");
    }
    for (int i = 0; i < t.length; i++) {
      if (!t[i].shape().equals(like[i].shape())) {
        throw new ShapeException(
            operation
                + ": "
                + what
                + (t.length == 1 ? "" : " " + i)
                + " has the shape "
                + t[i].shape()
                + ", needed is "
                + like[i].shape());
      }
      t[i] = t[i].to(like[i].dtype());
    }
    return t;
  }

  static String shapes(Tensor[] tensors) {
    return Arrays.stream(tensors).map(Tensor::shape).toList().toString();
  }
}
