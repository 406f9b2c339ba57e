package dev.leibniz;

import static dev.leibniz.Autograd.allowUnused;
import static dev.leibniz.Autograd.inputs;
import static dev.leibniz.Autograd.retainGraph;
import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.inAxes;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.outAxes;
import static dev.leibniz.Functional.outAxis;
import static dev.leibniz.Functional.strategy;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.valueAndGrad;
import static dev.leibniz.Functional.vectorize;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Option.Strategy;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("UnnecessaryLambda") // functions are values here
class OptionsTest {
  private final Tensor x = Tensor.of(0.5, -1, 2, 0.1, 3);
  private final TensorFunction f = z -> z.sin().mul(z.sum());
  private final TensorFunction scalar = z -> f.apply(z).sum();

  static Stream<List<Option>> waysToAJacobian() {
    return Stream.of(
        List.of(),
        List.of(vectorize()),
        List.of(chunkSize(1)),
        List.of(chunkSize(2)),
        List.of(chunkSize(5)),
        List.of(chunkSize(99)),
        List.of(strategy(Strategy.AUTO)),
        List.of(Strategy.FORWARD),
        List.of(Strategy.REVERSE),
        List.of(Strategy.FORWARD, chunkSize(2)),
        List.of(Strategy.REVERSE, chunkSize(2)),
        List.of(Strategy.FORWARD, vectorize()),
        List.of(Strategy.FORWARD, strict()),
        List.of(Strategy.FORWARD, createGraph()),
        List.of(strict(), createGraph(), chunkSize(3)));
  }

  @ParameterizedTest
  @MethodSource("waysToAJacobian")
  void everyWayToAJacobianGivesTheSame(List<Option> ways) {
    Option[] options = ways.toArray(Option[]::new);
    Tensor expected =
        Tensor.eye(5).mul(x.cos().mul(x.sum()).unsqueeze(1)).add(x.sin().unsqueeze(1));
    assertThatTensor(jacobian(f, x, options)).isCloseTo(expected);
    assertThatTensor(hessian(scalar, x, options)).isCloseTo(hessian(scalar, x));
    var tree = jacobian((Tuple t) -> t.get(0).mul(t.get(1)), Tuple.of(x, x.exp()), options);
    assertThatTensor(tree.at(0, 0)).isCloseTo(Tensor.eye(5).mul(x.exp()));
    assertThatTensor(tree.at(0, 1)).isCloseTo(Tensor.eye(5).mul(x));
  }

  @Test
  void optionsThatMeanNothingToAnOperationAreRefused() {
    refused("chunkSize", () -> grad(scalar, x, chunkSize(2)));
    refused("vectorize", () -> valueAndGrad(scalar, x, vectorize()));
    refused("FORWARD", () -> vjp(f, x, Strategy.FORWARD));
    refused("REVERSE", () -> jvp(f, x, x, Strategy.REVERSE));
    refused("vectorize", () -> linearize(f, x, vectorize()));
    refused("chunkSize", () -> hvp(scalar, x, chunkSize(1)));
    refused("AUTO", () -> vhp(scalar, x, Strategy.AUTO));
    refused("retainGraph", () -> jacobian(f, x, retainGraph()));
    refused("allowUnused", () -> hessian(scalar, x, allowUnused()));
    refused("inAxes", () -> jacobian(f, x, inAxes(0)));
    refused("outAxis", () -> grad(scalar, x, outAxis(0)));
    refused("strict", () -> vmap(f, strict()));
    refused("createGraph", () -> vmap(f, createGraph()));
    Tensor y = x.requiresGrad().sum();
    refused("allowUnused", () -> y.backward(allowUnused()));
  }

  private static void refused(String option, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining(option)
        .hasMessageContaining("leave it out");
  }

  @Test
  void combinationsThatContradictThemselvesAreRefused() {
    assertThatThrownBy(() -> jacobian(f, x, vectorize(), chunkSize(2)))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("vectorize()")
        .hasMessageContaining("chunkSize(2)");
    assertThatThrownBy(() -> chunkSize(0))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("chunkSize: 0");
    assertThatThrownBy(() -> vmap(f, inAxes()))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("inAxes()");
  }

  @Test
  void anOptionGivenTwiceMustSayTheSame() {
    contradict("FORWARD and REVERSE", () -> jacobian(f, x, Strategy.FORWARD, Strategy.REVERSE));
    contradict("chunkSize is given twice", () -> hessian(scalar, x, chunkSize(2), chunkSize(3)));
    contradict("inAxes is given twice", () -> vmap(f, inAxes(0), inAxes(1)));
    contradict("outAxis and outAxes", () -> vmap(f, outAxis(0), outAxes(1)));
    Tensor y = x.requiresGrad();
    Tensor z = y.sin();
    contradict("inputs is given twice", () -> z.sum().backward(inputs(y), inputs(z)));
    assertThatTensor(jacobian(f, x, chunkSize(2), chunkSize(2))).isCloseTo(jacobian(f, x));
  }

  private static void contradict(String what, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("give one of them");
  }

  @Test
  void optionsAreCheckedBeforeTheFunctionRuns() {
    Consumer<Option> call =
        o ->
            grad(
                z -> {
                  throw new AssertionError("the function ran");
                },
                x,
                o);
    refused("chunkSize", () -> call.accept(chunkSize(2)));
  }

  @Test
  void strictAsksTheGraphAndNotTheValues() {
    Tensor two = Tensor.of(1, 2);
    for (TensorFunction dependent :
        List.<TensorFunction>of(
            z -> z.floor(),
            z -> z.mul(0),
            z -> z.sub(z),
            z -> Tensor.where(z.gt(0), z, 0),
            z -> z,
            z -> z.reshape(2, 1))) {
      assertThatNoException()
          .isThrownBy(() -> {
            jacobian(dependent, two, strict());
            jacobian(dependent, two, strict(), Strategy.FORWARD);
            vjp(dependent, two, strict());
            linearize(dependent, two, strict());
            jvp(dependent, two, two, strict());
            grad(z -> dependent.apply(z).sum(), two, strict());
          });
    }
    for (TensorFunction independent :
        List.<TensorFunction>of(
            z -> z.detach(),
            z -> Tensor.where(z.gt(0), Tensor.ones(2), 0),
            z -> Tensor.of(z.sum().item(), 0),
            z -> two,
            z -> Tensor.of(7, 7))) {
      notStrict(() -> jacobian(independent, two, strict()));
      notStrict(() -> jacobian(independent, two, strict(), Strategy.FORWARD));
      notStrict(() -> vjp(independent, two, strict()));
      notStrict(() -> linearize(independent, two, strict()));
      notStrict(() -> jvp(independent, two, two, strict()));
      notStrict(() -> grad(z -> independent.apply(z).sum(), two, strict()));
      notStrict(() -> valueAndGrad(z -> independent.apply(z).sum(), two, strict()));
    }
  }

  private static void notStrict(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("strict")
        .hasMessageContaining("output 0")
        .hasMessageContaining("leave out strict()");
  }

  @Test
  void strictNamesTheOutputAndTheInput() {
    assertThatThrownBy(() ->
            jacobian(
                (Tuple t) -> Tuple.of(t.get(0).add(t.get(1)), t.get(1).sin()),
                Tuple.of(x, x),
                strict()))
        .hasMessageContaining("output 1 does not depend on input 0");
    assertThatThrownBy(() -> grad((Tuple t) -> t.get(1).sum(), Tuple.of(x, x), strict()))
        .hasMessageContaining("output 0 does not depend on input 0");
  }

  @Test
  void strictAsksForASecondDerivativeWhereOneIsTaken() {
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> hessian(z -> z.sum(), x, strict()),
            () -> hvp(z -> z.sum(), x, strict()),
            () -> vhp(z -> z.sum(), x, strict()))) {
      assertThatThrownBy(call)
          .isInstanceOf(GraphException.class)
          .hasMessageContaining("strict")
          .hasMessageContaining("does not depend");
    }
    assertThatNoException()
        .isThrownBy(() -> {
          hessian(z -> z.square().sum(), x, strict());
          hvp(z -> z.square().sum(), x, strict());
          vhp(z -> z.square().sum(), x, strict());
        });
    assertThatThrownBy(() ->
            hessian(
                (Tuple t) -> t.get(0).square().sum().add(t.get(1).square().sum()),
                Tuple.of(x, x),
                strict()))
        .as("a separable function has a block that is zero by its structure")
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("the gradient by input 0 does not depend on input 1");
  }

  @Test
  void vmapAxesMayBeAnyAndCountFromTheEnd() {
    Tensor m = Tensor.arange(0.0, 6, 1).reshape(2, 3);
    assertThatTensor(vmap((Tensor r) -> r.sum()).apply(m)).holds(3, 12);
    assertThatTensor(vmap((Tensor r) -> r.sum(), inAxes(1)).apply(m)).holds(3, 5, 7);
    assertThatTensor(vmap((Tensor r) -> r.sum(), inAxes(-1)).apply(m)).holds(3, 5, 7);
    assertThatTensor(vmap((Tensor r) -> r.mul(2), outAxis(1)).apply(m)).isCloseTo(m.mul(2).mT());
    assertThatTensor(vmap((Tensor r) -> r.mul(2), inAxes(1), outAxis(-1)).apply(m))
        .isCloseTo(m.mul(2));
    Tensor c = Tensor.of(1, 2);
    assertThatTensor(
            vmap((Tensor r, Tensor s) -> r.mul(s), inAxes(0, null)).apply(m, Tensor.of(1, 0, 1)))
        .holds(0, 0, 2, 3, 0, 5);
    assertThatTensor(vmap((Tensor r, Tensor s) -> r.mul(s), inAxes(0, -1)).apply(m, c))
        .holds(0, 1, 2, 6, 8, 10);
    assertThatTensor(Functional.<Tensor>vmap(r -> c).apply(m)).hasShape(2, 2).holds(1, 2, 1, 2);
  }

  @Test
  void vmapNests() {
    Tensor m = Tensor.arange(0.0, 6, 1).reshape(2, 3);
    TensorFunction inner = r -> vmap((Tensor e) -> e.square()).apply(r);
    assertThatTensor(vmap(inner).apply(m)).isCloseTo(m.square());
    assertThatTensor(vmap((Tensor r) -> vmap((Tensor e) -> r.mul(e)).apply(r)).apply(m))
        .hasShape(2, 3, 3)
        .isCloseTo(m.unsqueeze(2).mul(m.unsqueeze(1)));
  }

  @Test
  void vmapOfNoExamplesGivesNone() {
    assertThatTensor(vmap((Tensor r) -> r.exp().sum()).apply(Tensor.zeros(0, 3))).hasShape(0);
    assertThatTensor(vmap(grad((Tensor r) -> r.exp().sum())).apply(Tensor.zeros(0, 3)))
        .hasShape(0, 3);
  }
}
