package dev.leibniz.models;

import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.valueAndGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Functional.ValueAndGrad;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.distributions.Exponential;
import dev.leibniz.distributions.Gamma;
import dev.leibniz.distributions.Normal;
import dev.leibniz.io.Npz;
import dev.leibniz.nn.Modules;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the answers of PyTorch that scripts/golden/models.py has written. */
class ModelsTest {
  private static final Key KEY = Key.of(0);
  private static final double DOUBLE = 1e-10;
  private static final double SINGLE = 1e-4;

  /** What PyTorch gave for a model: parameters, data, loss and gradient. */
  private record Golden(Map<String, Tensor> tensors) {
    static Golden load(String name) {
      try {
        return new Golden(
            Npz.read(
                Path.of(
                    Objects.requireNonNull(ModelsTest.class.getResource(name + ".npz")).toURI())));
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }

    Tensor get(String name) {
      return Objects.requireNonNull(tensors.get(name), name);
    }

    Tensor data(String name, DType dtype) {
      Tensor t = get(name);
      return t.dtype().isFloating() ? t.to(dtype) : t;
    }

    Map<String, Tensor> part(String prefix) {
      Map<String, Tensor> out = new LinkedHashMap<>();
      tensors.forEach((k, v) -> {
        if (k.startsWith(prefix)) {
          out.put(k.substring(prefix.length()), v);
        }
      });
      return out;
    }

    /** The loss and each tensor of the gradient, as far apart as its largest number allows. */
    <P> void agrees(P model, DType dtype, Function<P, Tensor> loss) {
      P point = Modules.loadStateDict(Modules.to(model, dtype), part("p."));
      ValueAndGrad<P> found = valueAndGrad(loss, point);
      double tolerance = dtype == DType.FLOAT64 ? DOUBLE : SINGLE;
      assertThat(found.value().item())
          .isCloseTo(get("loss").item(), Percentage.withPercentage(100 * tolerance));
      Map<String, Tensor> gradient = Modules.namedParameters(found.grad());
      assertThat(gradient.keySet()).containsExactlyElementsOf(part("g.").keySet());
      double scale = 0;
      for (Tensor g : part("g.").values()) {
        scale = Math.max(scale, g.abs().amax().item());
      }
      double largest = scale;
      part("g.")
          .forEach((name, g) -> {
            Tensor difference =
                Objects.requireNonNull(gradient.get(name)).to(DType.FLOAT64).sub(g).abs();
            assertThat(difference.amax().item()).as(name).isLessThan(tolerance * largest);
          });
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void resNetAgrees(DType d) {
    Golden g = Golden.load("resnet");
    Tensor x = g.data("x", d);
    g.agrees(ResNet.of(Size.TINY, KEY), d, m -> m.loss(x, g.get("labels")));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void wav2LetterAgrees(DType d) {
    Golden g = Golden.load("wav2letter");
    Tensor x = g.data("x", d);
    g.agrees(Wav2Letter.of(Size.TINY, KEY), d, m -> m.loss(x, g.get("labels")));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void theTransformerAgrees(DType d) {
    Golden g = Golden.load("transformer");
    g.agrees(WordTransformer.of(Size.TINY, KEY), d, m -> m.loss(g.get("text")));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void fcnResNetAgrees(DType d) {
    Golden g = Golden.load("fcn");
    Tensor x = g.data("x", d);
    Tensor target = g.data("target", d);
    g.agrees(FcnResNet.of(Size.TINY, KEY), d, m -> m.loss(x, target));
  }

  /** Without dropout, whose masks are not PyTorch's. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void detrAgrees(DType d) {
    Golden g = Golden.load("detr");
    Tensor x = g.data("x", d);
    SetLoss loss =
        new SetLoss(
            List.of(
                new SetLoss.Target(g.get("labels0"), g.data("boxes0", d)),
                new SetLoss.Target(g.get("labels1"), g.data("boxes1", d))));
    g.agrees(Detr.of(Size.TINY, KEY).withDropout(0), d, m -> loss.of(m.train(x, KEY)));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void deepSpeechAgrees(DType d) {
    Golden g = Golden.load("deepspeech");
    Tensor targets = Tensor.zeros(Shape.of(3, 3), DType.INT64);
    var data = new DeepSpeech.Data(g.data("x", d), g.get("lengths"), targets);
    g.agrees(DeepSpeech.of(Size.TINY, KEY), d, m -> m.loss(data));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void attentionAgrees(DType d) {
    Golden g = Golden.load("attention");
    var data =
        new AttentionContainer.Data(
            g.data("query", d), g.data("key", d), g.get("mask"), g.data("bias", d));
    g.agrees(AttentionContainer.problem(KEY).parameters(), d, m -> m.loss(data));
  }

  record Coefficients(Tensor beta) {}

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void simpleRegressionAgrees(DType d) {
    Golden g = Golden.load("simple");
    SimpleRegression r = new SimpleRegression(g.data("x", d), g.data("y", d));
    g.agrees(new Coefficients(g.get("p.beta")), d, c -> r.score(c.beta()));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void robustRegressionAgrees(DType d) {
    Golden g = Golden.load("robust");
    var priors =
        new RobustRegression.Priors(
            new Gamma(g.data("concentration", d), g.data("gamma_rate", d)),
            new Exponential(g.data("rate", d)),
            new Normal(g.data("mean", d), g.data("scale", d)));
    RobustRegression r = new RobustRegression(g.data("x", d), g.data("y", d), priors);
    g.agrees(RobustRegression.problem(KEY).parameters(), d, r::score);
  }

  // ---------------------------------------------------------------- sizes

  @Test
  void fullSizesHaveTheParametersOfPyTorch() {
    assertThat(Modules.parameterCount(ResNet.of(Size.FULL, KEY))).isEqualTo(11_689_512);
    assertThat(Modules.parameterCount(Wav2Letter.of(Size.FULL, KEY))).isEqualTo(26_187_278);
    assertThat(Modules.parameterCount(WordTransformer.of(Size.FULL, KEY))).isEqualTo(10_134_546);
    assertThat(Modules.parameterCount(FcnResNet.of(Size.FULL, KEY))).isEqualTo(32_957_013);
    assertThat(Modules.parameterCount(Detr.of(Size.FULL, KEY))).isEqualTo(41_459_616);
    assertThat(Modules.parameterCount(DeepSpeech.of(Size.FULL, KEY))).isEqualTo(86_598_944);
    assertThat(Modules.parameterCount(AttentionContainer.problem(KEY).parameters())).isEqualTo(400);
    assertThat(SimpleRegression.problem(KEY).parameters().size()).isEqualTo(11);
    assertThat(Modules.parameterCount(RobustRegression.problem(KEY).parameters())).isEqualTo(22);
  }

  @Test
  void fullSizesHaveTheTensorsOfPyTorch() {
    assertThat(Modules.namedParameters(ResNet.of(Size.FULL, KEY))).hasSize(62);
    assertThat(Modules.namedParameters(Wav2Letter.of(Size.FULL, KEY))).hasSize(24);
    assertThat(Modules.namedParameters(WordTransformer.of(Size.FULL, KEY))).hasSize(27);
    assertThat(Modules.namedParameters(FcnResNet.of(Size.FULL, KEY))).hasSize(164);
    assertThat(Modules.namedParameters(Detr.of(Size.FULL, KEY))).hasSize(352);
    assertThat(Modules.namedParameters(DeepSpeech.of(Size.FULL, KEY))).hasSize(59);
  }

  static Stream<Problem<?>> tiny() {
    return Stream.of(
        ResNet.problem(Size.TINY, KEY),
        Wav2Letter.problem(Size.TINY, KEY),
        WordTransformer.problem(Size.TINY, KEY),
        FcnResNet.problem(Size.TINY, KEY),
        Detr.problem(Size.TINY, KEY),
        DeepSpeech.problem(Size.TINY, KEY),
        AttentionContainer.problem(KEY),
        SimpleRegression.problem(KEY),
        RobustRegression.problem(KEY));
  }

  @ParameterizedTest
  @MethodSource("tiny")
  <P> void randomProblemsHaveFiniteGradientsAndCurvature(Problem<P> problem) {
    P product = hvp(problem.loss(), problem.parameters()).apply(problem.parameters());
    for (Tensor t : Modules.namedParameters(product).values()) {
      assertThat(t.isfinite().all().itemAsBoolean()).isTrue();
    }
  }
}
