package dev.leibniz.models;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.valueAndGrad;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Functional.ValueAndGrad;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Modules;
import dev.leibniz.tree.Tree;
import dev.leibniz.tree.Tree.Leaf;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the answers of PyTorch that scripts/golden/models.py has written. */
class ModelsTest {
  private static final Key KEY = Key.of(0);
  private static final double DOUBLE = 1e-10;
  private static final double SINGLE = 1e-4;

  static Stream<Arguments> answers() {
    return Stream.of(
            "ppl_simple_reg",
            "ppl_robust_reg",
            "multiheadattn",
            "transformer",
            "wav2letter",
            "resnet18",
            "fcn_resnet",
            "detr",
            "deepspeech")
        .flatMap(m -> Stream.of(DType.FLOAT64, DType.FLOAT32).map(d -> Arguments.of(m, d)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("answers")
  void lossAndGradientAreThoseOfPyTorch(String model, DType dtype) {
    agrees(Golden.find(model, dtype).orElseThrow(), dtype == DType.FLOAT64 ? DOUBLE : SINGLE);
  }

  /** The loss and each tensor of the gradient, as far apart as its largest number allows. */
  private static <P> void agrees(Golden<P> golden, double tolerance) {
    Problem<P> problem = golden.problem();
    ValueAndGrad<P> found = valueAndGrad(problem.loss(), problem.parameters());
    assertThat(found.value().item())
        .isCloseTo(golden.loss(), Percentage.withPercentage(100 * tolerance));
    List<Leaf> expected = Tree.parameters(golden.gradient());
    double scale = expected.stream().mapToDouble(g -> largest(g.tensor())).max().orElseThrow();
    List<Leaf> gradient = Tree.parameters(found.grad());
    assertThat(gradient).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Tensor difference = gradient.get(i).tensor().sub(expected.get(i).tensor());
      assertThat(largest(difference)).as(expected.get(i).toString()).isLessThan(tolerance * scale);
    }
  }

  private static double largest(Tensor t) {
    return t.abs().amax().item();
  }

  @Test
  void thereAreNoAnswersForAnUnknownModel() {
    assertThat(Golden.find("nobody", DType.FLOAT64)).isEmpty();
  }

  // ---------------------------------------------------------------- examples

  static Stream<Problem<?>> apart() {
    return tiny().filter(p -> p.examples().isPresent());
  }

  @ParameterizedTest
  @MethodSource("apart")
  <P> void gradientsOfExamplesAddUpToTheGradient(Problem<P> problem) {
    P rows = problem.examples().orElseThrow().gradients(problem.parameters());
    P whole = grad(problem.loss(), problem.parameters());
    List<Leaf> wholes = Tree.parameters(whole);
    List<Leaf> parts = Tree.parameters(rows);
    double scale = wholes.stream().mapToDouble(g -> largest(g.tensor())).max().orElseThrow();
    for (int i = 0; i < wholes.size(); i++) {
      Tensor difference = parts.get(i).tensor().sum(0).sub(wholes.get(i).tensor());
      assertThat(largest(difference)).isLessThan(SINGLE * scale);
    }
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
