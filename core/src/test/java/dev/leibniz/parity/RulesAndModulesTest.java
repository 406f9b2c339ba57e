package dev.leibniz.parity;

import static dev.leibniz.CustomRules.customRule;
import static dev.leibniz.CustomRules.customVjp;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static dev.leibniz.parity.Calls.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Autograd;
import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.GroupNorm;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.Modules;
import dev.leibniz.nn.Normalisations;
import dev.leibniz.nn.Window;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Across sections K to O: rules of one's own, modules and anomalies under the transforms. */
class RulesAndModulesTest {
  record Pair(Tensor first, Tensor second) {}

  private final Tensor x = numbers(4);

  @Test
  @Parity(142)
  void aFunctionWithARuleMayUseForwardMode() {
    TensorFunction cosine =
        customRule(
            z -> jvp(Tensor::sin, z, z.onesLike()).tangent(),
            (z, v) -> v.mul(z.sin().neg()),
            (z, ct) -> ct.mul(z.sin().neg()));
    assertThatTensor(cosine.apply(x)).isCloseTo(x.cos());
    assertThatTensor(grad(z -> cosine.apply(z).sum(), x)).isCloseTo(x.sin().neg());
    assertThatTensor(jvp(cosine, x, x).tangent()).isCloseTo(x.sin().neg().mul(x));
  }

  @Test
  @Parity(165)
  void aModuleIsBatchedLikeAnyFunction() {
    Linear layer = Linear.of(3, 2, Key.of(1));
    Tensor rows = numbers(5, 3).to(DType.FLOAT32);
    assertThatTensor(vmap((Tensor row) -> layer.apply(row)).apply(rows))
        .isCloseTo(layer.apply(rows));
  }

  @Test
  @Parity(169)
  void anomaliesAreFoundUnderVmap() {
    Function<Tensor, Tensor> slopes = vmap((Tensor z) -> grad(y -> y.sqrt(), z));
    assertThatTensor(Autograd.detectAnomaly(() -> slopes.apply(x)))
        .isCloseTo(x.sqrt().reciprocal().mul(0.5));
    assertThatThrownBy(() -> Autograd.detectAnomaly(() -> slopes.apply(Tensor.of(1, 0))))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("sqrt");
  }

  record Net(Conv2d conv, GroupNorm norm, Linear last) {
    Tensor apply(Tensor image) {
      Tensor h = norm.apply(conv.apply(image.reshape(1, 1, 5, 5))).relu();
      return last.apply(h.reshape(h.size()));
    }
  }

  @Test
  @Parity(183)
  void gradientsByExampleOfAConvolutionalNetworkEqualALoops() {
    Key keys = Key.of(5).split(2);
    Net net =
        Modules.to(
            new Net(
                Conv2d.of(1, 4, Window.of(3, 3), keys.get(0)),
                GroupNorm.of(2, 4),
                Linear.of(36, 3, keys.get(1))),
            DType.FLOAT64);
    Tensor images = numbers(3, 5, 5);
    Function<Tensor, Net> gradient = image -> grad(n -> n.apply(image).square().sum(), net);
    List<Tree.Leaf> together = Tree.parameters(vmap(gradient).apply(images));
    for (int i = 0; i < 3; i++) {
      List<Tree.Leaf> alone = Tree.parameters(gradient.apply(images.select(0, i)));
      for (int p = 0; p < alone.size(); p++) {
        assertThatTensor(together.get(p).tensor().select(0, i)).isCloseTo(alone.get(p).tensor());
      }
    }
  }

  @Test
  @Parity(184)
  void batchNormalisationOfStackedBatchesEqualsALoops() {
    Tensor batches = numbers(3, 6, 2);
    Tensor weight = numbers(2);
    Function<Tensor, Tensor> f = b -> Normalisations.batchNormTraining(b, weight, null, 1e-5);
    Tensor together = vmap(f).apply(batches);
    for (int i = 0; i < 3; i++) {
      assertThatTensor(together.select(0, i)).isCloseTo(f.apply(batches.select(0, i)));
    }
  }

  @Test
  @Parity(190)
  void aRuleOfSeveralOutputsMeetsZerosForThoseThatAreNotUsed() {
    List<Tensor> met = new ArrayList<>();
    Function<Pair, Pair> f =
        customVjp(
            Pair.class,
            p -> new Pair(p.first().mul(p.second()), p.first().add(p.second())),
            (p, ct) -> {
              met.add(ct.second().detach());
              return new Pair(
                  ct.first().mul(p.second()).add(ct.second()),
                  ct.first().mul(p.first()).add(ct.second()));
            });
    Pair point = new Pair(x, x.cos());
    Pair g = grad(p -> f.apply(p).first().sum(), point);
    assertThat(met).isNotEmpty();
    assertThatTensor(met.getFirst()).isCloseTo(x.zerosLike());
    assertThatTensor(g.first()).isCloseTo(x.cos());
    assertThatTensor(g.second()).isCloseTo(x);
  }

  @Test
  @Parity(190)
  void aRuleMayGiveItsInputBackAndBeBatched() {
    TensorFunction doubledSlope = customVjp(z -> z, (z, ct) -> ct.mul(2));
    assertThatTensor(doubledSlope.apply(x)).isCloseTo(x);
    assertThatTensor(vmap((Tensor z) -> grad(y -> doubledSlope.apply(y), z)).apply(x))
        .isCloseTo(x.onesLike().mul(2));
  }
}
