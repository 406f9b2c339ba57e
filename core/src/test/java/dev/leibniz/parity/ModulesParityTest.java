package dev.leibniz.parity;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static dev.leibniz.nn.Modules.functionalCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.nn.BatchNorm1d;
import dev.leibniz.nn.Dropout;
import dev.leibniz.nn.Layer;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Modules;
import dev.leibniz.nn.Modules.Substitution;
import dev.leibniz.nn.Reduction;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Step;
import dev.leibniz.nn.Tanh;
import dev.leibniz.tree.Buffer;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Section P: modules as functions. */
class ModulesParityTest {
  record Model(Linear l1, @Buffer Tensor buffer, double scale) implements Layer<Model> {
    @Override
    public Tensor apply(Tensor x) {
      return l1.apply(x).add(buffer).mul(scale);
    }
  }

  record Tied(Linear l1, Tensor tied) {
    Tensor apply(Tensor x) {
      return l1.apply(x).add(tied);
    }
  }

  private final Key key = Key.of(11);
  private final Tensor x = Tensor.of(new double[][] {{2}});
  private final Model model =
      new Model(new Linear(Tensor.of(new double[][] {{3}}), Tensor.of(0.5)), Tensor.of(0.25), 1);
  private final Map<String, Tensor> one =
      Map.of(
          "l1.weight", Tensor.of(new double[][] {{1}}),
          "l1.bias", Tensor.of(0.0),
          "buffer", Tensor.of(0.0));

  private static Tensor get(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  @Test
  @Parity(191)
  void tensorsAreReplacedAndTheModuleIsAsBefore() {
    assertThatTensor(functionalCall(model, one, m -> m.apply(x))).isExactly(x);
    assertThatTensor(model.apply(x)).holds(6.75);
  }

  @Test
  @Parity(192)
  void gradientsFlowToWhatIsGivenOnly() {
    Map<String, Tensor> g =
        grad(p -> functionalCall(model, p, m -> m.apply(x)).sum(), Map.copyOf(one));
    assertThatTensor(get(g, "l1.weight")).holds(2);
    assertThatTensor(get(g, "l1.bias")).holds(1);
    Tensor w = get(one, "l1.weight").requiresGrad();
    Linear own = new Linear(model.l1().weight().requiresGrad(), model.l1().bias());
    functionalCall(own, Map.of("weight", w), m -> m.apply(x)).sum().backward();
    assertThatTensor(w.grad()).holds(2);
    assertThat(own.weight().grad()).isNull();
  }

  @Test
  @Parity(193)
  void runningStatisticsAreInTheModuleThatTrainingLeavesBehind() {
    BatchNorm1d bn = BatchNorm1d.of(1);
    Tensor rows = Tensor.of(new double[][] {{1}, {3}}).to(DType.FLOAT32);
    Map<String, Tensor> given = Map.of("running_mean", Tensor.floats(10));
    BatchNorm1d after = functionalCall(bn, given, m -> m.train(rows, key).module());
    assertThatTensor(after.runningMean()).isCloseTo(Tensor.floats(9.2f), 1e-6);
    assertThatTensor(get(given, "running_mean")).isExactly(Tensor.floats(10));
    assertThatTensor(bn.runningMean()).isExactly(Tensor.floats(0));
    BatchNorm1d own = functionalCall(bn, Map.of(), m -> m.train(rows, key).module());
    assertThatTensor(own.runningMean()).isCloseTo(Tensor.floats(0.2f), 1e-6);
  }

  @Test
  @Parity(195)
  void whatIsNotGivenIsTheModulesOwnAndWhatIsTooMuchIsPassedOver() {
    Map<String, Tensor> some = Map.of("l1.weight", get(one, "l1.weight"), "extra", Tensor.of(7));
    assertThatTensor(functionalCall(model, some, m -> m.apply(x))).holds(2.75);
  }

  @Test
  @Parity(196)
  void strictnessNamesWhatIsMissingAndUnexpected() {
    Map<String, Tensor> wrong = Map.of("l1.bias", Tensor.of(1), "extra", Tensor.of(7));
    assertThatThrownBy(() -> functionalCall(model, wrong, m -> m, Substitution.STRICT))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("unexpected: extra")
        .hasMessageContaining("missing: l1.weight, buffer");
    assertThatThrownBy(() ->
            functionalCall(model, Map.of("l1.bias", Tensor.of(1)), m -> m, Substitution.STRICT))
        .hasMessageContaining("missing")
        .hasMessageNotContaining("unexpected");
    assertThatTensor(functionalCall(model, one, m -> m.apply(x), Substitution.STRICT)).isExactly(x);
    assertThatTensor(model.apply(x)).holds(6.75);
  }

  @Test
  @Parity(197)
  void absentTensorsAndNamesThatLeadNowhere() {
    Map<String, @Nullable Tensor> none = new HashMap<>();
    none.put("l1.bias", null);
    assertThatTensor(functionalCall(model, none, m -> m.apply(x))).holds(6.25);
    assertThatThrownBy(() -> functionalCall(model, Map.of("scale", Tensor.of(1)), m -> m))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"scale\" is no tensor but a Double");
    assertThatThrownBy(() -> functionalCall(model, Map.of("l2.bias", Tensor.of(1)), m -> m))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"l2\", which is no part");
    assertThatThrownBy(() -> functionalCall(model, Map.of("l1", Tensor.of(1)), m -> m))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("a Linear");
  }

  @Test
  @Parity(198)
  void afterAnExceptionTheModuleIsAsBefore() {
    assertThatThrownBy(() ->
            functionalCall(
                model,
                one,
                m -> {
                  throw new IllegalStateException("in the call");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThatTensor(model.apply(x)).holds(6.75);
  }

  @Test
  @Parity(199)
  void tiedWeightsAreReplacedTogether() {
    Tensor shared = Tensor.of(0.5);
    Tied tied = new Tied(new Linear(Tensor.of(new double[][] {{3}}), shared), shared);
    Tensor a = Tensor.of(1);
    Tensor b = Tensor.of(2);
    assertThatTensor(functionalCall(tied, Map.of("l1.bias", a), m -> m.apply(x))).holds(8);
    assertThatTensor(functionalCall(tied, Map.of("tied", a), m -> m.apply(x))).holds(8);
    assertThatTensor(functionalCall(tied, Map.of("tied", a), m -> m.apply(x), Substitution.UNTIED))
        .holds(7.5);
    assertThatTensor(functionalCall(tied, Map.of("tied", a, "l1.bias", a), m -> m.apply(x)))
        .holds(8);
    assertThatThrownBy(() -> functionalCall(tied, Map.of("tied", a, "l1.bias", b), m -> m))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("UNTIED");
    assertThatTensor(
            functionalCall(
                tied, Map.of("tied", a, "l1.bias", b), m -> m.apply(x), Substitution.UNTIED))
        .holds(9);
  }

  @Test
  @Parity(200)
  void severalMapsMustHaveDifferentNames() {
    Map<String, Tensor> parameters =
        Map.of("l1.weight", get(one, "l1.weight"), "l1.bias", Tensor.of(0.0));
    Map<String, Tensor> buffers = Map.of("buffer", Tensor.of(0.0));
    assertThatTensor(functionalCall(model, List.of(parameters, buffers), m -> m.apply(x)))
        .isExactly(x);
    assertThatThrownBy(() -> functionalCall(model, List.of(parameters, one), m -> m))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("l1.weight")
        .hasMessageContaining("l1.bias")
        .hasMessageContaining("more than one");
  }

  @Test
  @Parity(201)
  void modulesAreStackedIfTheyAreAlike() {
    Model other = Tree.map(t -> t.mul(2), model);
    Model both = Modules.stack(List.of(model, other));
    assertThatTensor(both.l1().weight()).holds(3, 6);
    assertThatTensor(both.buffer()).holds(0.25, 0.25);
    assertThatThrownBy(() -> Modules.stack(List.of())).isInstanceOf(StructureException.class);
    assertThatThrownBy(() -> Modules.stack(List.of(model, model.l1())))
        .isInstanceOf(StructureException.class);
  }

  @Test
  @Parity(202)
  void detachedTensorsCutWhatIsOutside() {
    Tensor w = Tensor.of(new double[][] {{3}}).requiresGrad();
    Linear attached = new Linear(w, null);
    Tensor y = functionalCall(attached, Map.of("weight", w.detach()), m -> m.apply(x));
    assertThatTensor(y).isConstant();
  }

  // ---------------------------------------------------------------- end to end

  private Sequential network(int seed) {
    Key[] keys = Key.of(seed).split2();
    return Modules.to(
        Sequential.of(Linear.of(1, 8, keys[0]), new Tanh(), Linear.of(8, 1, keys[1])),
        DType.FLOAT64);
  }

  private static Tensor mse(Sequential m, Tensor x, Tensor y) {
    return Losses.mse(m.apply(x), y, Reduction.MEAN);
  }

  private static Sequential descended(Sequential m, Sequential gradient, Tensor rate) {
    return Tree.map((w, g) -> w.sub(g.mul(rate)), m, gradient);
  }

  /** The loss after one step of descent: its gradient needs second derivatives. */
  private static Tensor afterAStep(Sequential m, Tensor amplitude, Tensor phase) {
    Tensor xs = Tensor.linspace(-3, 3, 10).unsqueeze(1);
    Tensor ys = xs.add(phase).sin().mul(amplitude);
    Sequential adapted = descended(m, grad(n -> mse(n, xs, ys), m), Tensor.scalar(0.1));
    Tensor test = xs.add(0.2);
    return mse(adapted, test, test.add(phase).sin().mul(amplitude));
  }

  @Test
  @Parity(203)
  void metaLearningLearnsThroughItsOwnGradients() {
    Tensor amplitudes = key.uniform(6).add(0.5);
    Tensor phases = Key.of(12).uniform(6);
    Sequential m = network(1);
    double before = 0;
    double after = 0;
    for (int step = 0; step < 30; step++) {
      Sequential at = m;
      Sequential g =
          grad(
              (Sequential n) ->
                  vmap((Tensor a, Tensor p) -> afterAStep(n, a, p))
                      .apply(amplitudes, phases)
                      .mean(),
              at);
      after =
          vmap((Tensor a, Tensor p) -> afterAStep(at, a, p))
              .apply(amplitudes, phases)
              .mean()
              .item();
      before = step == 0 ? after : before;
      m = descended(m, g, Tensor.scalar(0.1));
    }
    assertThat(after).isLessThan(0.7 * before);
    Sequential one = network(2);
    Sequential together =
        grad(
            (Sequential n) ->
                vmap((Tensor a, Tensor p) -> afterAStep(n, a, p)).apply(amplitudes, phases).sum(),
            one);
    Sequential alone = Tree.map(t -> t.mul(0), one);
    for (int i = 0; i < 6; i++) {
      Tensor a = amplitudes.get(i);
      Tensor p = phases.get(i);
      alone = Tree.map(Tensor::add, alone, grad(n -> afterAStep(n, a, p), one));
    }
    assertAlike(together, alone);
  }

  @Test
  void ensemblesLearnTogetherAsTheyDoAlone() {
    Tensor xs = Key.of(20).normal(12, 1);
    Tensor ys = xs.sin();
    Tensor rates = Tensor.of(0.05, 0.1, 0.2);
    List<Sequential> apart = new ArrayList<>(List.of(network(1), network(2), network(3)));
    Sequential ensemble = Modules.stack(apart);
    record Learner(Sequential model, Tensor rate) {}
    for (int step = 0; step < 5; step++) {
      ensemble =
          vmap(
                  Learner.class,
                  (Learner l) ->
                      descended(l.model(), grad(n -> mse(n, xs, ys), l.model()), l.rate()))
              .apply(new Learner(ensemble, rates));
      for (int i = 0; i < 3; i++) {
        Sequential m = apart.get(i);
        apart.set(i, descended(m, grad(n -> mse(n, xs, ys), m), rates.get(i)));
      }
    }
    for (int i = 0; i < 3; i++) {
      assertAlike(Modules.unstack(ensemble).get(i), apart.get(i));
    }
  }

  @Test
  void dropoutIsSharedOrNotAsTheKeyIs() {
    Tensor rows = Tensor.ones(4, 200);
    Dropout d = new Dropout(0.5);
    Tensor shared = vmap((Tensor r) -> d.train(r, key).output()).apply(rows);
    assertThatTensor(shared.get(0)).isExactly(shared.get(1));
    Tensor own =
        vmap(Key.class, (Key k) -> d.train(Tensor.ones(200), k).output()).apply(key.split(4));
    assertThat(own.get(0).allClose(own.get(1))).isFalse();
  }

  private static void assertAlike(Object found, Object expected) {
    Map<String, Tensor> other = new LinkedHashMap<>(Modules.stateDict(expected));
    Modules.stateDict(found).forEach((n, t) -> assertThatTensor(t).as(n).isCloseTo(get(other, n)));
  }

  @Test
  void stepsMapTheirOutput() {
    Step<Dropout> s = new Dropout(0).train(x, key);
    assertThatTensor(s.map(Tensor::square).output()).holds(4);
  }
}
