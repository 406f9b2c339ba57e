package dev.leibniz.parity;

import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.vectorize;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static dev.leibniz.parity.Calls.notStrict;
import static dev.leibniz.parity.Calls.numbers;
import static dev.leibniz.parity.Calls.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.leibniz.Autograd;
import dev.leibniz.DType;
import dev.leibniz.GradCheck;
import dev.leibniz.Jacobian;
import dev.leibniz.Option;
import dev.leibniz.Option.Strategy;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.Tuple;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sections C to F: {@code torch.autograd.functional.jacobian}, {@code hessian}, {@code vhp} and
 * {@code hvp}.
 */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class JacobianAndHessianTest {
  private final Tensor x = numbers(4, 4);
  private final Tensor v = numbers(4).neg();

  /** PyTorch's loop, its vectorised loop and its forward mode, and what lies between. */
  static Stream<List<Option>> ways() {
    return Stream.of(
        List.of(),
        List.of(chunkSize(1), Strategy.REVERSE),
        List.of(vectorize(), Strategy.REVERSE),
        List.of(vectorize(), Strategy.FORWARD),
        List.of(chunkSize(3), Strategy.FORWARD));
  }

  private static Option[] options(List<Option> ways) {
    return ways.toArray(Option[]::new);
  }

  private static Option[] options(List<Option> ways, Option more) {
    return Stream.concat(ways.stream(), Stream.of(more)).toArray(Option[]::new);
  }

  private static Tuple pair(Tensor a, Tensor b) {
    return Tuple.of(a, b);
  }

  // ---------------------------------------------------------------- C

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({27, 29, 33})
  void jacobianHasTheShapeAndStructureOfOutputsAndInputs(List<Option> ways) {
    Option[] o = options(ways);
    Tensor bare = jacobian(z -> z.sum(1), x, o);
    assertThatTensor(bare).isConstant().hasShape(4, 4, 4);
    assertThatTensor(bare.sum(0)).isCloseTo(x.onesLike());
    assertThatTensor(jacobian(z -> z, v, o)).isCloseTo(Tensor.eye(4));
    Jacobian<Tuple, Tensor> two =
        jacobian((Tuple t) -> t.get(0).add(t.get(1).mul(3)), pair(v, v.exp()), o);
    assertThatTensor(two.at(0, 1)).isConstant().isCloseTo(Tensor.eye(4).mul(3));
    Jacobian<Tuple, Tuple> four =
        jacobian((Tuple t) -> pair(t.get(1), t.get(0).sum()), pair(v, x), o);
    assertThatTensor(four.at(0, 0)).hasShape(4, 4, 4).isCloseTo(Tensor.zeros(4, 4, 4));
    assertThatTensor(four.at(0, 1)).hasShape(4, 4, 4, 4);
    assertThatTensor(four.at(0, 1).reshape(16, 16)).isCloseTo(Tensor.eye(16));
    assertThatTensor(four.at(1, 0)).holds(1, 1, 1, 1);
    assertThatTensor(four.at(1, 1)).hasShape(4, 4);
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({30, 31})
  void jacobianStrictAsksTheGraphInEveryMode(List<Option> ways) {
    Option[] plain = options(ways);
    Option[] o = options(ways, strict());
    Option[] again = options(List.of(o), createGraph());
    notStrict(() -> jacobian(z -> z.detach(), v, o), "output 0", "input 0");
    Tensor other = Tensor.ones(4).requiresGrad();
    notStrict(() -> jacobian(z -> other.mul(2), v, o), "output 0", "input 0");
    notStrict(
        () -> jacobian((Tuple t) -> pair(t.get(0), t.get(1).mul(t.get(0))), pair(v, v), o),
        "output 0",
        "input 1");
    assertThatTensor(jacobian(z -> z.detach(), v, plain)).isExactly(Tensor.zeros(4, 4));
    assertThatTensor(jacobian(z -> z, v, o)).isCloseTo(Tensor.eye(4));
    notStrict(() -> jacobian(z -> z.mul(1), v, again), "constant", "output 0", "input 0");
    notStrict(
        () ->
            jacobian(
                (Tuple t) -> pair(t.get(0).mul(t.get(1)), t.get(0).exp().add(t.get(1))),
                pair(v, v),
                again),
        "output 1 by input 1");
    assertThatTensor(jacobian(z -> z.exp(), v, again)).isAttached();
  }

  @Test
  @Parity(32)
  void jacobianTakesNoNoticeOfNoGrad() {
    Tensor x0 = x.requiresGrad();
    Tensor plain = Autograd.noGrad(() -> jacobian(z -> z.exp().sum(1), x0));
    assertThatTensor(plain).isConstant();
    assertThatTensor(plain.sum(0)).isCloseTo(x.exp());
    Tensor attached = Autograd.noGrad(() -> jacobian(z -> z.exp().sum(1), x0, createGraph()));
    assertThatTensor(attached).isAttached();
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({34, 40})
  void scalarsHaveNoAxes(List<Option> ways) {
    Option[] o = options(ways);
    assertThatTensor(jacobian(z -> z.sum(), x, o)).hasShape(4, 4);
    assertThatTensor(jacobian(z -> z.mul(v), Tensor.scalar(2), o)).hasShape(4).isCloseTo(v);
    assertThatTensor(jacobian(z -> z.exp(), Tensor.scalar(0), o)).hasShape().holds(1);
    Jacobian<Tuple, Tuple> j =
        jacobian(
            (Tuple t) -> pair(t.get(0).sum(), t.get(1).mul(t.get(0))),
            pair(v, Tensor.scalar(2)),
            o);
    assertThatTensor(j.at(0, 1)).hasShape().holds(0);
    assertThatTensor(j.at(1, 1)).isCloseTo(v);
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity(35)
  void jacobianCanBeDifferentiatedTwiceMore(List<Option> ways) {
    Option[] o = options(ways);
    GradCheck.require(z -> jacobian(y -> y.exp().mul(y.sum()), z, o), numbers(3));
    GradCheck.require(
        (Tuple t) -> {
          Jacobian<Tuple, Tensor> j =
              jacobian(
                  (Tuple s) -> s.get(0).cos().mul(s.get(1).exp()),
                  pair(t.get(0).exp(), t.get(1)),
                  o);
          return j.at(0, 0).cos().mul(j.at(0, 1)).sum(1).mul(t.get(0));
        },
        pair(numbers(2), numbers(2).neg()));
    Tensor x0 = numbers(3).requiresGrad();
    jacobian(y -> y.pow(3), x0, options(ways, createGraph())).square().sum().backward();
    assertThatTensor(x0.grad()).isCloseTo(numbers(3).pow(3).mul(36));
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({28, 36, 37, 38, 39})
  void everyModeGivesTheSame(List<Option> ways) {
    Option[] o = options(ways);
    Tensor cube = numbers(2, 3, 2);
    Tensor expected = Tensor.eye(12).mul(cube.flatten().mul(6)).reshape(2, 3, 2, 2, 3, 2);
    assertThatTensor(jacobian(z -> z.square().mul(3), cube, o)).isCloseTo(expected);
    Tensor a = numbers(2, 3);
    Tensor b = numbers(3, 2).cos();
    same((Tuple t) -> Tuple.of(t.get(0).cos().mul(t.get(0)).matmul(t.get(1).sin())), pair(a, b), o);
    same(
        (Tuple t) -> Tuple.of(t.get(0).cos().matmul(t.get(1)), t.get(0).sum(), t.get(1).mul(2)),
        pair(a, b),
        o);
    same((Tuple t) -> Tuple.of(t.get(0), t.get(1), t.get(0), t.get(1)), pair(a, b), o);
  }

  private static void same(Function<Tuple, Tuple> f, Tuple point, Option[] o) {
    Jacobian<Tuple, Tuple> loop = jacobian(f, point, chunkSize(1), Strategy.REVERSE);
    Jacobian<Tuple, Tuple> other = jacobian(f, point, o);
    for (int i = 0; i < loop.value().size(); i++) {
      for (int j = 0; j < point.size(); j++) {
        assertThatTensor(other.at(i, j)).isCloseTo(loop.at(i, j));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({41, 47})
  void blocksHaveTheDtypeOfTheInputInEveryMode(List<Option> ways) {
    Option[] o = options(ways);
    Tensor f32 = v.to(DType.FLOAT32);
    assertThat(jacobian((Tensor z) -> z.to(DType.FLOAT64).exp(), f32, o).dtype())
        .isEqualTo(DType.FLOAT32);
    Tuple blocks = jacobian((Tensor z) -> pair(z.exp(), z.to(DType.FLOAT32)), v, o);
    assertThat(blocks.get(0).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(blocks.get(1).dtype()).isEqualTo(DType.FLOAT64);
    assertThatTensor(blocks.get(1)).isCloseTo(Tensor.eye(4));
  }

  @Test
  @Parity(43)
  void forwardModeNeedsNoOtherOption() {
    Tensor x0 = v.requiresGrad();
    Tensor j = jacobian(z -> z.exp(), x0, Strategy.FORWARD, createGraph(), strict());
    assertThatTensor(j).isAttached().isCloseTo(Tensor.eye(4).mul(v.exp()));
    assertThatTensor(jacobian(z -> z.exp(), x0, Strategy.FORWARD)).isConstant();
  }

  @Test
  @Parity(44)
  void nestedJacobiansNeedNoCreateGraph() {
    TensorFunction inner = z -> jacobian(y -> y.pow(3).sum(), z);
    TensorFunction attached = z -> jacobian(y -> y.pow(3).sum(), z, createGraph());
    Tensor expected = Tensor.eye(4).mul(v.mul(6));
    for (Strategy s : Strategy.values()) {
      assertThatTensor(jacobian(inner, v, s)).isConstant().isCloseTo(expected);
      assertThatTensor(jacobian(attached, v, s)).isCloseTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity(45)
  void whatIsEmptyHasEmptyBlocks(List<Option> ways) {
    Option[] o = options(ways);
    Tensor none = Tensor.zeros(0);
    assertThatTensor(jacobian(z -> z.narrow(0, 0, 0), v, o)).hasShape(0, 4);
    assertThatTensor(jacobian(z -> z.sum().mul(v), none, o)).hasShape(4, 0);
    Jacobian<Tuple, Tuple> j = jacobian((Tuple t) -> pair(t.get(0), t.get(1)), pair(none, v), o);
    assertThatTensor(j.at(0, 0)).hasShape(0, 0);
    assertThatTensor(j.at(0, 1)).hasShape(0, 4);
    assertThatTensor(j.at(1, 0)).hasShape(4, 0);
    assertThatTensor(j.at(1, 1)).isCloseTo(Tensor.eye(4));
    assertThatTensor(hessian(z -> z.square().sum(), none, o)).hasShape(0, 0);
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity(46)
  void theFunctionRunsOnce(List<Option> ways) {
    AtomicInteger runs = new AtomicInteger();
    Function<Tensor, Tensor> f =
        z -> {
          runs.incrementAndGet();
          return z.exp();
        };
    jacobian(f, v, options(ways));
    assertThat(runs).hasValue(1);
    hessian(z -> f.apply(z).sum(), v, options(ways));
    assertThat(runs).hasValue(2);
  }

  // ---------------------------------------------------------------- D

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({48, 49, 50, 51, 56})
  void everyModeGivesTheSameHessian(List<Option> ways) {
    Option[] o = options(ways);
    assertThatTensor(hessian(z -> z.square().mul(3).sum(), x, o))
        .isConstant()
        .hasShape(4, 4, 4, 4)
        .isCloseTo(Tensor.eye(16).mul(6).reshape(4, 4, 4, 4));
    Tuple three = Tuple.of(numbers(2, 3), numbers(3, 2).cos(), numbers(2));
    Function<Tuple, Tensor> f =
        t -> t.get(0).relu().mul(t.get(0)).matmul(t.get(1).sin()).matmul(t.get(2)).sum();
    Tensor expected = hessian(f, three, chunkSize(1), Strategy.REVERSE).toDense();
    assertThatTensor(expected).isCloseTo(expected.mT());
    Jacobian<Tuple, Tuple> h = hessian(f, three, o);
    assertThatTensor(h.toDense()).isCloseTo(expected);
    assertThatTensor(h.at(0, 1)).hasShape(2, 3, 3, 2);
    Jacobian<Tuple, Tuple> unused = hessian((Tuple t) -> t.get(0).square().sum(), pair(v, x), o);
    assertThatTensor(unused.at(0, 0)).isCloseTo(Tensor.eye(4).mul(2));
    assertThatTensor(unused.at(1, 1)).isCloseTo(Tensor.zeros(4, 4, 4, 4));
    assertThatTensor(hessian(z -> Tensor.scalar(3), v, o)).isCloseTo(Tensor.zeros(4, 4));
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity(52)
  void hessianWantsOneScalar(List<Option> ways) {
    Option[] o = options(ways);
    refused(() -> hessian(z -> z.exp(), v, o), "hessian", "[4]", "scalar");
    refused(() -> vhp(z -> z.exp(), v, v), "vhp", "[4]", "scalar");
    refused(() -> hvp(z -> z.exp(), v, v), "hvp", "[4]", "scalar");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({53, 54})
  void hessianStrictAsksTheGraphInEveryMode(List<Option> ways) {
    Option[] o = options(ways, strict());
    Tensor other = Tensor.ones(4).requiresGrad();
    notStrict(() -> hessian(z -> z.detach().sum(), v, o), "output 0", "input 0");
    notStrict(() -> hessian(z -> other.square().sum(), v, o), "output 0", "input 0");
    notStrict(() -> hessian(z -> z.sum(), v, o), "gradient by input 0");
    assertThatTensor(hessian(z -> z.sum(), v, options(ways))).isExactly(Tensor.zeros(4, 4));
    assertThatNoException().isThrownBy(() -> hessian(z -> z.square().sum(), v, o));
    notStrict(
        () -> hessian(z -> z.square().sum(), v, options(List.of(o), createGraph())), "constant");
    assertThatTensor(hessian(z -> z.pow(3).sum(), v, options(List.of(o), createGraph())))
        .isAttached();
  }

  @Test
  @Parity(55)
  void hessianTakesNoNoticeOfNoGrad() {
    Tensor x0 = v.requiresGrad();
    assertThatTensor(Autograd.noGrad(() -> hessian(z -> z.pow(3).sum(), x0))).isConstant();
    Tensor attached = Autograd.noGrad(() -> hessian(z -> z.pow(3).sum(), x0, createGraph()));
    assertThatTensor(attached).isAttached().isCloseTo(Tensor.eye(4).mul(v.mul(6)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity(57)
  void hessiansOfScalarsHaveNoAxes(List<Option> ways) {
    Option[] o = options(ways);
    assertThatTensor(hessian(z -> z.sum(), x, o)).isCloseTo(Tensor.zeros(4, 4, 4, 4));
    assertThatTensor(hessian(z -> z.square().mul(v).sum(), Tensor.scalar(1), o))
        .hasShape()
        .isCloseTo(v.sum().mul(2));
    assertThatTensor(hessian(z -> z.pow(3).sum().reshape(1, 1, 1), v, o))
        .isCloseTo(Tensor.eye(4).mul(v.mul(6)));
  }

  @ParameterizedTest
  @MethodSource("ways")
  @Parity(58)
  void hessianCanBeDifferentiatedTwiceMore(List<Option> ways) {
    Option[] o = options(ways);
    GradCheck.require(z -> hessian(y -> y.sum().mul(y.exp()).sum(), z, o), numbers(2));
    GradCheck.require(
        (Tuple t) -> hessian((Tuple s) -> s.get(0).exp().mul(s.get(1).cos()).sum(), t, o).toDense(),
        pair(numbers(2), numbers(2).neg()));
  }

  @Test
  @Parity(59)
  void aTupleOfOneKeepsItsLevel() {
    Jacobian<Tuple, Tuple> h = hessian((Tuple t) -> t.get(0).pow(3).sum(), Tuple.of(v));
    assertThat(h.row(0).size()).isEqualTo(1);
    assertThatTensor(h.at(0, 0)).isCloseTo(Tensor.eye(4).mul(v.mul(6)));
  }

  @Test
  @Parity({60, 61})
  void aSeparableFunctionHasZeroBlocks() {
    Function<Tuple, Tensor> f = t -> t.get(0).pow(3).sum().add(t.get(1).pow(3).sum());
    notStrict(() -> hessian(f, pair(v, v), strict()), "gradient by input 0", "input 1");
    assertThatTensor(hessian(f, pair(v, v), Strategy.FORWARD).at(0, 1))
        .isExactly(Tensor.zeros(4, 4));
    assertThatNoException()
        .as("every input counts for both")
        .isThrownBy(() -> {
          vhp(f, pair(v, v), pair(v, v), strict());
          hvp(f, pair(v, v), pair(v, v), strict());
        });
  }

  // ---------------------------------------------------------------- E

  static Stream<Calls.Product> products() {
    return Stream.of((f, p, u, o) -> vhp(f, p, u, o), (f, p, u, o) -> hvp(f, p, u, o));
  }

  @ParameterizedTest
  @MethodSource("products")
  @Parity({62, 68, 74})
  void productsRefuseVectorsThatDoNotFitBeforeTheFunctionRuns(Calls.Product product) {
    TensorFunction never =
        z -> {
          throw new AssertionError("the function ran");
        };
    refused(() -> product.of(never, v, Tensor.ones(3)), "vector v", "[3]", "[4]");
    refused(() -> product.of(never, v, Tensor.longs(1, 2, 3, 4)), "vector v");
    Function<Tuple, Tensor> ofPair = t -> never.apply(t.get(0));
    refused(() -> vhp(ofPair, pair(v, v), Tuple.of(v)), "has 1", "2");
    refused(() -> hvp(ofPair, pair(v, v), Tuple.of(v)), "has 1", "2");
    refused(() -> vhp(ofPair, pair(v, v), pair(v, x)), "vector v 1", "[4, 4]");
    refused(() -> hvp(ofPair, pair(v, v), pair(v, x)), "vector v 1", "[4, 4]");
  }

  @ParameterizedTest
  @MethodSource("products")
  @Parity({63, 69})
  void productsStrictAskTheGraph(Calls.Product product) {
    Tensor other = Tensor.ones(4).requiresGrad();
    notStrict(() -> product.of(z -> z.detach().sum(), v, v, strict()), "output 0");
    notStrict(() -> product.of(z -> other.square().sum(), v, v, strict()), "output 0");
    notStrict(() -> product.of(z -> z.sum(), v, v, strict()), "gradient by input 0");
    notStrict(() -> product.of(z -> z.square().sum(), v, v, strict(), createGraph()), "constant");
    assertThatTensor(product.of(z -> z.sum(), v, v).product()).isExactly(Tensor.zeros(4));
    assertThatTensor(product.of(z -> z.detach().sum(), v, v).product()).isExactly(Tensor.zeros(4));
  }

  @ParameterizedTest
  @MethodSource("products")
  @Parity({64, 70})
  void productsTakeNoNoticeOfNoGrad(Calls.Product product) {
    Tensor x0 = v.requiresGrad();
    assertThatTensor(Autograd.noGrad(() -> product.of(z -> z.pow(3).sum(), x0, v)).product())
        .isConstant();
    var attached = Autograd.noGrad(() -> product.of(z -> z.pow(3).sum(), x0, v, createGraph()));
    assertThatTensor(attached.product()).isAttached();
    assertThatTensor(attached.value()).isAttached();
  }

  @ParameterizedTest
  @MethodSource("products")
  @Parity({65, 66, 71, 72})
  void productsMirrorTheInputs(Calls.Product product) {
    var r = product.of(z -> z.pow(3).sum().reshape(1, 1), v.requiresGrad(), v);
    assertThatTensor(r.value()).isConstant().hasShape(1, 1);
    assertThatTensor(r.product()).isConstant().isCloseTo(v.square().mul(6));
    assertThatTensor(
            product.of(z -> z.pow(3).mul(v).sum(), Tensor.scalar(2), Tensor.scalar(1)).product())
        .hasShape()
        .isCloseTo(v.sum().mul(12));
    Function<Tuple, Tensor> f = t -> t.get(0).mul(t.get(1)).sum().add(t.get(0).pow(3).sum());
    for (Tuple p :
        List.of(
            vhp(f, pair(v, v), pair(v, v)).product(), hvp(f, pair(v, v), pair(v, v)).product())) {
      assertThatTensor(p.get(0)).isCloseTo(v.square().mul(6).add(v));
      assertThatTensor(p.get(1)).isCloseTo(v);
    }
    Tensor two = Tensor.scalar(2);
    assertThatTensor(hvp((Tensor z) -> z.pow(3), two).apply()).holds(12);
    assertThatTensor(vhp((Tensor z) -> z.pow(3), two).apply()).holds(12);
    refused(() -> hvp((Tensor z) -> z.pow(3).sum(), v).apply(), "hvp", "left out");
  }

  @ParameterizedTest
  @MethodSource("products")
  @Parity({67, 73})
  void productsCanBeDifferentiatedTwiceMore(Calls.Product product) {
    GradCheck.require(
        (Tuple t) -> product.of(z -> z.exp().mul(z.sum()).sum(), t.get(0), t.get(1)).product(),
        pair(numbers(3), numbers(3).neg()));
    Tensor x0 = v.requiresGrad();
    Tensor v0 = v.cos().requiresGrad();
    product.of(z -> z.pow(3).sum(), x0, v0, createGraph()).product().sum().backward();
    assertThatTensor(x0.grad()).isCloseTo(v.cos().mul(6));
    assertThatTensor(v0.grad()).isCloseTo(v.mul(6));
  }

  // ---------------------------------------------------------------- F

  @ParameterizedTest
  @MethodSource("ways")
  @Parity({75, 76})
  void productsAreThoseWithTheDenseMatrix(List<Option> ways) {
    Option[] o = options(ways);
    TensorFunction f = z -> z.pow(3).add(z.sum());
    Tensor j = jacobian(f, v, o);
    Tensor u = v.cos();
    assertThatTensor(jvp(f, v, u).tangent()).isCloseTo(j.matmul(u));
    assertThatTensor(vjp(f, v, u).cotangent()).isCloseTo(u.matmul(j));
    TensorFunction s = z -> f.apply(z).mul(z.exp()).sum();
    Tensor h = hessian(s, v, o);
    assertThatTensor(hvp(s, v, u).product()).isCloseTo(h.matmul(u));
    assertThatTensor(vhp(s, v, u).product()).isCloseTo(u.matmul(h));
    assertThat(h.shape()).isEqualTo(Shape.of(4, 4));
  }
}
