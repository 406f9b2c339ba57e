package dev.leibniz.examples.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Key;
import dev.leibniz.examples.digits.Training.Trained;
import dev.leibniz.nn.Sequential;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingTest {
  private static final Key KEY = Key.of(5);

  static Stream<Named<Sequential>> networks() {
    return Stream.of(
        Named.of("perceptron", Networks.perceptron(KEY)),
        Named.of("convolutional", Networks.convolutional(KEY)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theNetworksLearnToReadWhatTheyHaveNotSeen(Sequential net) {
    Digits all = Digits.shuffled(KEY);
    Digits seen = all.range(360, all.size());
    int[] epochs = {0};
    Trained trained = Training.of(12, 64, seen.size()).train(net, seen, KEY, () -> epochs[0]++);
    assertThat(epochs[0]).isEqualTo(12);
    assertThat(trained.losses().getLast()).isLessThan(trained.losses().getFirst() / 5);
    assertThat(Confusion.of(trained.net(), all.range(0, 360)).accuracy()).isGreaterThan(0.96);
    assertThat(Confusion.of(net, all.range(0, 360)).accuracy()).isLessThan(0.4);
  }
}
