package dev.leibniz;

import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree as the tensors of it that are differentiated. Of a point, parameters that {@code active}
 * does not name are held: to the function they are constants, and a derivative by them is zero.
 */
final class Parameters<T> {
  private final T tree;
  private final Tensor[] all;

  /** The places of the active ones among all; null if all are. */
  private final int @Nullable [] places;

  private Parameters(T tree, Tensor[] all, int @Nullable [] places) {
    this.tree = tree;
    this.all = all;
    this.places = places;
  }

  /** The parameters of a point, of which there must be some. */
  static <T> Parameters<T> ofPoint(String operation, T point, List<String> active) {
    Tensor[] all = Structure.inputs(operation, point);
    return new Parameters<>(point, all, active.isEmpty() ? null : places(operation, point, active));
  }

  /** The parameters of what a function gave. */
  static <T> Parameters<T> of(T tree) {
    return new Parameters<>(tree, Structure.parameters(tree), null);
  }

  /** Another tree of the same structure and shapes, with the same ones held. */
  <U> Parameters<U> alike(String operation, U other) {
    Tensor[] theirs = Structure.vector(operation, "output", other, tree, all);
    return new Parameters<>(other, theirs, places);
  }

  private static int[] places(String operation, Object point, List<String> active) {
    List<Tree.Leaf> leaves = Tree.parameters(point);
    for (String path : active) {
      if (leaves.stream().noneMatch(l -> isWithin(l.path(), path))) {
        throw new StructureException(
            operation
                + ", active: the point has no floating tensor at \""
                + path
                + "\"; it has them at "
                + leaves.stream().map(Tree.Leaf::path).toList());
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      String leaf = leaves.get(i).path();
      if (active.stream().anyMatch(path -> isWithin(leaf, path))) {
        found.add(i);
      }
    }
    return found.stream().mapToInt(i -> i).toArray();
  }

  /** Whether a path is another one, or leads on from it. */
  static boolean isWithin(String leaf, String path) {
    return leaf.equals(path) || leaf.startsWith(path + ".");
  }

  T tree() {
    return tree;
  }

  Tensor[] active() {
    return picked(all);
  }

  private Tensor[] picked(Tensor[] from) {
    return places == null
        ? from
        : Arrays.stream(places).mapToObj(i -> from[i]).toArray(Tensor[]::new);
  }

  /** The paths of the active ones. */
  List<Tree.Leaf> leaves() {
    List<Tree.Leaf> leaves = Tree.parameters(tree);
    return places == null ? leaves : Arrays.stream(places).mapToObj(leaves::get).toList();
  }

  /** The tree with other active parameters; what is held keeps its value. */
  T with(Tensor[] active) {
    if (places == null) {
      return Structure.with(tree, active);
    }
    Tensor[] changed = all.clone();
    for (int i = 0; i < places.length; i++) {
      changed[places[i]] = active[i];
    }
    return Structure.with(tree, changed);
  }

  /** A tree of derivatives by the active parameters; those by what is held are zero. */
  T derivative(Tensor[] active) {
    return derivative(active, Shape.SCALAR);
  }

  /**
   * A tree of derivatives by the active parameters; those by what is held are zero.
   *
   * @param front the axes that each has in front of its parameter's own
   */
  T derivative(Tensor[] active, Shape front) {
    if (places == null) {
      return Structure.with(tree, active);
    }
    Tensor[] changed = new Tensor[all.length];
    for (int i = 0; i < all.length; i++) {
      Shape s = front.join(all[i].shape());
      changed[i] = Tensor.zeros(Shape.SCALAR, all[i].dtype()).expand(s);
    }
    for (int i = 0; i < places.length; i++) {
      changed[places[i]] = active[i];
    }
    return Structure.with(tree, changed);
  }

  /** What a tangent or cotangent of the tree's structure says about the active parameters. */
  Tensor[] vector(String operation, String what, @Nullable Object v) {
    return picked(Structure.vector(operation, what, v, tree, all));
  }
}
