package dev.leibniz.bench.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.CustomRules;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.bench.workload.Catalogue;
import dev.leibniz.bench.workload.Workload;
import dev.leibniz.models.Examples;
import dev.leibniz.models.Golden;
import dev.leibniz.models.Problem;
import dev.leibniz.models.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {
  static Stream<Arguments> everything() {
    List<Arguments> out = new ArrayList<>();
    for (Workload w : Catalogue.workloads()) {
      for (Task t : Task.values()) {
        if (t.suits(w)) {
          out.add(Arguments.of(w.name(), t));
        }
      }
    }
    return out.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everything")
  void everyTaskAgreesWithAnotherWay(String workload, Task task) {
    Problem<?> p = Catalogue.find(workload).orElseThrow().problem(Size.TINY);
    assertThat(Checks.of(Work.of(task, p))).isNotEmpty().allMatch(Check::isPassed);
  }

  static Stream<Arguments> withAnswers() {
    return everything()
        .filter(a ->
            Catalogue.find((String) a.get()[0]).orElseThrow().golden().isPresent()
                && FIRST_ORDER.contains((Task) a.get()[1]));
  }

  private static final Set<Task> FIRST_ORDER =
      Set.of(
          Task.FORWARD, Task.BACKWARD, Task.VJP, Task.JVP, Task.JACOBIAN, Task.JACFWD, Task.JACREV);

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("withAnswers")
  void everyFirstDerivativeOfAModelIsThatOfPyTorch(String workload, Task task) {
    Golden<?> golden = Catalogue.find(workload).orElseThrow().golden().orElseThrow();
    assertThat(Checks.of(task, golden)).isNotEmpty().allMatch(Check::isPassed);
  }

  @Test
  void aGradientThatIsNotPyTorchsIsFound() {
    Problem<Tensor> p = new Problem<>(Tensor.floats(1f, 2f), x -> x.square().sum());
    Golden<Tensor> off = new Golden<>(p, 5.001, Tensor.floats(2f, 4.002f));
    for (Task t : FIRST_ORDER) {
      assertThat(Checks.of(t, off)).as(t.title()).isNotEmpty().noneMatch(Check::isPassed);
    }
  }

  @Test
  void theNineModelsOfTheBenchmarkHaveAnswers() {
    assertThat(Catalogue.workloads().stream().filter(w -> w.golden().isPresent()))
        .extracting(Workload::name)
        .containsExactlyInAnyOrder(
            "ppl_simple_reg",
            "ppl_robust_reg",
            "multiheadattn",
            "transformer",
            "wav2letter",
            "resnet18",
            "fcn_resnet",
            "detr",
            "deepspeech");
  }

  @Test
  void aRowThatBelongsToAnotherExampleIsFound() {
    Tensor x = Tensor.floats(1f, 2f);
    Problem<Tensor> p =
        new Problem<>(Tensor.floats(1f), w -> w.mul(x).square().sum())
            .withExamples(new Examples<>(x, (w, one) -> w.mul(one).sum()));
    assertThat(Checks.of(Work.of(Task.PER_EXAMPLE_GRAD, p))).noneMatch(Check::isPassed);
  }

  @Test
  void aWrongPullbackIsFound() {
    TensorFunction wrong =
        CustomRules.customRule(x -> x.sin(), (x, v) -> v.mul(x.cos()), (x, g) -> g.mul(x.sin()));
    Problem<Tensor> p = new Problem<>(Tensor.floats(0.3f, 0.5f), x -> wrong.apply(x).sum());
    assertThat(Checks.of(Work.of(Task.VJP, p))).noneMatch(Check::isPassed);
  }

  @Test
  void nothingAgreesWithNotANumber() {
    Problem<Tensor> p = new Problem<>(Tensor.floats(-1f), x -> x.log().sum());
    assertThat(Checks.of(Work.of(Task.FORWARD, p))).noneMatch(Check::isPassed);
  }
}
