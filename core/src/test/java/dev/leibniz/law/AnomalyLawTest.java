package dev.leibniz.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Autograd;
import dev.leibniz.DType;
import dev.leibniz.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Where an op and its derivative are finite, the search for anomalies finds none. */
class AnomalyLawTest {
  @TestFactory
  Stream<DynamicTest> nothingIsFoundWhereAllIsFinite() {
    return Samples.all().stream()
        .filter(Sample::isDifferentiable)
        .map(s -> DynamicTest.dynamicTest(s.toString(), () -> check(s)));
  }

  private static void check(Sample sample) {
    Tensor[] in = sample.inputs(new Random(1));
    List<Tensor> plain = slopes(sample, in);
    assertThat(plain).allSatisfy(t -> assertThat(t.toArray()).doesNotContain(Double.NaN));
    List<Tensor> watched = Autograd.detectAnomaly(() -> slopes(sample, in));
    for (int i = 0; i < plain.size(); i++) {
      assertThat(watched.get(i).toArray()).containsExactly(plain.get(i).toArray());
    }
  }

  private static List<Tensor> slopes(Sample sample, Tensor[] in) {
    Tensor[] leaves =
        IntStream.range(0, in.length)
            .mapToObj(i -> sample.isActive(i) ? in[i].requiresGrad() : in[i])
            .toArray(Tensor[]::new);
    Tensor sum = Tensor.scalar(0);
    for (Tensor y : sample.function().apply(leaves)) {
      if (y.dtype().isFloating()) {
        sum = sum.add(y.to(DType.FLOAT64).sum());
      }
    }
    sum.backward();
    return Stream.of(leaves)
        .filter(Tensor::isRequiringGrad)
        .map(t -> Objects.requireNonNullElse(t.grad(), t.zerosLike()))
        .toList();
  }
}
