package dev.leibniz;

import dev.leibniz.transform.Batch;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The work of {@code vmap}: axes are brought to the front, and put back behind the function. */
final class VectorizingMap {
  private final Object function;
  private final List<Optional<Integer>> inAxes;
  private final int outAxis;

  VectorizingMap(Object function, Option[] options) {
    this.function = function;
    List<Optional<Integer>> in = List.of(Optional.of(0));
    int out = 0;
    for (Option o : options) {
      switch (o) {
        case Option.InAxes i -> in = i.axes();
        case Option.OutAxis a -> out = a.axis();
        default ->
            throw new LeibnizException("vmap: " + o.name() + " is no option of it; leave it out");
      }
    }
    if (in.isEmpty()) {
      throw new LeibnizException("vmap: inAxes() names no axis; give one, or one for each input");
    }
    this.inAxes = in;
    this.outAxis = out;
  }

  <P, R> R apply(P point, Function<? super P, ? extends R> f) {
    List<Tree.Leaf> leaves = Tree.leaves(point);
    if (inAxes.size() != 1 && inAxes.size() != leaves.size()) {
      throw new StructureException(
          "vmap: inAxes names "
              + inAxes.size()
              + " axes for "
              + leaves.size()
              + " tensors; give one for all, or one for each");
    }
    int size = size(leaves);
    Batch run = new Batch("vmap", function, size);
    List<Tensor> lifted = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Tensor x = leaves.get(i).tensor();
      Optional<Integer> axis = axis(i);
      lifted.add(axis.isPresent() ? run.lift(x.movedim(axis.get(), 0)) : x);
    }
    try {
      R out = Structure.given("vmap", f.apply(Tree.rebuild(point, lifted)));
      List<Tensor> lowered = new ArrayList<>();
      for (Tree.Leaf l : Tree.leaves(out)) {
        Tensor stacked = run.lower(l.tensor());
        lowered.add(outAxis == 0 ? stacked : stacked.movedim(0, outAxis));
      }
      return Tree.rebuild(out, lowered);
    } finally {
      run.end();
    }
  }

  private Optional<Integer> axis(int i) {
    return inAxes.get(inAxes.size() == 1 ? 0 : i);
  }

  private int size(List<Tree.Leaf> leaves) {
    int size = -1;
    int first = -1;
    for (int i = 0; i < leaves.size(); i++) {
      Optional<Integer> axis = axis(i);
      if (axis.isEmpty()) {
        continue;
      }
      Shape s = leaves.get(i).tensor().shape();
      if (s.rank() == 0) {
        throw new ShapeException(
            "vmap: input "
                + name(leaves, i)
                + " is a scalar and has no axis to be taken apart along; pass null for it in inAxes,"
                + " or let the function capture it");
      }
      int n = s.get(axis.get());
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
                + axis.get()
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
