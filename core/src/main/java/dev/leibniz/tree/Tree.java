package dev.leibniz.tree;

import dev.leibniz.DTypeException;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records, lists, maps and optionals of tensors, taken apart and put together again.
 *
 * <pre>{@code
 * record Line(Tensor slope, Tensor intercept, String name) {}
 *
 * Tree.parameters(line);                       // slope and intercept, with their paths
 * Tree.map(t -> t.mul(2), line);               // a Line with both doubled and the same name
 * Tree.map((w, g) -> w.sub(g.mul(0.1)), line, gradient);
 * }</pre>
 *
 * <p>What is none of these is structure and rides along. A tensor is a <i>parameter</i> if its
 * numbers are floating and no component on the way to it is a {@link Buffer}. Records are rebuilt
 * through their canonical constructors, which therefore must not check shapes.
 */
public final class Tree {
  private Tree() {}

  /**
   * A tensor in a tree.
   *
   * @param path the names on the way to it, joined by dots: {@code layers.0.weight}; empty if the
   *     tree is a tensor
   * @param tensor the tensor
   * @param isParameter whether it is differentiated
   */
  public record Leaf(String path, Tensor tensor, boolean isParameter) {}

  /**
   * What a tree is made of, one step down.
   *
   * @param name of the component, key or number; empty for an {@link Unnamed} component
   * @param value a tensor, a tree, or what rides along
   * @param isBuffer whether it is a {@link Buffer}
   */
  public record Child(String name, @Nullable Object value, boolean isBuffer) {}

  /**
   * The components of a record, the elements of a list, the values of a map.
   *
   * @param tree anything
   * @return its children; none if it is a tensor or rides along
   * @throws StructureException if a record cannot be taken apart
   */
  public static List<Child> children(@Nullable Object tree) {
    List<Child> out = new ArrayList<>();
    switch (tree) {
      case List<?> l -> {
        for (int i = 0; i < l.size(); i++) {
          out.add(new Child(Integer.toString(i), l.get(i), false));
        }
      }
      case Map<?, ?> m -> m.forEach((k, v) -> out.add(new Child("" + k, v, false)));
      case Optional<?> o -> o.ifPresent(v -> out.add(new Child("", v, false)));
      case Record r -> {
        RecordType type = RecordType.of(r);
        for (int i = 0; i < type.size(); i++) {
          out.add(new Child(type.name(i), type.component(r, i), type.isBuffer(i)));
        }
      }
      case null, default -> {}
    }
    return Collections.unmodifiableList(out);
  }

  /**
   * All tensors, in the order of components, list elements and map entries.
   *
   * @param tree a tensor, record, list, map or optional
   * @return its tensors
   * @throws StructureException if a record cannot be taken apart
   */
  public static List<Leaf> leaves(@Nullable Object tree) {
    if (tree instanceof Tensor t) {
      return List.of(new Leaf("", t, t.dtype().isFloating()));
    }
    List<Leaf> out = new ArrayList<>();
    collect(tree, "", false, out);
    return Collections.unmodifiableList(out);
  }

  /**
   * The tensors that are differentiated: floating ones that are no {@link Buffer}.
   *
   * @param tree a tensor, record, list, map or optional
   * @return its parameters
   * @throws StructureException if a record cannot be taken apart
   */
  public static List<Leaf> parameters(@Nullable Object tree) {
    List<Leaf> out = new ArrayList<>();
    for (Leaf l : leaves(tree)) {
      if (l.isParameter()) {
        out.add(l);
      }
    }
    return Collections.unmodifiableList(out);
  }

  /**
   * A tree of the same structure with other tensors.
   *
   * @param <T> the type of the tree
   * @param like the tree whose structure is taken
   * @param tensors one for each of its {@link #leaves}; null for one that shall be absent
   * @return the rebuilt tree
   * @throws StructureException if there are too many or too few, or a record refuses them
   */
  public static <T> T rebuild(T like, List<? extends @Nullable Tensor> tensors) {
    Iterator<? extends @Nullable Tensor> next = tensors.iterator();
    @SuppressWarnings("unchecked") // a tree is rebuilt as its own class
    T tree = (T) Objects.requireNonNull(build(like, next, tensors.size()));
    if (next.hasNext()) {
      throw new StructureException(
          "rebuild: " + tensors.size() + " tensors for a tree that has " + leaves(like).size());
    }
    return tree;
  }

  /**
   * A tree of the same structure with other parameters; all else rides along.
   *
   * @param <T> the type of the tree
   * @param like the tree whose structure is taken
   * @param parameters one for each of its {@link #parameters}
   * @return the rebuilt tree
   * @throws StructureException if there are too many or too few, or a record refuses them
   */
  public static <T> T withParameters(T like, List<Tensor> parameters) {
    List<Tensor> all = new ArrayList<>();
    Iterator<Tensor> next = parameters.iterator();
    for (Leaf l : leaves(like)) {
      if (l.isParameter() && !next.hasNext()) {
        throw new StructureException(
            "withParameters: "
                + parameters.size()
                + " tensors for a tree that has "
                + parameters(like).size()
                + " parameters");
      }
      all.add(l.isParameter() ? next.next() : l.tensor());
    }
    if (next.hasNext()) {
      throw new StructureException(
          "withParameters: "
              + parameters.size()
              + " tensors for a tree that has "
              + parameters(like).size()
              + " parameters");
    }
    return rebuild(like, all);
  }

  /**
   * All parameters as one vector. See {@code torch.nn.utils.parameters_to_vector} and {@code
   * jax.flatten_util.ravel_pytree}.
   *
   * <pre>{@code
   * Tensor v = Tree.ravel(line);                      // a number for each in slope and intercept
   * Line again = Tree.unravel(line, v);
   * grad(u -> loss(Tree.unravel(line, u)), v);        // of the vector
   * }</pre>
   *
   * @param tree a tensor, record, list, map or optional
   * @return a tensor of one axis, in the dtype that holds all of them
   * @throws DTypeException if there are no parameters
   * @throws StructureException if a record cannot be taken apart
   */
  public static Tensor ravel(@Nullable Object tree) {
    List<Leaf> parameters = parameters(tree);
    if (parameters.isEmpty()) {
      throw new DTypeException("ravel: the tree has no parameters; give it a floating tensor");
    }
    return Tensor.cat(0, parameters.stream().map(l -> l.tensor().flatten()).toArray(Tensor[]::new));
  }

  /**
   * The tree of which a vector holds the parameters: the inverse of {@link #ravel}.
   *
   * @param <T> the type of the tree
   * @param like the tree whose structure, shapes and dtypes are taken
   * @param vector a number for each element of its parameters
   * @return the tree, with the vector's numbers
   * @throws ShapeException if the vector has another number of elements, or more axes than one
   */
  public static <T> T unravel(T like, Tensor vector) {
    List<Leaf> parameters = parameters(like);
    int size = parameters.stream().mapToInt(l -> l.tensor().size()).sum();
    if (!vector.shape().equals(Shape.of(size))) {
      throw new ShapeException(
          "unravel: a vector of shape "
              + vector.shape()
              + " for a tree whose parameters have "
              + size
              + " elements; give one axis of as many");
    }
    List<Tensor> parts = new ArrayList<>();
    int at = 0;
    for (Leaf l : parameters) {
      Tensor t = l.tensor();
      parts.add(vector.narrow(0, at, t.size()).reshape(t.shape()).to(t.dtype()));
      at += t.size();
    }
    return withParameters(like, parts);
  }

  /**
   * A tree with something done to each parameter.
   *
   * @param <T> the type of the tree
   * @param f from a parameter to what takes its place
   * @param tree the tree
   * @return the changed tree
   */
  public static <T> T map(UnaryOperator<Tensor> f, T tree) {
    List<Tensor> changed = new ArrayList<>();
    for (Leaf l : parameters(tree)) {
      changed.add(f.apply(l.tensor()));
    }
    return withParameters(tree, changed);
  }

  /**
   * A tree with each parameter combined with the one at the same place of another tree.
   *
   * @param <T> the type of the trees
   * @param f from two parameters to what takes the first one's place
   * @param a the tree whose structure is taken
   * @param b a tree with parameters at the same places
   * @return the changed tree
   * @throws StructureException if the trees have parameters at different places
   */
  public static <T> T map(BinaryOperator<Tensor> f, T a, T b) {
    List<Leaf> p = parameters(a);
    List<Leaf> q = parameters(b);
    if (p.size() != q.size()) {
      throw new StructureException(
          "map: trees with " + p.size() + " and " + q.size() + " parameters; they must be alike");
    }
    List<Tensor> changed = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      changed.add(f.apply(p.get(i).tensor(), at(q, i, p.get(i).path())));
    }
    return withParameters(a, changed);
  }

  /** The tensor at a path: mostly the i-th, but maps with the same keys may be in another order. */
  private static Tensor at(List<Leaf> leaves, int i, String path) {
    if (leaves.get(i).path().equals(path)) {
      return leaves.get(i).tensor();
    }
    for (Leaf l : leaves) {
      if (l.path().equals(path)) {
        return l.tensor();
      }
    }
    throw new StructureException(
        "map: the second tree has parameters at "
            + leaves.stream().map(Leaf::path).toList()
            + ", but none at \""
            + path
            + "\"; they must be alike");
  }

  private static void collect(@Nullable Object node, String path, boolean buffer, List<Leaf> out) {
    switch (node) {
      case Tensor t -> out.add(new Leaf(path, t, !buffer && t.dtype().isFloating()));
      case List<?> l -> {
        for (int i = 0; i < l.size(); i++) {
          collect(l.get(i), join(path, Integer.toString(i)), buffer, out);
        }
      }
      case Map<?, ?> m -> m.forEach((k, v) -> collect(v, join(path, "" + k), buffer, out));
      case Optional<?> o -> o.ifPresent(v -> collect(v, path, buffer, out));
      case Record r -> {
        RecordType type = RecordType.of(r);
        for (int i = 0; i < type.size(); i++) {
          String name = join(path, type.name(i));
          collect(type.component(r, i), name, buffer || type.isBuffer(i), out);
        }
      }
      case null, default -> {}
    }
  }

  private static @Nullable Object build(
      @Nullable Object node, Iterator<? extends @Nullable Tensor> tensors, int given) {
    return switch (node) {
      case Tensor t -> {
        if (!tensors.hasNext()) {
          throw new StructureException(
              "rebuild: only " + given + " tensors for a tree that has more");
        }
        yield tensors.next();
      }
      case List<?> l -> {
        List<@Nullable Object> out = new ArrayList<>(l.size());
        for (Object e : l) {
          out.add(build(e, tensors, given));
        }
        yield Collections.unmodifiableList(out);
      }
      case Map<?, ?> m -> {
        Map<Object, @Nullable Object> out = new LinkedHashMap<>();
        for (Map.Entry<?, ?> e : m.entrySet()) {
          out.put(e.getKey(), build(e.getValue(), tensors, given));
        }
        yield Collections.unmodifiableMap(out);
      }
      case Optional<?> o -> o.map(v -> build(v, tensors, given));
      case Record r -> {
        RecordType type = RecordType.of(r);
        @Nullable Object[] components = new Object[type.size()];
        for (int i = 0; i < components.length; i++) {
          components[i] = build(type.component(r, i), tensors, given);
        }
        yield type.make(components);
      }
      case null, default -> node;
    };
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : name.isEmpty() ? path : path + "." + name;
  }
}
