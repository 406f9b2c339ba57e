package dev.leibniz.parity;

import static dev.leibniz.CustomRules.customJvp;
import static dev.leibniz.CustomRules.customRule;
import static dev.leibniz.CustomRules.customVjp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.GradCheck;
import dev.leibniz.GradCheck.Kind;
import dev.leibniz.GradCheck.Mismatch;
import dev.leibniz.GraphException;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.Tuple;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** {@code gradcheck} and {@code gradgradcheck}. */
class GradCheckTest {
  private static final Tensor X = Tensor.of(0.3, -1.2, 2.5);

  private static Mismatch worst(GradCheck.Report report) {
    return report.worst().orElseThrow();
  }

  @Test
  @Parity(221)
  void aRightFunctionPassesInBothModesAndToSecondOrder() {
    GradCheck.Report report = GradCheck.check((Tensor x) -> x.sin().mul(x), X);
    assertThat(report.isPassed()).isTrue();
    // 3 outputs by 3 inputs in two modes, their comparison with 6 directions, two Hessians.
    assertThat(report.compared()).isEqualTo(9 + 9 + 9 + 6 + 9 + 9);
    GradCheck.require((Tensor x) -> x.exp().sum(), X);
  }

  @Test
  @Parity(222)
  void aRandomFunctionIsCaughtHoweverSmallItsJitter() {
    AtomicInteger calls = new AtomicInteger();
    Mismatch worst =
        worst(GradCheck.check((Tensor x) -> x.mul(2 + 1e-14 * calls.getAndIncrement()), X));
    assertThat(worst.kind()).isEqualTo(Kind.VALUE);
    assertThat(worst.likelyCause()).contains("random").contains("Key");
  }

  @Test
  @Parity(223)
  void float32IsNamedAsTheCause() {
    Mismatch worst = worst(GradCheck.check((Tensor x) -> x.exp(), X.to(DType.FLOAT32)));
    assertThat(worst.likelyCause()).contains("FLOAT32").contains("FLOAT64");
    assertThatThrownBy(() -> GradCheck.check((Tensor x) -> x, Tensor.longs(1, 2)))
        .hasMessageContaining("GradCheck")
        .hasMessageContaining("INT64");
    assertThat(GradCheck.check((Tensor x) -> x.square(), Tensor.of(2).expand(3)).isPassed())
        .as("a stride of zero is no aliasing here")
        .isTrue();
  }

  @Test
  @Parity(225)
  void withoutFloatingOutputsThereIsNothingToCompare() {
    GradCheck.Report integers = GradCheck.check((Tensor x) -> x.argmax(0), X);
    assertThat(integers.isPassed()).isTrue();
    assertThat(integers.compared()).isZero();
    assertThat(GradCheck.check((Tensor x) -> x.narrow(0, 0, 0), X).isPassed()).isTrue();
  }

  @Test
  @Parity({226, 236})
  void aRuleThatCannotBeBatchedIsRefused() {
    TensorFunction rule =
        customVjp(x -> x.square(), (x, ct) -> ct.mul(2 * x.item()).add(ct.sum().item() * 0));
    assertThatThrownBy(() -> GradCheck.check(rule, Tensor.of(2))).hasMessageContaining("item");
  }

  @Test
  @Parity(227)
  void aRuleThatDoesNotMultiplyByTheCotangentIsCaught() {
    TensorFunction rule = customVjp(x -> x.sum(), (x, ct) -> x.onesLike());
    Mismatch worst = worst(GradCheck.check(rule, X));
    assertThat(worst.kind()).isEqualTo(Kind.LINEARITY);
    assertThat(worst.likelyCause()).contains("not linear in the cotangent");
  }

  @Test
  @Parity(228)
  void anOutputThatNobodyAskedForIsZeroToTheRule() {
    Function<Tuple, Tuple> rule =
        customVjp(
            Tuple.class,
            p -> Tuple.of(p.get(0).sin(), p.get(0).cos()),
            (p, ct) -> Tuple.of(ct.get(0).mul(p.get(0).cos()).sub(ct.get(1).mul(p.get(0).sin()))));
    GradCheck.require((Tuple p) -> rule.apply(p).get(1), Tuple.of(X));
    GradCheck.require(rule, Tuple.of(X));
  }

  @Test
  @Parity(229)
  void theReportNamesTheWorstElementByOutputAndInputWithBothValues() {
    Function<Tuple, Tuple> rule =
        customVjp(
            Tuple.class,
            p -> Tuple.of(p.get(0).square(), p.get(1).mul(3)),
            (p, ct) ->
                Tuple.of(
                    ct.get(0).mul(p.get(0)).mul(2),
                    ct.get(1).mul(Tensor.of(new double[][] {{3, 3}, {3.5, 3}}))));
    Tuple point = Tuple.of(X, Tensor.of(new double[][] {{1, 2}, {3, 4}}));
    Mismatch worst = worst(GradCheck.check(rule, point));
    assertThat(worst.kind()).isEqualTo(Kind.REVERSE);
    assertThat(worst.output()).isEqualTo(new GradCheck.Place("1", List.of(1, 0)));
    assertThat(worst.input()).isEqualTo(new GradCheck.Place("1", List.of(1, 0)));
    assertThat(worst.actual()).isEqualTo(3.5);
    assertThat(worst.expected()).isCloseTo(3, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(worst.likelyCause()).contains("rule is wrong");
    assertThatThrownBy(() -> GradCheck.require(rule, point))
        .isInstanceOf(GraphException.class)
        .hasMessageStartingWith(
            "gradient check: REVERSE: d output 1[1, 0] / d input 1[1, 0] is 3.5,"
                + " differences give 3.0");
  }

  @Test
  @Parity(230)
  void aShapeThatDependsOnTheNumbersIsRefused() {
    assertThatThrownBy(() ->
            GradCheck.check(
                (Tensor x) -> x.detach().select(0, 0).item() > 0.3 ? x : x.narrow(0, 0, 1), X))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("must not depend on the numbers");
  }

  @Test
  @Parity(232)
  void anErrorOfTheFunctionPropagates() {
    IllegalStateException mine = new IllegalStateException("mine");
    TensorFunction failing =
        x -> {
          throw mine;
        };
    assertThatThrownBy(() -> GradCheck.check(failing, X)).isSameAs(mine);
  }

  @Test
  @Parity(233)
  void aWrongTangentRuleIsCaught() {
    Function<Tuple, Tensor> product =
        customRule(
            Tuple.class,
            p -> p.get(0).mul(p.get(1)),
            (p, v) -> v.get(0).mul(p.get(1)).add(p.get(0).mul(v.get(1)).mul(1.1)),
            (p, ct) -> Tuple.of(ct.mul(p.get(1)), ct.mul(p.get(0))));
    Mismatch worst = worst(GradCheck.check(product, Tuple.of(X, X.neg())));
    assertThat(worst.kind()).isEqualTo(Kind.FORWARD);
    assertThat(worst.input().path()).isEqualTo("1");
    assertThat(worst.output()).isEqualTo(new GradCheck.Place("", List.of(2)));
  }

  @Test
  @Parity(234)
  void theFunctionRunsAsOftenAsThereAreComparisons() {
    AtomicInteger calls = new AtomicInteger();
    GradCheck.checkTranspose(
        (Tensor x) -> {
          calls.incrementAndGet();
          return x.square();
        },
        X);
    assertThat(calls).as("value, two Jacobians, vjp, jvp").hasValue(5);
  }

  @Test
  @Parity(235)
  void ofTwoWrongRulesThatForCotangentsIsReported() {
    TensorFunction both =
        customRule(x -> x.square(), (x, v) -> v.mul(x).mul(7), (x, ct) -> ct.mul(x).mul(5));
    assertThat(worst(GradCheck.check(both, X)).kind()).isEqualTo(Kind.REVERSE);
    TensorFunction jvpWrong =
        customRule(x -> x.square(), (x, v) -> v.mul(x).mul(7), (x, ct) -> ct.mul(x).mul(2));
    assertThat(worst(GradCheck.check(jvpWrong, X)).kind()).isEqualTo(Kind.FORWARD);
    TensorFunction onlyJvp = customJvp(x -> x.square(), (x, v) -> v.mul(x).mul(2));
    assertThat(GradCheck.check(onlyJvp, X).isPassed()).isTrue();
    TensorFunction wrongOnlyJvp = customJvp(x -> x.square(), (x, v) -> v.mul(x).mul(3));
    assertThat(worst(GradCheck.check(wrongOnlyJvp, X)).kind()).isEqualTo(Kind.REVERSE);
  }

  @Test
  @Parity(237)
  void anInputOnWhichNothingDependsPasses() {
    GradCheck.require((Tuple p) -> p.get(0).square(), Tuple.of(X, Tensor.of(1, 2)));
    GradCheck.require((Tensor x) -> Tensor.of(1, 2), X);
  }

  @Test
  @Parity(238)
  void aKinkIsNamedAsTheCause() {
    Mismatch worst = worst(GradCheck.check((Tensor x) -> x.relu(), Tensor.of(1, 0)));
    assertThat(worst.input().index()).containsExactly(1);
    assertThat(worst.actual()).isZero();
    assertThat(worst.expected()).isEqualTo(0.5);
    assertThat(worst.likelyCause()).contains("kink").contains("0.0").contains("1.0");
    Mismatch jump = worst(GradCheck.check((Tensor x) -> x.abs(), Tensor.of(1, 0)));
    assertThat(jump.kind())
        .as("differences across give 0 there too")
        .isEqualTo(Kind.FORWARD_OVER_REVERSE);
    assertThat(jump.likelyCause()).contains("jump").contains("kink");
    Tensor leaf = X.requiresGrad();
    GradCheck.require((Tensor x) -> x.square(), leaf);
    assertThat(leaf.grad()).isNull();
  }

  @Test
  void aRuleThatIsWrongOnlyAtSecondOrderIsCaught() {
    TensorFunction cube =
        customVjp(x -> x.square().mul(x), (x, ct) -> ct.mul(x.detach().square().mul(3)));
    Mismatch worst = worst(GradCheck.check(cube, X));
    assertThat(worst.kind()).isEqualTo(Kind.FORWARD_OVER_REVERSE);
    assertThat(worst.likelyCause()).contains("detached");
  }

  @Test
  void somethingDetachedIsNamedAsTheCause() {
    Mismatch worst = worst(GradCheck.check((Tensor x) -> x.detach().square(), X));
    assertThat(worst.actual()).isZero();
    assertThat(worst.likelyCause()).contains("detached");
  }

  @Test
  void theTwoModesAreComparedWithoutDifferences() {
    TensorFunction right =
        customRule(x -> x.sin(), (x, v) -> v.mul(x.cos()), (x, ct) -> ct.mul(x.cos()));
    assertThat(GradCheck.checkTranspose(right, X).isPassed()).isTrue();
    TensorFunction wrong =
        customRule(x -> x.sin(), (x, v) -> v.mul(x.cos()), (x, ct) -> ct.mul(x.cos()).mul(1.0001));
    Mismatch worst = worst(GradCheck.checkTranspose(wrong, X));
    assertThat(worst.kind()).isEqualTo(Kind.TRANSPOSE);
    assertThat(worst.likelyCause()).contains("no transposes");
    // In FLOAT32 as well, where differences would say nothing.
    assertThat(GradCheck.checkTranspose(right, X.to(DType.FLOAT32)).isPassed()).isTrue();
    TensorFunction worse =
        customRule(x -> x.sin(), (x, v) -> v.mul(x.cos()), (x, ct) -> ct.mul(x.cos()).mul(1.01));
    assertThat(GradCheck.checkTranspose(worse, X.to(DType.FLOAT32)).isPassed()).isFalse();
  }
}
