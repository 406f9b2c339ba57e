package dev.leibniz.tree;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Functional;
import dev.leibniz.ShapeException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TreeTest {
  record Line(Tensor slope, Tensor intercept, String name) {}

  record Pair<A, B>(A first, B second) {}

  record Model(
      List<Line> lines,
      Map<String, Tensor> extra,
      Optional<Tensor> bias,
      @Buffer Pair<Tensor, Tensor> running,
      Tensor index,
      int depth,
      @Nullable Object nothing) {}

  record Square(Tensor matrix) {
    Square {
      if (matrix.rank() != 2) {
        throw new ShapeException("not a matrix but " + matrix.shape());
      }
    }
  }

  record Empty() {}

  private final Tensor a = Tensor.of(1, 2);
  private final Tensor b = Tensor.of(3, 4);
  private final Tensor index = Tensor.ints(0, 1);
  private final Line line = new Line(a, b, "line");

  private Model model() {
    Map<String, Tensor> extra = new LinkedHashMap<>();
    extra.put("z", a);
    extra.put("k", b);
    return new Model(
        List.of(line, new Line(b, a, "other")),
        extra,
        Optional.of(a),
        new Pair<>(a, b),
        index,
        7,
        null);
  }

  private static List<String> paths(List<Tree.Leaf> leaves) {
    return leaves.stream().map(Tree.Leaf::path).toList();
  }

  @Test
  void ravelAndUnravelAreInverse() {
    Model m = model();
    Tensor v = Tree.ravel(m);
    assertThat(v.toArray()).containsExactly(1, 2, 3, 4, 3, 4, 1, 2, 1, 2, 3, 4, 1, 2);
    Model other = Tree.unravel(m, v.add(1));
    assertThat(Tree.ravel(other).toArray()).containsExactly(v.add(1).toArray());
    assertThat(other.index()).isSameAs(index);
    assertThat(other.running().first()).isSameAs(a);
    assertThat(Tree.ravel(Tensor.scalar(3)).toArray()).containsExactly(3);
  }

  @Test
  void unravelKeepsShapesAndDtypes() {
    Pair<Tensor, Tensor> mixed = new Pair<>(Tensor.zeros(2, 3), Tensor.floats(1, 2));
    assertThat(Tree.ravel(mixed).dtype()).isEqualTo(DType.FLOAT64);
    Pair<Tensor, Tensor> again = Tree.unravel(mixed, Tensor.arange(0.0, 8.0, 1.0));
    assertThatTensor(again.first()).isExactly(Tensor.of(new double[][] {{0, 1, 2}, {3, 4, 5}}));
    assertThatTensor(again.second()).isExactly(Tensor.floats(6, 7));
  }

  @Test
  void derivativesPassThroughUnravel() {
    Tensor g = grad(v -> Tree.unravel(line, v).slope().mul(b).sum(), Tensor.of(1, 2, 3, 4));
    assertThat(g.toArray()).containsExactly(3, 4, 0, 0);
  }

  @Test
  void aVectorThatDoesNotFitATreeIsRefused() {
    assertThatThrownBy(() -> Tree.unravel(line, Tensor.of(1, 2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "unravel: a vector of shape [3] for a tree whose parameters have 4 elements; give one"
                + " axis of as many");
    assertThatThrownBy(() -> Tree.ravel(index))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("no parameters");
  }

  @Test
  void leavesComeInOrderWithTheirPaths() {
    assertThat(paths(Tree.leaves(model())))
        .containsExactly(
            "lines.0.slope",
            "lines.0.intercept",
            "lines.1.slope",
            "lines.1.intercept",
            "extra.z",
            "extra.k",
            "bias",
            "running.first",
            "running.second",
            "index");
    assertThat(paths(Tree.leaves(a))).containsExactly("");
    assertThat(paths(Tree.leaves(Tuple.of(a, b)))).containsExactly("0", "1");
    assertThat(Tree.leaves(Optional.empty())).isEmpty();
    assertThat(Tree.leaves(new Empty())).isEmpty();
    assertThat(Tree.leaves("no tensor")).isEmpty();
    assertThat(Tree.leaves(null)).isEmpty();
  }

  @Test
  void parametersAreTheFloatingOnesThatAreNoBuffers() {
    assertThat(paths(Tree.parameters(model())))
        .containsExactly(
            "lines.0.slope",
            "lines.0.intercept",
            "lines.1.slope",
            "lines.1.intercept",
            "extra.z",
            "extra.k",
            "bias");
    assertThat(Tree.parameters(index)).isEmpty();
    assertThat(Tree.leaves(model())).filteredOn(l -> !l.isParameter()).hasSize(3);
  }

  @Test
  void rebuildingGivesTheSameStructureWithOtherTensors() {
    Model m = model();
    List<Tensor> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      others.add(Tensor.scalar(i));
    }
    Model r = Tree.rebuild(m, others);
    assertThat(paths(Tree.leaves(r))).isEqualTo(paths(Tree.leaves(m)));
    assertThat(Tree.leaves(r).stream().map(Tree.Leaf::tensor)).containsExactlyElementsOf(others);
    assertThat(r.lines().get(1).name()).isEqualTo("other");
    assertThat(r.depth()).isEqualTo(7);
    assertThat(r.nothing()).isNull();
    assertThat(r.extra().keySet()).containsExactly("z", "k");
    assertThat(Tree.rebuild(new Empty(), List.of())).isEqualTo(new Empty());
    assertThat(Tree.<Tensor>rebuild(a, List.of(b))).isSameAs(b);
  }

  @Test
  void withParametersLeavesTheRestAsItIs() {
    Model m = model();
    List<Tensor> others = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      others.add(Tensor.scalar(i));
    }
    Model r = Tree.withParameters(m, others);
    assertThat(Tree.parameters(r).stream().map(Tree.Leaf::tensor))
        .containsExactlyElementsOf(others);
    assertThat(r.running().second()).isSameAs(b);
    assertThat(r.index()).isSameAs(index);
  }

  @Test
  void mapChangesParameters() {
    Line twice = Tree.map(t -> t.mul(2.0), line);
    assertThatTensor(twice.slope()).holds(2, 4);
    assertThat(twice.name()).isEqualTo("line");
    Line sum = Tree.map((p, q) -> p.sub(q), twice, line);
    assertThatTensor(sum.intercept()).holds(3, 4);
    Model doubled = Tree.map(t -> t.mul(2.0), model());
    assertThatTensor(doubled.running().first()).isExactly(a);
    assertThatTensor(doubled.extra().get("k")).holds(6, 8);
  }

  @Test
  void mapMatchesEntriesOfMapsByTheirKeys() {
    Map<String, Tensor> one = new LinkedHashMap<>();
    one.put("a", a);
    one.put("b", b);
    Map<String, Tensor> other = new LinkedHashMap<>();
    other.put("b", b);
    other.put("a", a);
    Map<String, Tensor> zero = Tree.map((p, q) -> p.sub(q), one, other);
    assertThatTensor(zero.get("a")).holds(0, 0);
    assertThatTensor(zero.get("b")).holds(0, 0);
  }

  @Test
  void genericRecordsMayHoldAnything() {
    Pair<Tensor, Pair<String, List<Tensor>>> p = new Pair<>(a, new Pair<>("s", List.of(b)));
    Pair<Tensor, Pair<String, List<Tensor>>> g =
        grad(q -> q.first().mul(q.second().second().get(0)).sum(), p);
    assertThatTensor(g.first()).isExactly(b);
    assertThatTensor(g.second().second().get(0)).isExactly(a);
    assertThat(g.second().first()).isEqualTo("s");
  }

  @Test
  void listsMayHoldNullsAndMapsAnyKeys() {
    List<@Nullable Tensor> l = Arrays.asList(a, null, b);
    assertThat(paths(Tree.leaves(l))).containsExactly("0", "2");
    List<@Nullable Tensor> r = Tree.rebuild(l, List.of(b, a));
    assertThat(r).containsExactly(b, null, a);
    assertThat(paths(Tree.leaves(Map.of(3, a)))).containsExactly("3");
  }

  @Test
  void rebuiltListsAndMapsCannotBeChanged() {
    List<Tensor> l = Tree.rebuild(new ArrayList<>(List.of(a)), List.of(b));
    assertThatThrownBy(() -> l.add(a)).isInstanceOf(UnsupportedOperationException.class);
    Map<String, Tensor> m = Tree.rebuild(new LinkedHashMap<>(Map.of("k", a)), List.of(b));
    assertThatThrownBy(() -> m.put("l", a)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void tooManyOrTooFewTensorsAreRefused() {
    for (int n : new int[] {0, 1, 3}) {
      List<Tensor> some = java.util.Collections.nCopies(n, a);
      assertThatThrownBy(() -> Tree.rebuild(line, some))
          .isInstanceOf(StructureException.class)
          .hasMessageContaining("" + n);
      assertThatThrownBy(() -> Tree.withParameters(line, some))
          .isInstanceOf(StructureException.class)
          .hasMessageContaining(n + " tensors for a tree that has 2");
    }
    assertThatThrownBy(() -> Tree.map((p, q) -> p, List.of(a), List.of(a, b)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("1 and 2");
    assertThatThrownBy(() -> Tree.map((p, q) -> p, Map.of("a", a), Map.of("b", a)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("[b]")
        .hasMessageContaining("\"a\"");
  }

  @Test
  void aRecordThatChecksShapesIsToldNotTo() {
    Square square = new Square(Tensor.eye(2));
    assertThatTensor(grad(s -> s.matrix().sum(), square).matrix()).hasShape(2, 2);
    assertThatThrownBy(() -> jacobian((Tensor z) -> new Square(z.mul(2.0)), Tensor.eye(2)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("Square")
        .hasMessageContaining("not a matrix but [2, 2, 2, 2]")
        .hasMessageContaining("must not check shapes");
    assertThatThrownBy(() ->
            Functional.<Tensor, Square>vmap(Tensor.class, z -> new Square(z.mul(2.0)))
                .apply(Tensor.ones(5, 2, 2)))
        .isInstanceOf(StructureException.class);
    assertThatTensor(vmap((Tensor z) -> z.sum()).apply(Tensor.ones(2, 2))).holds(2, 2);
  }

  record Failing(Tensor t) {
    @Override
    public Tensor t() {
      throw new IllegalStateException("no tensor today");
    }
  }

  @Test
  void anAccessorThatFailsIsNamed() {
    assertThatThrownBy(() -> Tree.leaves(new Failing(a)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("Failing.t()")
        .hasMessageContaining("no tensor today")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aLeafListCannotBeChanged() {
    assertThatThrownBy(() -> Tree.leaves(line).clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Tree.parameters(line).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
