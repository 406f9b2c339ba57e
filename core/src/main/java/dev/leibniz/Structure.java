package dev.leibniz;

import dev.leibniz.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
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

  /** All tensors of a tree, those that ride along too. */
  static Tensor[] tensors(@Nullable Object tree) {
    return tree instanceof Tensor t
        ? new Tensor[] {t}
        : Tree.leaves(tree).stream().map(Tree.Leaf::tensor).toArray(Tensor[]::new);
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
      throw new DTypeException(operation + ": the point " + withoutParameters(point));
    }
    return xs;
  }

  private static String withoutParameters(@Nullable Object point) {
    List<DType> found = Tree.leaves(point).stream().map(l -> l.tensor().dtype()).toList();
    if (found.isEmpty()) {
      return (point == null
              ? "is null"
              : "of type " + point.getClass().getName() + " holds no tensors")
          + "; a derivative needs a floating one, or records, lists, maps with strings as keys"
          + " and optionals of some: an object of another kind is not looked into";
    }
    return found.stream().anyMatch(DType::isFloating)
        ? "holds floating tensors as @Buffer only, and these are constants; a derivative needs"
            + " another one"
        : "holds tensors of "
            + found
            + " only; a derivative needs a floating one: convert with to(FLOAT64)";
  }

  /** What a user's function gave, which must be something. */
  static <R> R given(String operation, @Nullable R result) {
    if (result == null) {
      throw new StructureException(operation + ": the function gave null; it must give tensors");
    }
    return result;
  }

  /** A tree with each of its tensors changed, those that ride along too. */
  static <T> T each(T tree, UnaryOperator<Tensor> f) {
    if (tree instanceof Tensor t) {
      @SuppressWarnings("unchecked") // a bare tensor stays a bare tensor
      T changed = (T) f.apply(t);
      return changed;
    }
    return Tree.rebuild(tree, Tree.leaves(tree).stream().map(l -> f.apply(l.tensor())).toList());
  }

  /**
   * A tangent or cotangent for a tree: a tensor of the right shape for each of its parameters. They
   * are matched by their paths, since maps with the same keys may be in another order.
   */
  static Tensor[] vector(
      String operation, String what, @Nullable Object v, Object tree, Tensor[] like) {
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
    if (!(v instanceof Tensor && tree instanceof Tensor)) {
      match(operation, what, Tree.parameters(v), Tree.parameters(tree), t);
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

  /** Refuses what is no tangent for a point, before any work. */
  static void requireVector(String operation, String what, @Nullable Object v, Object point) {
    vector(operation, what, v, point, inputs(operation, point));
  }

  /** The vector that may be left out: one, for a tree of one element. */
  static <T> T one(String operation, String what, T like) {
    Tensor[] t = inputs(operation, like);
    if (t.length != 1 || t[0].size() != 1) {
      throw new ShapeException(
          operation
              + ": the "
              + what
              + " may be left out only where it is one number, and here it has the shape"
              + (t.length == 1 ? " " + t[0].shape() : "s " + shapes(t))
              + "; pass it");
    }
    return with(like, new Tensor[] {t[0].onesLike()});
  }

  private static void match(
      String operation, String what, List<Tree.Leaf> v, List<Tree.Leaf> like, Tensor[] out) {
    for (int i = 0; i < out.length; i++) {
      String path = like.get(i).path();
      if (!v.get(i).path().equals(path)) {
        out[i] =
            v.stream()
                .filter(l -> l.path().equals(path))
                .findFirst()
                .orElseThrow(() ->
                    new StructureException(
                        operation
                            + ": the "
                            + what
                            + " has floating tensors at "
                            + paths(v)
                            + ", where they are needed at "
                            + paths(like)))
                .tensor();
      }
    }
  }

  private static List<String> paths(List<Tree.Leaf> leaves) {
    return leaves.stream().map(Tree.Leaf::path).toList();
  }

  static String shapes(Tensor[] tensors) {
    return Arrays.stream(tensors).map(Tensor::shape).toList().toString();
  }
}
