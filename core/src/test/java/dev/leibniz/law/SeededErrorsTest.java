package dev.leibniz.law;

import static dev.leibniz.law.Domain.integers;
import static dev.leibniz.law.Domain.real;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Autograd;
import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Custom;
import dev.leibniz.op.Exponentials;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Run;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A law that never fails proves nothing: each one is shown an error that it must find. */
class SeededErrorsTest {
  /** An error, and the same without it. */
  record Seeded(Law law, Sample broken, Sample right) {}

  private static final List<Seeded> ERRORS =
      List.of(
          seeded(EvaluationLaws.SHAPE, "shape depends on numbers", x -> x.get(x.gt(0))),
          seeded(EvaluationLaws.VIEWS, "strides are ignored", SeededErrorsTest::ignoringStrides),
          seeded(
              EvaluationLaws.VIEWED_DERIVATIVES,
              "the rule ignores strides",
              ruled(null, (x, ct) -> ignoringStrides(ct).mul(x.cos()))),
          seeded(
              EvaluationLaws.FLOAT32,
              "digits are cancelled",
              x -> x.add(1e6).sin().mul(0).add(x.add(1e6).sub(1e6))),
          new Seeded(
              EvaluationLaws.INTEGERS,
              sample(
                  "halves are cut off", SeededErrorsTest::halved, integers(DType.INT64, -9, 9, 7)),
              sample("doubled", x -> x.add(x), integers(DType.INT64, -9, 9, 7))),
          seeded(
              FirstOrderLaws.TANGENT,
              "wrong sign in the jvp",
              ruled((x, v) -> v.mul(x.cos()).neg(), null)),
          seeded(
              FirstOrderLaws.TANGENT,
              "wrong sign in the vjp, transposed",
              ruled(null, (x, ct) -> ct.mul(x.cos()).neg())),
          seeded(
              FirstOrderLaws.TRANSPOSE,
              "the vjp is not the transposed jvp",
              ruled((x, v) -> v.mul(x.cos()), (x, ct) -> ct.flip(0).mul(x.cos()))),
          seeded(FirstOrderLaws.PUSH, "another value each time", counting()),
          seeded(FirstOrderLaws.REPEAT, "another cotangent each time", ruled(null, countingRule())),
          seeded(FirstOrderLaws.DEPENDENCE, "cut off", x -> x.detach().sin()),
          seeded(FirstOrderLaws.CLASSICAL, "unrecorded", x -> Autograd.noGrad(() -> x.sin())),
          seeded(FirstOrderLaws.NESTED, "another cotangent each time", ruled(null, countingRule())),
          seeded(
              SecondOrderLaws.COMBINATIONS,
              "the vjp is constant to the second derivative",
              ruled((x, v) -> v.mul(x.cos()), (x, ct) -> ct.mul(x.detach().cos()))),
          seeded(
              SecondOrderLaws.DIFFERENCES,
              "the vjp is constant to the second derivative",
              ruled(null, (x, ct) -> ct.mul(x.detach().cos()))),
          seeded(
              SecondOrderLaws.CLASSICAL,
              "the vjp is not recorded",
              ruled(null, (x, ct) -> Autograd.noGrad(() -> ct.mul(x.cos())))),
          seeded(
              BatchLaws.LOOP, "a batch is summed over the wrong axis", SeededErrorsTest::wrongAxis),
          seeded(
              BatchLaws.NESTED,
              "a batch is summed over the wrong axis",
              SeededErrorsTest::wrongAxis),
          seeded(
              BatchLaws.EMPTY,
              "a batch has one axis more",
              x -> isBatched(x) ? x.sum(0).unsqueeze(0) : x.sum(0)),
          seeded(
              BatchLaws.PULLBACKS,
              "wrong for batched cotangents",
              ruled(null, SeededErrorsTest::wrongWhenBatched)),
          seeded(
              BatchLaws.CAPTURED,
              "wrong for batched cotangents",
              ruled(null, SeededErrorsTest::wrongWhenBatched)),
          seeded(
              BatchLaws.THROUGH,
              "wrong for batched cotangents",
              ruled(null, SeededErrorsTest::wrongWhenBatched)),
          new Seeded(
              OpLaws.VALUE,
              Sample.of(SeededErrorsTest::unlikeAnyOther, real(-1, 1, 3)),
              Sample.of(() -> Exponentials.EXP, real(-1, 1, 3))),
          new Seeded(
              OpLaws.KEEP,
              Sample.of(SeededErrorsTest::keepingTooMuch, real(-1, 1, 3)),
              Sample.of(() -> Exponentials.EXP, real(-1, 1, 3))));

  @TestFactory
  Stream<DynamicTest> everyLawFindsItsError() {
    return ERRORS.stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.law().name() + " finds: " + e.broken(),
                () -> {
                  assertThat(e.law().holdsFor(e.right())).as("the right one").isTrue();
                  assertThat(e.law().holdsFor(e.broken())).as("the broken one").isFalse();
                }));
  }

  @Test
  void everyLawHasAnError() {
    assertThat(ERRORS.stream().map(e -> e.law().name()))
        .containsAll(Laws.all().stream().map(Law::name).toList());
  }

  @Test
  void aBrokenLawNamesSampleAndSeed() {
    Seeded error = ERRORS.getFirst();
    assertThat(catching(error))
        .hasMessageContaining(error.broken().name())
        .hasMessageContaining("-Dleibniz.seed=");
  }

  private static @Nullable Throwable catching(Seeded error) {
    try {
      error.law().check(error.broken());
      return null;
    } catch (AssertionError e) {
      return e;
    }
  }

  private static Seeded seeded(Law law, String error, UnaryOperator<Tensor> broken) {
    Domain domain = real(-1, 1, 4, 4);
    return new Seeded(law, sample(error, broken, domain), sample("sine", Tensor::sin, domain));
  }

  private static Sample sample(String name, UnaryOperator<Tensor> f, Domain domain) {
    return Sample.of(name, in -> new Tensor[] {f.apply(in[0])}, domain);
  }

  /** A sine with rules of its own. */
  private static UnaryOperator<Tensor> ruled(
      @Nullable BinaryOperator<Tensor> jvp, @Nullable BinaryOperator<Tensor> vjp) {
    Custom op =
        new Custom(
            "sine",
            x -> new Tensor[] {x[0].sin()},
            jvp == null ? null : rule(jvp),
            vjp == null ? null : rule(vjp));
    return x -> Run.many(op, x)[0];
  }

  private static BinaryOperator<Tensor[]> rule(BinaryOperator<Tensor> f) {
    return (x, t) -> new Tensor[] {f.apply(x[0], t[0])};
  }

  private static Tensor ignoringStrides(Tensor x) {
    return x instanceof Dense d && d.array() instanceof double[] a
        ? Dense.over(d.shape(), DType.FLOAT64, Arrays.copyOf(a, d.size()))
        : x;
  }

  private static Tensor halved(Tensor x) {
    return x.dtype().isFloating() ? x.mul(0.5) : x.mul(0.5).to(x.dtype());
  }

  private static UnaryOperator<Tensor> counting() {
    AtomicInteger calls = new AtomicInteger();
    return x -> x.mul((double) calls.incrementAndGet());
  }

  private static BinaryOperator<Tensor> countingRule() {
    AtomicInteger calls = new AtomicInteger();
    return (x, ct) -> ct.mul(x.cos()).mul((double) calls.incrementAndGet());
  }

  private static boolean isBatched(Tensor x) {
    return !(x instanceof Dense);
  }

  private static Tensor wrongAxis(Tensor x) {
    return isBatched(x) ? x.sum(1) : x.sum(0);
  }

  private static Tensor wrongWhenBatched(Tensor x, Tensor ct) {
    return isBatched(ct) ? ct.mul(x.cos()).flip(0) : ct.mul(x.cos());
  }

  /** Each has lambdas of its own. */
  private static Op unlikeAnyOther() {
    AtomicInteger mine = new AtomicInteger(1);
    return new Custom("mine", x -> new Tensor[] {x[0].mul((double) mine.get())}, null, null);
  }

  /** Linear, so that nothing need be kept; yet a custom op keeps everything. */
  private static Op keepingTooMuch() {
    return new Custom("twice", x -> new Tensor[] {x[0].mul(2)}, rule((x, v) -> v.mul(2)), null);
  }
}
