package dev.leibniz;

import static dev.leibniz.Functional.active;
import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.gradWithAux;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.memoryBudget;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.valueAndHessian;
import static dev.leibniz.Functional.valueAndJacobian;
import static dev.leibniz.Functional.vectorize;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Functional.WithAux;
import dev.leibniz.Option.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jacobians in blocks of rows, as operators, by example, of parts of the point; and their plans.
 */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class JacobiansTest {
  record Layer(Tensor weight, Tensor bias) {
    Tensor at(Tensor x) {
      return weight.matmul(x).add(bias).tanh();
    }
  }

  private final Tensor x = Tensor.of(0.5, -1, 2, 0.1, 3);
  private final TensorFunction f = z -> z.sin().mul(z.sum()).narrow(0, 0, 3);
  private final Layer layer =
      new Layer(Tensor.linspace(-1, 1, 6).reshape(2, 3), Tensor.of(0.1, 0.2));
  private final Tensor input = Tensor.of(0.3, -0.4, 0.5);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 99})
  void rowsAreThoseOfTheJacobian(int chunk) {
    List<Tensor> blocks = new ArrayList<>();
    List<Long> firsts = new ArrayList<>();
    Jacobians.rows(
        f,
        x,
        rows -> {
          firsts.add(rows.first());
          assertThat(rows.count()).isEqualTo(rows.rows().shape().get(0));
          blocks.add(rows.rows());
        },
        chunkSize(chunk));
    assertThatTensor(Tensor.cat(0, blocks.toArray(Tensor[]::new))).isCloseTo(jacobian(f, x));
    assertThat(firsts).hasSize((3 + Math.min(chunk, 3) - 1) / Math.min(chunk, 3)).isSorted();
  }

  @Test
  void rowsOfATreeAreTreesAndCountAllOutputsAsOne() {
    Function<Layer, List<Tensor>> two = l -> List.of(l.at(input), l.bias().sum());
    Tensor dense = jacobian(two, layer).toDense();
    List<Tensor> rows = new ArrayList<>();
    Jacobians.rows(
        two,
        layer,
        block -> {
          assertThat(block.first()).isEqualTo(rows.stream().mapToInt(r -> r.shape().get(0)).sum());
          Layer l = block.rows();
          rows.add(Tensor.cat(1, l.weight().reshape(block.count(), 6), l.bias()));
        },
        chunkSize(2));
    assertThatTensor(Tensor.cat(0, rows.toArray(Tensor[]::new))).isCloseTo(dense);
  }

  @Test
  void anOperatorAndTheDenseMatrixAreTheSameMap() {
    Function<Layer, List<Tensor>> two = l -> List.of(l.at(input), l.bias().sum());
    JacobianOperator<Layer, List<Tensor>> operator = Jacobians.operator(two, layer);
    Jacobian<Layer, List<Tensor>> dense = operator.toJacobian();
    Layer v = new Layer(layer.weight().cos(), layer.bias().exp());
    List<Tensor> u = List.of(Tensor.of(2, -1), Tensor.scalar(3));
    for (LinearOperator<Layer, List<Tensor>> j : List.of(operator, dense)) {
      assertThatTensor(j.value().get(1)).holds(0.3);
      assertThatTensor(j.apply(v).get(0)).isCloseTo(jvp(two, layer, v).tangent().get(0));
      assertThatTensor(j.apply(v).get(1)).isCloseTo(v.bias().sum());
      assertThatTensor(j.applyTranspose(u).weight()).isCloseTo(vjp(two, layer).apply(u).weight());
      assertThatTensor(j.applyTranspose(u).bias()).isCloseTo(vjp(two, layer).apply(u).bias());
    }
    assertThatTensor(dense.toDense()).isCloseTo(jacobian(two, layer).toDense());
    assertThat(dense.outputs()).containsExactly("0", "1");
    assertThat(dense.inputs()).containsExactly("weight", "bias");
  }

  @ParameterizedTest
  @EnumSource
  void preparedMapsCanBeDifferentiatedAndBatched(Strategy strategy) {
    TensorFunction g = z -> z.exp().mul(z.sum());
    Tensor p = Tensor.of(0.1, 0.2);
    Tensor vs = Tensor.of(new double[][] {{1, 0}, {2, 3}});
    var linear = linearize(g, p);
    var operator = Jacobians.operator(g, p);
    Tensor j = jacobian(g, p, strategy);
    assertThatTensor(Functional.<Tensor>vmap(v -> linear.apply(v)).apply(vs))
        .isCloseTo(vs.matmul(j.mT()));
    assertThatTensor(Functional.<Tensor>vmap(v -> operator.applyTranspose(v)).apply(vs))
        .isCloseTo(vs.matmul(j));
    assertThatTensor(jacobian(v -> operator.apply(v), p, strategy)).isCloseTo(j);
    assertThatTensor(jacobian(a -> Jacobians.operator(g, a).apply(p), p, strategy))
        .isCloseTo(jacobian(a -> jacobian(g, a).matmul(p), p));
  }

  @Test
  void theDiagonalIsThatOfTheDenseMatrix() {
    TensorFunction field = z -> z.sin().mul(z.sum());
    Tensor expected = jacobian(field, x).diagonal(0, 0, 1);
    for (Option o : List.of(vectorize(), chunkSize(1), chunkSize(2), memoryBudget(200))) {
      if (!(o instanceof Option.Vectorize)) {
        assertThatTensor(Jacobians.diagonal(field, x, o)).isCloseTo(expected);
      }
    }
    Tuple t =
        Jacobians.diagonal(
            (Tuple s) -> Tuple.of(s.get(1).mul(s.get(0)), s.get(1).exp()), Tuple.of(x, x));
    assertThatTensor(t.get(0)).isCloseTo(x);
    assertThatTensor(t.get(1)).isCloseTo(x.exp());
    assertThatThrownBy(() -> Jacobians.diagonal(f, x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[3]")
        .hasMessageContaining("[5]");
  }

  @ParameterizedTest
  @EnumSource
  void theJacobianByExampleIsTheDiagonalOfBlocks(Strategy strategy) {
    Tensor batch = Tensor.linspace(-1, 1, 15).reshape(5, 3);
    TensorFunction rows = z -> z.matmul(Tensor.linspace(0, 2, 12).reshape(3, 4)).sin();
    Tensor each = vmap((Tensor r) -> jacobian(rows, r)).apply(batch);
    assertThatTensor(Jacobians.batch(rows, batch, strategy)).hasShape(5, 4, 3).isCloseTo(each);
    assertThatTensor(Jacobians.batch(rows, batch, strategy, chunkSize(2))).isCloseTo(each);
    assertThatTensor(Jacobians.batch(z -> z.square().sum(1), batch, strategy))
        .isCloseTo(batch.mul(2));
    assertThatThrownBy(() -> Jacobians.batch(z -> z.sum(0), batch))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("examples");
  }

  @Test
  void aPlanTellsWhatACallDoesAndWhy() {
    Plan reverse = Jacobians.plan(f, x);
    assertThat(reverse.strategy()).isEqualTo(Strategy.REVERSE);
    assertThat(reverse.rows()).isEqualTo(3);
    assertThat(reverse.columns()).isEqualTo(5);
    assertThat(reverse.resultBytes()).isEqualTo(8 * 15);
    assertThat(reverse).hasToString(reverse.toString()).asString().contains("not more rows");
    Plan forward = Jacobians.plan(z -> z.unsqueeze(0).expand(4, 5).sin(), x, chunkSize(2));
    assertThat(forward.strategy()).isEqualTo(Strategy.FORWARD);
    assertThat(forward.atOnce()).isEqualTo(2);
    assertThat(forward.passes()).isEqualTo(3);
    assertThat(forward).asString().contains("fewer columns", "chunkSize(2)");
    Plan small = Jacobians.plan(f, x, memoryBudget(1));
    assertThat(small.atOnce()).isEqualTo(1);
    assertThat(small).asString().contains("the memoryBudget");
    assertThat(Jacobians.plan(f, x, vectorize(), Strategy.FORWARD))
        .asString()
        .contains("FORWARD, as the call asks for", "vectorize()");
    Plan hessian = Curvature.plan(z -> z.pow(3).sum(), x);
    assertThat(hessian.strategy()).isEqualTo(Strategy.FORWARD);
    assertThat(hessian.rows()).isEqualTo(5);
  }

  @Test
  void aMemoryBudgetBoundsWhatIsComputedAtOnce() {
    Tensor expected = jacobian(f, x);
    for (long bytes : new long[] {1, 300, 1000, 100_000}) {
      assertThatTensor(jacobian(f, x, memoryBudget(bytes))).isCloseTo(expected);
      assertThat(Jacobians.plan(f, x, memoryBudget(bytes)))
          .matches(p -> p.atOnce() == 1 || p.bytes() <= bytes);
    }
    assertThatThrownBy(() -> jacobian(f, x, memoryBudget(1), chunkSize(1)))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("memoryBudget(1)")
        .hasMessageContaining("chunkSize(1)");
    assertThatThrownBy(() -> memoryBudget(0)).hasMessageContaining("memoryBudget: 0");
  }

  @Test
  void valuesComeWithJacobiansAndHessiansFromOneEvaluation() {
    AtomicInteger runs = new AtomicInteger();
    TensorFunction counted =
        z -> {
          runs.incrementAndGet();
          return z.pow(3);
        };
    var j = valueAndJacobian(counted, x);
    assertThatTensor(j.value()).isCloseTo(x.pow(3));
    assertThatTensor(j.jacobian()).isCloseTo(Tensor.eye(5).mul(x.square().mul(3)));
    var h = valueAndHessian(z -> counted.apply(z).sum(), x);
    assertThatTensor(h.value()).isCloseTo(x.pow(3).sum());
    assertThatTensor(h.grad()).isCloseTo(x.square().mul(3));
    assertThatTensor(h.hessian()).isCloseTo(Tensor.eye(5).mul(x.mul(6)));
    var tree = valueAndHessian((Tuple t) -> counted.apply(t.get(0)).sum(), Tuple.of(x));
    assertThatTensor(tree.hessian().at(0, 0)).isCloseTo(h.hessian());
    assertThatTensor(tree.grad().get(0)).isCloseTo(h.grad());
    var block = valueAndJacobian((Tuple t) -> counted.apply(t.get(0)), Tuple.of(x));
    assertThatTensor(block.jacobian().at(0, 0)).isCloseTo(j.jacobian());
    Jacobians.rows(counted, x, rows -> {}, chunkSize(1));
    Jacobians.diagonal(counted, x, chunkSize(1));
    Jacobians.operator(counted, x).toJacobian();
    Curvature.hessianDiagonal(z -> counted.apply(z).sum(), x, chunkSize(1));
    Curvature.laplacianEstimate(z -> counted.apply(z).sum(), x, Key.of(1), 8);
    assertThat(runs).hasValue(9);
  }

  @Test
  void whatIsNotActiveIsAConstantWithADerivativeOfZero() {
    Function<Layer, Tensor> loss = l -> l.at(input).square().sum();
    Layer all = grad(loss, layer);
    Layer some = grad(loss, layer, active("bias"));
    assertThatTensor(some.bias()).isCloseTo(all.bias());
    assertThatTensor(some.weight()).isExactly(Tensor.zeros(2, 3));
    Jacobian<Layer, Layer> h = hessian(loss, layer, active("bias"));
    assertThat(h.inputs()).containsExactly("bias");
    assertThat(h.outputs()).containsExactly("bias");
    assertThatTensor(h.at(0, 0)).isCloseTo(hessian(loss, layer).at("bias", "bias"));
    assertThatTensor(h.row(0).weight()).isExactly(Tensor.zeros(2, 2, 3));
    Layer v = new Layer(layer.weight(), Tensor.of(1, 2));
    Layer held = new Layer(Tensor.zeros(2, 3), Tensor.of(1, 2));
    Function<Layer, Tensor> output = l -> l.at(input);
    assertThatTensor(jvp(output, layer, v, active("bias")).tangent())
        .isCloseTo(jvp(output, layer, held).tangent());
    assertThatTensor(linearize(output, layer, active("bias")).apply(v))
        .isCloseTo(jvp(output, layer, held).tangent());
    assertThatTensor(hvp(loss, layer, v, active("bias")).product().bias())
        .isCloseTo(hvp(loss, layer, held).product().bias());
    assertThatTensor(hvp(loss, layer, active("weight", "bias")).grad().weight())
        .isCloseTo(all.weight());
    List<Layer> nested = grad(l -> loss.apply(l.get(1)), List.of(layer, layer), active("1"));
    assertThatTensor(nested.get(1).weight()).isCloseTo(all.weight());
    assertThatTensor(nested.get(0).weight()).isExactly(Tensor.zeros(2, 3));
    assertThatThrownBy(() -> grad(loss, layer, active("bia")))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"bia\"")
        .hasMessageContaining("bias");
    assertThatThrownBy(() -> active()).hasMessageContaining("no path");
  }

  @Test
  void whatAFunctionGivesBesideIsGivenBack() {
    var g = gradWithAux(z -> new WithAux<>(z.square().sum(), z.exp()), x.requiresGrad());
    assertThatTensor(g.grad()).isConstant().isCloseTo(x.mul(2));
    assertThatTensor(g.value()).isCloseTo(x.square().sum());
    assertThatTensor(g.aux()).isConstant().isCloseTo(x.exp());
    var text = gradWithAux(z -> new WithAux<>(z.sum(), "beside"), x);
    assertThat(text.aux()).isEqualTo("beside");
    WithAux<Tensor, Tensor> j = jacobian(z -> new WithAux<>(z.square(), z.sum()), x);
    assertThatTensor(j.value()).isCloseTo(Tensor.eye(5).mul(x.mul(2)));
    assertThatTensor(j.aux()).isCloseTo(x.sum());
    Tensor attached =
        gradWithAux(z -> new WithAux<>(z.sum(), z.exp()), x.requiresGrad(), createGraph()).aux();
    assertThatTensor(attached).isAttached();
  }

  @Test
  void strictRefusesARowThatIsZeroByItsStructure() {
    assertThatThrownBy(() ->
            Jacobians.rows(
                (Tuple t) -> Tuple.of(t.get(0), t.get(1)), Tuple.of(x, x), r -> {}, strict()))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("output 0 does not depend on input 1");
  }

  @Test
  void aJacobianWhoseIntermediatesNoHeapHoldsAtOnceCompletes() throws Exception {
    assertThat(OtherJvm.run(LargeJacobian.class, List.of("-Xmx192m"))).isEqualTo("true\n");
  }

  @Test
  void aJacobianThatNoHeapHoldsStreamsThrough() throws Exception {
    assertThat(OtherJvm.run(StreamedJacobian.class, List.of("-Xmx1g"))).isEqualTo("2000 true\n");
  }
}
