package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.inAxes;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.valueAndGrad;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.tree.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Derivatives of functions of trees. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class StructureTest {
  record Line(Tensor slope, Tensor intercept) {
    Tensor at(Tensor x) {
      return slope.mul(x).add(intercept);
    }
  }

  record Layer(Tensor weight, @Buffer Tensor mean, Tensor index, String name) {}

  record Value<T>(T it, int count) {}

  private final Line line = new Line(Tensor.scalar(2), Tensor.scalar(-1));
  private final Tensor x = Tensor.of(1, 2, 3);
  private final Function<Line, Tensor> squares = l -> l.at(x).square().sum();

  private static Map<String, Tensor> map(String k1, Tensor a, String k2, Tensor b) {
    Map<String, Tensor> m = new LinkedHashMap<>();
    m.put(k1, a);
    m.put(k2, b);
    return m;
  }

  @Test
  void aGradientByARecordIsSuchARecord() {
    Line g = grad(squares, line);
    assertThatTensor(g.slope()).holds(2 * (1 + 2 * 3 + 3 * 5));
    assertThatTensor(g.intercept()).holds(2 * (1 + 3 + 5));
    Line again = grad(Line.class, (Line l) -> l.at(x).square().sum()).apply(line);
    assertThatTensor(again.slope()).isExactly(g.slope());
    assertThatTensor(valueAndGrad(squares, line).value()).holds(1 + 9 + 25);
  }

  @Test
  void listsMapsOptionalsAndTuplesKeepTheirKind() {
    Tensor a = Tensor.of(1, 2);
    Tensor b = Tensor.of(3, 4);
    List<Tensor> list = grad(l -> l.get(0).mul(l.get(1)).sum(), List.of(a, b));
    assertThatTensor(list.get(0)).isExactly(b);
    assertThatTensor(list.get(1)).isExactly(a);
    Map<String, Tensor> m = grad(t -> at(t, "p").mul(at(t, "q")).sum(), Map.of("p", a, "q", b));
    assertThat(m.keySet()).containsExactlyInAnyOrder("p", "q");
    assertThatTensor(at(m, "p")).isExactly(b);
    Optional<Tensor> o = grad(t -> t.orElseThrow().square().sum(), Optional.of(a));
    assertThatTensor(o.orElseThrow()).holds(2, 4);
    Tuple t = grad(p -> p.get(0).sum(), Tuple.of(a));
    assertThat(t.size()).isEqualTo(1);
    assertThatTensor(t.get(0)).holds(1, 1);
  }

  private static Tensor at(Map<String, Tensor> m, String key) {
    return java.util.Objects.requireNonNull(m.get(key));
  }

  /** Not a record, so that nothing is seen of it. */
  private static final class Closed {
    final Tensor inside = Tensor.of(1, 2);
  }

  @Test
  void aPointWithoutParametersSaysWhatItHolds() {
    Closed closed = new Closed();
    assertThatThrownBy(() -> grad((Closed c) -> c.inside.sum(), closed))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining(Closed.class.getName() + " holds no tensors")
        .hasMessageContaining("not looked into");
    record Constants(@Buffer Tensor mean) {}
    assertThatThrownBy(() -> grad((Constants c) -> c.mean().sum(), new Constants(Tensor.of(1))))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("as @Buffer only");
  }

  @Test
  void nestedTreesKeepTheirStructure() {
    Map<String, List<Optional<Line>>> tree =
        Map.of("k", List.of(Optional.of(line), Optional.empty()));
    Value<Map<String, List<Optional<Line>>>> g =
        grad(p -> first(p).at(x).sum(), new Value<>(tree, 3));
    assertThat(g.count()).isEqualTo(3);
    assertThat(g.it().values().iterator().next().get(1)).isEmpty();
    assertThatTensor(first(g).slope()).holds(6);
    assertThatTensor(first(g).intercept()).holds(3);
  }

  private static Line first(Value<Map<String, List<Optional<Line>>>> v) {
    return v.it().values().iterator().next().get(0).orElseThrow();
  }

  @Test
  void buffersIntegersAndWhatIsNoTensorRideAlong() {
    Tensor mean = Tensor.of(5, 5);
    Tensor index = Tensor.ints(1, 0);
    Layer layer = new Layer(Tensor.of(1, 2), mean, index, "first");
    Function<Layer, Tensor> f = l -> l.weight().gather(0, l.index()).mul(l.mean()).square().sum();
    Layer g = grad(f, layer);
    assertThatTensor(g.weight()).holds(50, 100);
    assertThat(g.mean()).isSameAs(mean);
    assertThat(g.index()).isSameAs(index);
    assertThat(g.name()).isEqualTo("first");
    Layer direction = new Layer(Tensor.of(1, 1), mean, index, "");
    assertThatTensor(jvp(f, layer, direction).tangent()).holds(150);
    assertThatTensor(hvp(f, layer).apply(direction).weight()).holds(50, 50);
    assertThatTensor(hessian(f, layer).at("weight", "weight")).holds(50, 0, 0, 50);
  }

  @Test
  void anOutputsBuffersAndIntegersAreItsValues() {
    Tensor w = Tensor.of(3, 1);
    Function<Tensor, Layer> f =
        z -> new Layer(z.square(), z.mul(2), z.argmax(0).unsqueeze(0), "out");
    for (Layer out :
        List.of(
            vjp(f, w).value(),
            linearize(f, w).value(),
            jvp(f, w, w).value(),
            jvp(f, w, w).tangent())) {
      assertThatTensor(out.mean()).isConstant().holds(6, 2);
      assertThatTensor(out.index()).isConstant().holds(0);
      assertThat(out.name()).isEqualTo("out");
      assertThatTensor(out.mean().add(1)).holds(7, 3);
    }
    Layer blocks = jacobian(f, w);
    assertThatTensor(blocks.weight()).holds(6, 0, 0, 2);
    assertThatTensor(blocks.mean().add(1)).holds(7, 3);
  }

  @Test
  void aJacobianOfATreeHasABlockForEachPair() {
    Jacobian<Line, List<Tensor>> j =
        jacobian((Line l) -> List.of(l.at(x), l.slope().square()), line);
    assertThatTensor(j.at("0", "slope")).hasShape(3).holds(1, 2, 3);
    assertThatTensor(j.at("0", "intercept")).holds(1, 1, 1);
    assertThatTensor(j.at("1", "slope")).hasShape().holds(4);
    assertThatTensor(j.at(1, 1)).holds(0);
    assertThatTensor(j.row(0).slope()).holds(1, 2, 3);
    assertThatTensor(j.row("1").intercept()).holds(0);
    assertThatTensor(j.value().get(0)).holds(1, 3, 5);
    assertThatTensor(j.toDense()).hasShape(4, 2).holds(1, 1, 2, 1, 3, 1, 4, 0);
    assertThatThrownBy(() -> j.at("0", "bias"))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("bias")
        .hasMessageContaining("slope");
  }

  @Test
  void aJacobianByOneTensorHasTheStructureOfTheOutput() {
    Map<String, Tensor> j = jacobian(z -> Map.of("sum", z.sum(), "sin", z.sin()), x);
    assertThatTensor(at(j, "sum")).holds(1, 1, 1);
    assertThatTensor(at(j, "sin")).hasShape(3, 3);
  }

  @Test
  void theHessianOfATreeAgreesWithItsProducts() {
    Jacobian<Line, Line> h = hessian(squares, line);
    assertThatTensor(h.at("slope", "slope")).holds(2 * 14);
    assertThatTensor(h.at("slope", "intercept")).holds(2 * 6);
    assertThatTensor(h.at("intercept", "intercept")).holds(2 * 3);
    Line v = new Line(Tensor.scalar(1), Tensor.scalar(-3));
    for (var product : List.of(hvp(squares, line), vhp(squares, line))) {
      assertThatTensor(product.apply(v).slope()).holds(28 - 36);
      assertThatTensor(product.apply(v).intercept()).holds(12 - 18);
      assertThatTensor(product.grad().slope()).isCloseTo(grad(squares, line).slope());
    }
  }

  @Test
  void tangentsAndCotangentsAreTreesToo() {
    Line v = new Line(Tensor.scalar(1), Tensor.scalar(10));
    assertThatTensor(jvp(l -> l.at(x), line, v).tangent()).holds(11, 12, 13);
    assertThatTensor(linearize((Line l) -> l.at(x), line).apply(v)).holds(11, 12, 13);
    Line back = vjp((Line l) -> l.at(x), line).apply(Tensor.of(1, 0, 2));
    assertThatTensor(back.slope()).holds(7);
    assertThatTensor(back.intercept()).holds(3);
    var pair = vjp((Tensor z) -> Tuple.of(z.sum(), z.square()), x);
    assertThatTensor(pair.apply(Tuple.of(Tensor.scalar(1), Tensor.of(1, 0, 0)))).holds(3, 1, 1);
  }

  @Test
  void entriesOfMapsAreMatchedByTheirKeys() {
    Map<String, Tensor> point = map("a", Tensor.scalar(2), "b", Tensor.scalar(3));
    Map<String, Tensor> v = map("b", Tensor.scalar(10), "a", Tensor.scalar(1));
    Function<Map<String, Tensor>, Tensor> f = m -> at(m, "a").mul(5).add(at(m, "b").mul(7));
    assertThatTensor(jvp(f, point, v).tangent()).holds(75);
    assertThatTensor(linearize(f, point).apply(v)).holds(75);
    Function<Tensor, Map<String, Tensor>> g = z -> map("a", z.mul(5), "b", z.mul(7));
    assertThatTensor(vjp(g, Tensor.scalar(1)).apply(v)).holds(75);
  }

  @Test
  void vmapTakesTreesApartAndStacksTheirOutputs() {
    Line lines = new Line(Tensor.of(1, 2), Tensor.of(10, 20));
    Value<Tensor> out =
        Functional.<Line, Value<Tensor>>vmap(Line.class, l -> new Value<>(l.at(x), 7)).apply(lines);
    assertThatTensor(out.it()).hasShape(2, 3).holds(11, 12, 13, 22, 24, 26);
    assertThat(out.count()).isEqualTo(7);
    Line shared = new Line(Tensor.of(1, 2), Tensor.scalar(10));
    assertThatTensor(
            Functional.<Line, Tensor>vmap(Line.class, l -> l.at(x), inAxes(0, null)).apply(shared))
        .hasShape(2, 3)
        .holds(11, 12, 13, 12, 14, 16);
  }

  @Test
  void perExampleGradientsAreOneRecord() {
    Tensor ys = Tensor.of(0, 1, 2);
    Line each = vmap((Tensor a, Tensor y) -> grad(l -> l.at(a).sub(y).square(), line)).apply(x, ys);
    assertThatTensor(each.slope()).hasShape(3).holds(2 * 1 * 1, 2 * 2 * 2, 2 * 3 * 3);
    assertThatTensor(each.intercept()).holds(2, 4, 6);
  }

  @Test
  void whatATransformGivesPrintsItself() {
    assertThat(jacobian(l -> l.at(x), line))
        .hasToString("Jacobian\n  d output / d slope: [3]\n  d output / d intercept: [3]");
    assertThat(hvp(squares, line)).asString().contains("value=", "grad=Line[slope=");
    assertThat(linearize(l -> l.at(x), line)).hasToString("Linearized[value=[1. 3. 5.]]");
    assertThat(Jacobians.operator(l -> l.at(x), line))
        .hasToString("JacobianOperator[value=[1. 3. 5.]]");
  }
}
