package dev.leibniz;

import dev.leibniz.transform.Batch;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The work of {@code vmap}: axes are brought to the front, and put back behind the function. */
final class VectorizingMap {
  private final Object function;
  private final List<Optional<Integer>> inAxes;
  private final List<Option.InAxis> named;
  private final List<Optional<Integer>> outAxes;
  private final int chunkSize;

  VectorizingMap(Object function, Option[] options) {
    this.function = function;
    Options.requireOneOfAKind("vmap", options);
    List<Optional<Integer>> in = List.of(Optional.of(0));
    List<Optional<Integer>> out = List.of(Optional.of(0));
    List<Option.InAxis> byName = new ArrayList<>();
    int chunk = 0;
    for (Option o : options) {
      switch (o) {
        case Option.InAxes i -> in = i.axes();
        case Option.InAxis i -> byName.add(i);
        case Option.OutAxis a -> out = List.of(Optional.of(a.axis()));
        case Option.OutAxes a -> out = a.axes();
        case Option.ChunkSize c -> chunk = c.rows();
        default ->
            throw new LeibnizException("vmap: " + o.name() + " is no option of it; leave it out");
      }
    }
    if (in.isEmpty()) {
      throw new LeibnizException("vmap: inAxes() names no axis; give one, or one for each input");
    }
    if (out.isEmpty()) {
      throw new LeibnizException("vmap: outAxes() names no axis; give one, or one for each output");
    }
    this.inAxes = in;
    this.named = byName;
    this.outAxes = out;
    this.chunkSize = chunk;
  }

  /** An example each of several, and each with a key of its own. */
  <R> R apply(Tensor x, Key key, BiFunction<? super Tensor, ? super Key, ? extends R> f) {
    Inputs inputs = inputs(List.of(new Tree.Leaf("", x, true)), inAxes);
    List<Tensor> both = List.of(inputs.tensors.getFirst(), key.split(inputs.size).bits());
    return inChunks(
        new Inputs(both, List.of(true, true), inputs.size),
        lifted -> f.apply(lifted.get(0), new Key(lifted.get(1))));
  }

  <P, R> R apply(P point, Function<? super P, ? extends R> f) {
    return inChunks(
        inputs(Tree.leaves(point), inAxes), lifted -> f.apply(Tree.rebuild(point, lifted)));
  }

  /** Two arguments; an axis may be named for each of them. The paths begin with their numbers. */
  <P, Q, R> R apply(P p, Q q, BiFunction<? super P, ? super Q, ? extends R> f) {
    Arguments<P, Q> both = new Arguments<>(p, q);
    List<Tree.Leaf> leaves = Tree.leaves(List.of(p, q));
    int ofFirst = Tree.leaves(p).size();
    List<Optional<Integer>> axes =
        inAxes.size() != 2
            ? inAxes
            : IntStream.range(0, leaves.size())
                .mapToObj(i -> inAxes.get(i < ofFirst ? 0 : 1))
                .toList();
    return inChunks(
        inputs(leaves, axes),
        lifted -> {
          Arguments<P, Q> examples = Tree.rebuild(both, lifted);
          return f.apply(examples.first, examples.second);
        });
  }

  /** Two arguments as one tree. */
  private record Arguments<P, Q>(P first, Q second) {}

  /**
   * What f is called with.
   *
   * @param tensors those with examples along axis 0, and those that are whole
   */
  private record Inputs(List<Tensor> tensors, List<Boolean> batched, int size) {
    Inputs range(int start, int count) {
      List<Tensor> some = new ArrayList<>();
      for (int i = 0; i < tensors.size(); i++) {
        Tensor t = tensors.get(i);
        some.add(batched.get(i) ? t.narrow(0, start, count) : t);
      }
      return new Inputs(some, batched, count);
    }
  }

  private <R> R inChunks(Inputs inputs, Function<List<Tensor>, ? extends R> f) {
    if (chunkSize == 0 || chunkSize >= inputs.size) {
      return run(inputs, f);
    }
    List<R> parts = new ArrayList<>();
    for (int start = 0; start < inputs.size; start += chunkSize) {
      parts.add(run(inputs.range(start, Math.min(chunkSize, inputs.size - start)), f));
    }
    return joined(parts);
  }

  private <R> R joined(List<R> parts) {
    R first = parts.getFirst();
    List<List<Tree.Leaf>> leaves = parts.stream().map(Tree::leaves).toList();
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < leaves.getFirst().size(); i++) {
      int at = i;
      Optional<Integer> axis = outAxis(i);
      all.add(
          axis.isEmpty()
              ? leaves.getFirst().get(i).tensor()
              : Tensor.cat(
                  axis.get(), leaves.stream().map(l -> l.get(at).tensor()).toArray(Tensor[]::new)));
    }
    return Tree.rebuild(first, all);
  }

  private <R> R run(Inputs inputs, Function<List<Tensor>, ? extends R> f) {
    Batch run = new Batch("vmap", function, inputs.size);
    List<Tensor> lifted = new ArrayList<>();
    for (int i = 0; i < inputs.tensors.size(); i++) {
      Tensor t = inputs.tensors.get(i);
      lifted.add(inputs.batched.get(i) ? run.lift(t) : t);
    }
    try {
      R out = Structure.given("vmap", f.apply(lifted));
      List<Tree.Leaf> leaves = Tree.leaves(out);
      if (outAxes.size() != 1 && outAxes.size() != leaves.size()) {
        throw new StructureException(
            "vmap: outAxes names "
                + outAxes.size()
                + " axes for "
                + leaves.size()
                + " tensors; give one for all, or one for each");
      }
      List<Tensor> lowered = new ArrayList<>();
      for (int i = 0; i < leaves.size(); i++) {
        lowered.add(lower(run, leaves, i));
      }
      return Tree.rebuild(out, lowered);
    } finally {
      run.end();
    }
  }

  private Optional<Integer> outAxis(int i) {
    return outAxes.get(outAxes.size() == 1 ? 0 : i);
  }

  private Tensor lower(Batch run, List<Tree.Leaf> leaves, int i) {
    Tensor t = leaves.get(i).tensor();
    Optional<Integer> axis = outAxis(i);
    if (axis.isEmpty()) {
      if (run.owns(t)) {
        throw new StructureException(
            "vmap: output "
                + name(leaves, i)
                + " differs from example to example, so that null in outAxes cannot hold for it;"
                + " give the axis along which it is to be stacked");
      }
      return t;
    }
    int a = axis.get();
    if (a < -t.rank() - 1 || a > t.rank()) {
      throw new ShapeException(
          "vmap: output "
              + name(leaves, i)
              + " of shape "
              + t.shape()
              + " for each example has no place for the axis "
              + a
              + "; it must be from "
              + (-t.rank() - 1)
              + " to "
              + t.rank());
    }
    Tensor stacked = run.lower(t);
    return a == 0 ? stacked : stacked.movedim(0, a);
  }

  private Inputs inputs(List<Tree.Leaf> leaves, List<Optional<Integer>> given) {
    if (given.size() != 1 && given.size() != leaves.size()) {
      throw new StructureException(
          "vmap: inAxes names "
              + given.size()
              + " axes for "
              + leaves.size()
              + " tensors; give one for all, or one for each");
    }
    List<Optional<Integer>> axes = axes(leaves, given);
    int size = size(leaves, axes);
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Tensor t = leaves.get(i).tensor();
      tensors.add(axes.get(i).map(axis -> t.movedim(axis, 0)).orElse(t));
    }
    return new Inputs(tensors, axes.stream().map(Optional::isPresent).toList(), size);
  }

  private List<Optional<Integer>> axes(List<Tree.Leaf> leaves, List<Optional<Integer>> given) {
    List<Optional<Integer>> axes = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      axes.add(given.get(given.size() == 1 ? 0 : i));
    }
    for (Option.InAxis n : named) {
      boolean found = false;
      for (int i = 0; i < leaves.size(); i++) {
        if (Parameters.isWithin(leaves.get(i).path(), n.path())) {
          axes.set(i, n.axis());
          found = true;
        }
      }
      if (!found) {
        throw new StructureException(
            "vmap, inAxis: no tensor at \""
                + n.path()
                + "\" among "
                + leaves.stream().map(Tree.Leaf::path).toList());
      }
    }
    return axes;
  }

  private static int size(List<Tree.Leaf> leaves, List<Optional<Integer>> axes) {
    int size = -1;
    int first = -1;
    for (int i = 0; i < leaves.size(); i++) {
      if (axes.get(i).isEmpty()) {
        continue;
      }
      int axis = axes.get(i).get();
      Shape s = leaves.get(i).tensor().shape();
      if (axis < -s.rank() || axis >= s.rank()) {
        throw new ShapeException(
            "vmap: input "
                + name(leaves, i)
                + (s.rank() == 0 ? " is a scalar and" : " of shape " + s)
                + " has no axis "
                + axis
                + " to be taken apart along; pass null for it in inAxes, or let the function"
                + " capture it");
      }
      int n = s.get(axis);
      if (size >= 0 && n != size) {
        throw new ShapeException(
            "vmap: input "
                + name(leaves, first)
                + " has "
                + size
                + " examples and input "
                + name(leaves, i)
                + " of shape "
                + s
                + " has "
                + n
                + " along axis "
                + axis
                + "; they must be equally many");
      }
      if (size < 0) {
        size = n;
        first = i;
      }
    }
    if (size < 0) {
      throw new StructureException("vmap: no tensor is taken apart; at least one must be");
    }
    return size;
  }

  private static String name(List<Tree.Leaf> leaves, int i) {
    String path = leaves.get(i).path();
    return path.isEmpty() ? "0" : path;
  }
}
