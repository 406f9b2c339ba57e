package dev.leibniz.bench.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.CustomRules;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.bench.workload.Catalogue;
import dev.leibniz.bench.workload.Workload;
import dev.leibniz.models.Problem;
import dev.leibniz.models.Size;
import java.util.ArrayList;
import java.util.List;
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
