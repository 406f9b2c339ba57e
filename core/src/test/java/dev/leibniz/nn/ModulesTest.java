package dev.leibniz.nn;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Jacobian;
import dev.leibniz.Key;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.io.Npz;
import dev.leibniz.io.Safetensors;
import dev.leibniz.optim.AdamW;
import dev.leibniz.tree.Tree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {
  record Mlp(Linear first, BatchNorm1d norm, Linear last) implements Layer<Mlp> {
    static Mlp of(Key key) {
      Key[] keys = key.split2();
      return Modules.to(
          new Mlp(Linear.of(3, 4, keys[0]), BatchNorm1d.of(4), Linear.of(4, 2, keys[1])),
          DType.FLOAT64);
    }

    @Override
    public Tensor apply(Tensor x) {
      return last.apply(norm.apply(first.apply(x)).tanh());
    }

    @Override
    public Step<Mlp> train(Tensor x, Key key) {
      Step<BatchNorm1d> s = norm.train(first.apply(x), key);
      return new Step<>(last.apply(s.output().tanh()), new Mlp(first, s.module(), last));
    }
  }

  private final Key key = Key.of(3);
  private final Mlp mlp = Mlp.of(key);
  private final Tensor xs = Key.of(4).normal(5, 3);
  private final Tensor ys = Key.of(5).integers(0, 2, 5);

  private Tensor loss(Mlp m) {
    return Losses.crossEntropy(m.apply(xs), ys);
  }

  // ---------------------------------------------------------------- names and numbers

  @Test
  void parametersAndBuffersAreNamedAndOrderedAsInPyTorch() {
    assertThat(Modules.namedParameters(mlp).keySet())
        .containsExactly(
            "first.weight", "first.bias", "norm.weight", "norm.bias", "last.weight", "last.bias");
    assertThat(Modules.namedBuffers(mlp).keySet())
        .containsExactly("norm.running_mean", "norm.running_var", "norm.num_batches_tracked");
    assertThat(Modules.stateDict(mlp).keySet())
        .containsExactly(
            "first.weight",
            "first.bias",
            "norm.weight",
            "norm.bias",
            "norm.running_mean",
            "norm.running_var",
            "norm.num_batches_tracked",
            "last.weight",
            "last.bias");
    assertThat(Modules.parameterCount(mlp)).isEqualTo(12 + 4 + 8 + 8 + 2);
  }

  record Clash(
      Tensor inner, List<Tensor> parts, @dev.leibniz.tree.Unnamed Map<String, Tensor> more) {}

  @Test
  void namesThatClashAreRefused() {
    Tensor t = Tensor.of(1);
    Clash fine = new Clash(t, List.of(t), Map.of("other", t));
    assertThat(Modules.stateDict(fine).keySet()).containsExactly("inner", "parts.0", "other");
    assertThatThrownBy(() -> Modules.stateDict(new Clash(t, List.of(), Map.of("inner", t))))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"inner\"");
  }

  @Test
  void onlyHumpsBecomeLowLines() {
    assertThat(Names.snakeCase("inProjWeight")).isEqualTo("in_proj_weight");
    assertThat(Names.snakeCase("layer1.0.weightIhL0")).isEqualTo("layer1.0.weight_ih_l0");
    assertThat(Names.snakeCase("Wq.bias_ih")).isEqualTo("Wq.bias_ih");
    assertThat(Names.snakeCase("")).isEmpty();
  }

  @Test
  void theSummaryAddsUp() {
    assertThat(Modules.summary(mlp))
        .isEqualTo(
            """
            Module  Type         Parameters           Count
            -----------------------------------------------
            first   Linear       weight[4,3] bias[4]     16
            norm    BatchNorm1d  weight[4] bias[4]        8
            last    Linear       weight[2,4] bias[2]     10
            -----------------------------------------------
                    total                                34
            """);
  }

  @Test
  void theSummaryOfARunShowsWhatEachPartGives() {
    assertThat(Modules.summary(mlp, xs))
        .isEqualTo(
            """
            Module  Type         Output  Parameters           Count
            -------------------------------------------------------
            first   Linear       [5,4]   weight[4,3] bias[4]     16
            norm    BatchNorm1d  [5,4]   weight[4] bias[4]        8
            last    Linear       [5,2]   weight[2,4] bias[2]     10
            -------------------------------------------------------
                    total        [5,2]                           34
            """);
  }

  record Twice(Tensor factor) implements Layer<Twice> {
    @Override
    public Tensor apply(Tensor x) {
      return Tensor.cat(-1, x, x.mul(factor));
    }
  }

  @Test
  void partsThatStandAtSeveralPlacesOrAreOnesOwnAreShownToo() {
    Twice twice = new Twice(Tensor.scalar(2));
    Sequential net = Sequential.of(twice, new Tanh(), twice, new Flatten(0, -1));
    assertThat(Modules.summary(net, Tensor.ones(3, 1)))
        .isEqualTo(
            """
            Module  Type     Output  Parameters  Count
            ------------------------------------------
            0       Twice    [3,2]   factor[]        1
            1       Tanh     [3,2]
            2       Twice    [3,4]   factor[]        1
            3       Flatten  [12]
            ------------------------------------------
                    total    [12]                    2
            """);
  }

  record Tagger(Embedding words, LSTM rnn, MultiheadAttention attention, Linear unused) {
    Tensor scores(Tensor x) {
      Tensor h = rnn.apply(words.apply(x)).output();
      return attention.apply(h, h, h, Masks.NONE).output().sum(-1);
    }
  }

  @Test
  void aModuleWithAMethodOfItsOwnIsRunByAFunction() {
    Key[] keys = key.split2();
    Tagger tagger =
        new Tagger(
            Embedding.of(9, 4, keys[0]),
            LSTM.of(4, 3, 1, Directions.BOTH, keys[1]),
            MultiheadAttention.of(6, 2, keys[0]),
            Linear.of(1, 1, keys[1]));
    assertThat(Modules.summary(tagger, t -> t.scores(Key.of(1).integers(0, 9, 7, 2))))
        .isEqualTo(
            """
            Module              Type                Output   Parameters                                         Count
            ---------------------------------------------------------------------------------------------------------
            words               Embedding           [7,2,4]  weight[9,4]                                           36
            rnn                 LSTM                [7,2,6]  weight_ih_l0[12,4] weight_hh_l0[12,3]                216
                                                             bias_ih_l0[12] bias_hh_l0[12]
                                                             weight_ih_l0_reverse[12,4]
                                                             weight_hh_l0_reverse[12,3] bias_ih_l0_reverse[12]
                                                             bias_hh_l0_reverse[12]
            attention           MultiheadAttention  [7,2,6]  in_proj_weight[18,6] in_proj_bias[18]                126
            attention.out_proj  Linear              [2,7,6]  weight[6,6] bias[6]                                   42
            unused              Linear                       weight[1,1] bias[1]                                    2
            ---------------------------------------------------------------------------------------------------------
                                total               [7,2]                                                         422
            """);
  }

  @Test
  void aModuleOfOnesOwnPrintsItsParts() {
    assertThat(Modules.toString(mlp))
        .isEqualTo(
            """
            Mlp(
              (first): Linear(in_features=3, out_features=4, bias=True)
              (norm): BatchNorm1d(4, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
              (last): Linear(in_features=4, out_features=2, bias=True)
            )\
            """);
  }

  // ---------------------------------------------------------------- derivatives

  @Test
  void theGradientOfAModuleIsAModule() {
    Mlp g = grad(Mlp.class, (Mlp m) -> loss(m)).apply(mlp);
    double h = 1e-6;
    Tree.Leaf leaf = Tree.parameters(mlp).get(0);
    Tensor unit = leaf.tensor().zerosLike().at(1, 2).set(h);
    Mlp right = Modules.loadStateDict(mlp, changed("first.weight", leaf.tensor().add(unit)));
    Mlp left = Modules.loadStateDict(mlp, changed("first.weight", leaf.tensor().sub(unit)));
    double slope = (loss(right).item() - loss(left).item()) / (2 * h);
    assertThat(g.first().weight().get(1, 2).item())
        .isCloseTo(slope, org.assertj.core.data.Offset.offset(1e-8));
    assertThat(g.norm().runningMean()).isSameAs(mlp.norm().runningMean());
  }

  private Map<String, Tensor> changed(String name, Tensor t) {
    Map<String, Tensor> state = new LinkedHashMap<>(Modules.stateDict(mlp));
    state.put(name, t);
    return state;
  }

  private static Tensor named(Object module, String name) {
    return Objects.requireNonNull(Modules.stateDict(module).get(name), name);
  }

  @Test
  void allProductsWithTheHessianAgree() {
    Mlp v = Mlp.of(Key.of(9));
    Jacobian<Mlp, Mlp> h = hessian(this::loss, mlp);
    Mlp product = hvp(this::loss, mlp).apply(v);
    Mlp tangent = jvp((Mlp m) -> grad(this::loss, m), mlp, v).tangent();
    Tensor byBlocks = h.at("last.bias", "first.weight").mul(v.first().weight()).sum(1, 2);
    for (String name :
        List.of("first.bias", "norm.weight", "norm.bias", "last.weight", "last.bias")) {
      Tensor t = named(v, name);
      int[] axes = t.rank() == 1 ? new int[] {1} : new int[] {1, 2};
      byBlocks = byBlocks.add(h.at("last.bias", name).mul(t).sum(axes));
    }
    assertThatTensor(product.last().bias()).isCloseTo(byBlocks);
    for (String name : Modules.namedParameters(mlp).keySet()) {
      assertThatTensor(named(product, name)).isCloseTo(named(tangent, name));
    }
  }

  @Test
  void theJacobianHasABlockForEachParameter() {
    Jacobian<Mlp, Tensor> j = jacobian((Mlp m) -> m.apply(xs), mlp);
    assertThatTensor(j.at("", "last.bias")).hasShape(5, 2, 2);
    assertThatTensor(j.at("", "first.weight")).hasShape(5, 2, 4, 3);
  }

  @Test
  void perExampleGradientsAreThoseOfALoop() {
    Mlp all =
        vmap((x, y) ->
                grad((Mlp m) -> Losses.crossEntropy(m.apply(x.unsqueeze(0)), y.unsqueeze(0)), mlp))
            .apply(xs, ys);
    for (int i = 0; i < 5; i++) {
      Tensor x = xs.narrow(0, i, 1);
      Tensor y = ys.narrow(0, i, 1);
      Mlp one = grad(m -> Losses.crossEntropy(m.apply(x), y), mlp);
      assertThatTensor(all.first().weight().get(i)).isCloseTo(one.first().weight());
      assertThatTensor(all.last().bias()).hasShape(5, 2);
    }
  }

  // ---------------------------------------------------------------- training

  @Test
  void trainingGivesGradientAndNewStatisticsAtOnce() {
    Step.Gradient<Mlp> g =
        Step.gradient(m -> m.train(xs, key).map(o -> Losses.crossEntropy(o, ys)), mlp);
    Mlp alone = grad(m -> Losses.crossEntropy(m.train(xs, key).output(), ys), mlp);
    assertThatTensor(g.loss()).isExactly(Losses.crossEntropy(mlp.train(xs, key).output(), ys));
    assertThatTensor(g.gradient().first().weight()).isCloseTo(alone.first().weight());
    Mlp next = g.module();
    assertThatTensor(next.first().weight()).isExactly(mlp.first().weight());
    assertThatTensor(next.norm().numBatchesTracked()).isExactly(Tensor.scalar(1, DType.INT64));
    assertThatTensor(next.norm().runningMean()).isConstant();
    assertThatTensor(next.norm().runningMean()).isCloseTo(mlp.first().apply(xs).mean(0).mul(0.1));
    assertThatThrownBy(() -> Step.gradient(m -> m.train(xs, key), mlp))
        .hasMessageContaining("must be a scalar");
  }

  @Test
  void frozenParametersHaveNoDerivative() {
    Mlp g = grad(m -> loss(Modules.freeze(m, n -> n.startsWith("first."))), mlp);
    Mlp full = grad(this::loss, mlp);
    assertThatTensor(g.first().weight()).isExactly(mlp.first().weight().zerosLike());
    assertThatTensor(g.last().weight()).isExactly(full.last().weight());
  }

  @Test
  void curvatureMayBeTakenBySomeParametersOnly() {
    Map<String, Tensor> head = Modules.namedParameters(mlp, n -> n.startsWith("last."));
    Jacobian<Map<String, Tensor>, Map<String, Tensor>> some =
        hessian((Map<String, Tensor> p) -> Modules.functionalCall(mlp, p, this::loss), head);
    Jacobian<Mlp, Mlp> all = hessian(this::loss, mlp);
    assertThatTensor(some.at("last.weight", "last.bias"))
        .isCloseTo(all.at("last.weight", "last.bias"));
  }

  @Test
  void decayLeavesBuffersAlone() {
    AdamW decaying = AdamW.of(0.1).withWeightDecay(0.5);
    Mlp g = grad(this::loss, mlp);
    Mlp next = decaying.step(decaying.init(mlp), mlp, g).parameters();
    assertThat(next.first().weight().allClose(mlp.first().weight())).isFalse();
    Modules.namedBuffers(mlp).forEach((n, t) -> assertThatTensor(named(next, n)).isExactly(t));
  }

  @Test
  void threadsShareAModule() {
    Step<Mlp> alone = mlp.train(xs, key);
    Mlp slope = grad(this::loss, mlp);
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> {
          Step<Mlp> step = mlp.train(xs, key);
          assertThatTensor(step.output()).isExactly(alone.output());
          assertThatTensor(named(step.module(), "norm.running_var"))
              .isExactly(named(alone.module(), "norm.running_var"));
          assertThatTensor(grad(this::loss, mlp).first().weight())
              .isExactly(slope.first().weight());
        });
    assertThatTensor(named(mlp, "norm.running_mean")).isExactly(Tensor.zeros(4));
  }

  // ---------------------------------------------------------------- ensembles

  @Test
  void anEnsembleRunsAsOneModule() {
    List<Mlp> models = List.of(Mlp.of(Key.of(1)), Mlp.of(Key.of(2)), Mlp.of(Key.of(3)));
    Mlp ensemble = Modules.stack(models);
    assertThatTensor(ensemble.first().weight()).hasShape(3, 4, 3);
    Tensor all = vmap(Mlp.class, (Mlp m) -> m.apply(xs)).apply(ensemble);
    Mlp gradients = vmap(Mlp.class, (Mlp m) -> grad(this::loss, m)).apply(ensemble);
    Step<Mlp> trained = vmap(Mlp.class, (Mlp m) -> m.train(xs, key)).apply(ensemble);
    List<Mlp> apart = Modules.unstack(gradients);
    for (int i = 0; i < 3; i++) {
      Mlp m = models.get(i);
      assertThatTensor(all.get(i)).isCloseTo(m.apply(xs));
      assertThatTensor(apart.get(i).first().weight())
          .isCloseTo(grad(this::loss, m).first().weight());
      assertThatTensor(Modules.unstack(trained.module()).get(i).norm().runningVar())
          .isCloseTo(named(m.train(xs, key).module(), "norm.running_var"));
    }
  }

  @Test
  void whatCannotBeStackedIsRefused() {
    Linear a = Linear.of(2, 3, key);
    assertThatThrownBy(() -> Modules.stack(List.of()))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> Modules.stack(List.of(a, LayerNorm.of(2))))
        .hasMessageContaining("one class");
    assertThatThrownBy(() -> Modules.stack(List.of(a, Linear.of(2, 4, key))))
        .hasMessageContaining("weight of FLOAT32 and shape [4, 2]");
    assertThatThrownBy(() -> Modules.stack(List.of(a, a.withoutBias())))
        .hasMessageContaining("nothing");
    Linear uneven = new Linear(Tensor.zeros(2, 3), Tensor.zeros(3));
    assertThatThrownBy(() -> Modules.unstack(uneven)).hasMessageContaining("of size 2");
  }

  // ---------------------------------------------------------------- state

  @Test
  void aStateGoesThroughBothKindsOfFiles(@TempDir Path folder) {
    Mlp trained = mlp.train(xs, key).module();
    Safetensors.write(folder.resolve("mlp.safetensors"), Modules.stateDict(trained));
    Npz.write(folder.resolve("mlp.npz"), Modules.stateDict(trained));
    Mlp other = Mlp.of(Key.of(77));
    for (Map<String, Tensor> state :
        List.of(
            Safetensors.read(folder.resolve("mlp.safetensors")),
            Npz.read(folder.resolve("mlp.npz")))) {
      Mlp read = Modules.loadStateDict(other, state);
      Modules.stateDict(trained).forEach((n, t) -> assertThatTensor(named(read, n)).isExactly(t));
    }
  }

  @Test
  void aStateThatDoesNotFitIsRefusedWithAllReasons() {
    Map<String, Tensor> state = changed("first.weight", Tensor.zeros(4, 2));
    state.remove("last.bias");
    state.put("head.bias", Tensor.zeros(2));
    assertThatThrownBy(() -> Modules.loadStateDict(mlp, state))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            "loadStateDict: the tensors do not fit Mlp; missing: last.bias [2]; unexpected: head.bias;"
                + " of the wrong shape: first.weight is [4, 2] and should be [4, 3]. To load a part,"
                + " copy stateDict(module), put what fits into the copy under the module's names, and"
                + " load that");
  }

  @Test
  void aStateIsConvertedToTheModulesDtypes() {
    Linear single = Linear.of(3, 2, key);
    Linear wide = Modules.to(single, DType.FLOAT64);
    assertThat(Modules.loadStateDict(single, Modules.stateDict(wide)).weight().dtype())
        .isEqualTo(DType.FLOAT32);
  }
}
