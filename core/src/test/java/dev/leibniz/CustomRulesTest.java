package dev.leibniz;

import static dev.leibniz.CustomRules.callback;
import static dev.leibniz.CustomRules.customJvp;
import static dev.leibniz.CustomRules.customRule;
import static dev.leibniz.CustomRules.customVjp;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions with a jvp, a vjp or both of their own, under every transform. */
class CustomRulesTest {
  private static final Tensor X = Tensor.of(0.3, -1.2, 2.5);
  private static final Tensor ROWS = Tensor.of(new double[][] {{0.3, -1.2}, {2.5, 0.1}, {1, 2}});

  /** A polar point from a Cartesian one. */
  record Point(Tensor x, Tensor y) {}

  record Polar(Tensor radius, Tensor angle) {}

  private static Polar polar(Point p) {
    return new Polar(p.x().hypot(p.y()), p.y().atan2(p.x()));
  }

  private static Polar push(Point p, Point v) {
    Tensor r = p.x().hypot(p.y());
    return new Polar(
        p.x().mul(v.x()).add(p.y().mul(v.y())).div(r),
        p.x().mul(v.y()).sub(p.y().mul(v.x())).div(r.square()));
  }

  private static Point pull(Point p, Polar ct) {
    Tensor r = p.x().hypot(p.y());
    Tensor radial = ct.radius().div(r);
    Tensor around = ct.angle().div(r.square());
    return new Point(
        radial.mul(p.x()).sub(around.mul(p.y())), radial.mul(p.y()).add(around.mul(p.x())));
  }

  static List<TensorFunction> sines() {
    return List.of(
        customJvp(x -> x.sin(), (x, v) -> v.mul(x.cos())),
        customVjp(x -> x.sin(), (x, ct) -> ct.mul(x.cos())),
        customRule(x -> x.sin(), (x, v) -> v.mul(x.cos()), (x, ct) -> ct.mul(x.cos())));
  }

  static List<Function<Point, Polar>> polars() {
    return List.of(
        customJvp(Point.class, CustomRulesTest::polar, CustomRulesTest::push),
        customVjp(Point.class, CustomRulesTest::polar, CustomRulesTest::pull),
        customRule(
            Point.class, CustomRulesTest::polar, CustomRulesTest::push, CustomRulesTest::pull),
        callback(
            Point.class, CustomRulesTest::looped, CustomRulesTest::push, CustomRulesTest::pull));
  }

  /** {@link #polar} by loops over numbers. */
  private static Polar looped(Point p) {
    double[] x = p.x().toArray();
    double[] y = p.y().toArray();
    double[] radius = new double[x.length];
    double[] angle = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      radius[i] = Math.hypot(x[i], y[i]);
      angle[i] = Math.atan2(y[i], x[i]);
    }
    Shape shape = p.x().shape();
    return new Polar(Tensor.of(radius).reshape(shape), Tensor.of(angle).reshape(shape));
  }

  @Test
  void aCallbackSeesOneExampleAfterTheOther() {
    List<String> seen = new ArrayList<>();
    Function<Tensor, Tensor> twice =
        callback(
            Tensor.class,
            x -> {
              seen.add(Arrays.toString(x.toArray()));
              return Tensor.of(x.toArray()).mul(2);
            },
            (x, v) -> v.mul(2),
            (x, ct) -> ct.mul(2));
    near(vmap(twice).apply(ROWS), ROWS.mul(2));
    assertThat(seen).containsExactly("[0.3, -1.2]", "[2.5, 0.1]", "[1.0, 2.0]");
    seen.clear();
    near(vmap(x -> twice.apply(x), Functional.inAxes(1)).apply(ROWS), ROWS.mT().mul(2));
    assertThat(seen).containsExactly("[0.3, 2.5, 1.0]", "[-1.2, 0.1, 2.0]");
    seen.clear();
    near(vmap((Tensor x) -> vmap(twice).apply(x.unsqueeze(1))).apply(ROWS).squeeze(2), ROWS.mul(2));
    assertThat(seen).hasSize(6);
    assertThatThrownBy(() -> vmap(twice).apply(Tensor.zeros(0, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("vmap of callback: the batch has no examples");
  }

  @Test
  void aCallbackMustNotCaptureWhatIsTraced() {
    assertThatThrownBy(() ->
            grad(
                (Tensor w) ->
                    callback(
                            Tensor.class,
                            x -> x.mul(w),
                            (x, v) -> v.mul(w),
                            (Tensor x, Tensor ct) -> ct.mul(w))
                        .apply(w)
                        .sum(),
                X))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("callback");
  }

  private static void near(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toArray()).containsExactly(expected.toArray(), Offset.offset(1e-12));
  }

  @ParameterizedTest
  @MethodSource("sines")
  void aFunctionOfATensorSurvivesNestingToThirdOrder(TensorFunction sine) {
    TensorFunction sum = x -> sine.apply(x).sum();
    near(grad(sum, X), X.cos());
    near(jvp(sine, X, X).tangent(), X.cos().mul(X));
    Tensor second = hessian(sum, X);
    near(second, X.sin().neg().unsqueeze(1).mul(Tensor.eye(3)));
    near(grad((Tensor x) -> grad((Tensor z) -> grad(sum, z).sum(), x).sum(), X), X.cos().neg());
    near(
        jvp((Tensor x) -> jvp(sine, x, X.onesLike()).tangent(), X, X.onesLike()).tangent(),
        X.sin().neg());
    near(grad((Tensor x) -> jvp(sine, x, X).tangent().sum(), X), X.sin().neg().mul(X));
    GradCheck.require(sine, X);
  }

  @ParameterizedTest
  @MethodSource("sines")
  void aFunctionOfATensorIsBatched(TensorFunction sine) {
    near(vmap(sine).apply(ROWS), ROWS.sin());
    TensorFunction sum = x -> sine.apply(x).sum();
    near(vmap((Tensor x) -> grad(sum, x)).apply(ROWS), ROWS.cos());
    near(grad((Tensor m) -> vmap(sum).apply(m).sum(), ROWS), ROWS.cos());
    near(vmap((Tensor x) -> vmap(sine).apply(x)).apply(ROWS), ROWS.sin());
    Tensor hessians = vmap((Tensor x) -> secondOf(sum, x)).apply(ROWS);
    near(hessians, ROWS.sin().neg().unsqueeze(2).mul(Tensor.eye(2)));
    near(vmap(sine).apply(Tensor.zeros(0, 2)), Tensor.zeros(0, 2));
  }

  private static Tensor secondOf(TensorFunction f, Tensor x) {
    return hessian(f, x);
  }

  @ParameterizedTest
  @MethodSource("polars")
  void aFunctionOfSeveralTensorsWithSeveralResults(Function<Point, Polar> polar) {
    Point p = new Point(X, X.add(1.5));
    Point v = new Point(Tensor.of(1, 2, 3), Tensor.of(-1, 0.5, 2));
    Polar ct = new Polar(Tensor.of(1, -1, 2), Tensor.of(0.5, 3, 1));
    Function<Point, Polar> plain = CustomRulesTest::polar;
    Polar expected = jvp(plain, p, v).tangent();
    Polar actual = jvp(polar, p, v).tangent();
    near(actual.radius(), expected.radius());
    near(actual.angle(), expected.angle());
    Point back = vjp(polar, p).apply(ct);
    Point backPlain = vjp(plain, p).apply(ct);
    near(back.x(), backPlain.x());
    near(back.y(), backPlain.y());
    near(
        jacobian((Point q) -> grad((Point z) -> angleOf(polar, z), q), p).toDense(),
        jacobian((Point q) -> grad((Point z) -> angleOf(plain, z), q), p).toDense());
    GradCheck.require(polar, p);
  }

  private static Tensor angleOf(Function<Point, Polar> polar, Point p) {
    Polar y = polar.apply(p);
    return y.angle().mul(y.radius()).sum();
  }

  @ParameterizedTest
  @MethodSource("polars")
  void aFunctionOfSeveralTensorsIsBatched(Function<Point, Polar> polar) {
    Point p = new Point(ROWS, ROWS.add(2));
    Polar actual = vmap(Point.class, polar).apply(p);
    near(actual.radius(), polar(p).radius());
    near(actual.angle(), polar(p).angle());
    Function<Point, Point> slope = z -> grad((Point q) -> angleOf(polar, q), z);
    Function<Point, Point> plain = z -> grad((Point q) -> angleOf(CustomRulesTest::polar, q), z);
    Point slopes = vmap(Point.class, slope).apply(p);
    near(slopes.x(), plain.apply(p).x());
    near(slopes.y(), plain.apply(p).y());
    Point through =
        grad(
            (Point z) -> {
              Polar y = vmap(Point.class, polar).apply(z);
              return y.angle().mul(y.radius()).sum();
            },
            p);
    near(through.x(), plain.apply(p).x());
  }

  @Test
  void eachModeUsesItsOwnRule() {
    AtomicInteger tangents = new AtomicInteger();
    AtomicInteger cotangents = new AtomicInteger();
    TensorFunction f =
        customRule(
            x -> x.square(),
            (x, v) -> {
              tangents.incrementAndGet();
              return v.mul(x).mul(2);
            },
            (x, ct) -> {
              cotangents.incrementAndGet();
              return ct.mul(x).mul(2);
            });
    jvp(f, X, X);
    assertThat(tangents).hasValue(1);
    assertThat(cotangents).hasValue(0);
    grad((Tensor x) -> f.apply(x).sum(), X);
    assertThat(tangents).hasValue(1);
    assertThat(cotangents).hasValue(1);
  }

  @Test
  void integersOfThePointRideAlong() {
    Function<Tuple, Tensor> pick =
        customVjp(
            Tuple.class,
            p -> p.get(0).get(p.get(1)),
            (p, ct) -> Tuple.of(p.get(0).zerosLike().at(p.get(1)).add(ct), p.get(1)));
    Tuple point = Tuple.of(X, Tensor.longs(2, 0));
    near(grad((Tuple p) -> pick.apply(p).square().sum(), point).get(0), Tensor.of(0.6, 0, 5));
  }

  @Test
  void integerResultsAreRefused() {
    Function<Tuple, Tuple> f =
        customVjp(Tuple.class, p -> Tuple.of(p.get(0), p.get(0).argmax(0)), (p, ct) -> p);
    assertThatThrownBy(() -> f.apply(Tuple.of(X)))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("customVjp")
        .hasMessageContaining("floating");
  }

  @Test
  void aCotangentOfTheWrongStructureIsRefused() {
    Function<Tuple, Tensor> f =
        customVjp(Tuple.class, p -> p.get(0).mul(p.get(1)), (p, ct) -> Tuple.of(ct.mul(p.get(1))));
    assertThatThrownBy(() -> grad((Tuple p) -> f.apply(p).sum(), Tuple.of(X, X)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("customVjp")
        .hasMessageContaining("1 floating")
        .hasMessageContaining("2 are needed");
  }
}
