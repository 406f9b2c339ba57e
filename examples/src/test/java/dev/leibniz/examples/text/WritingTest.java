package dev.leibniz.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Key;
import dev.leibniz.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WritingTest {
  private static final Key KEY = Key.of(5);
  private static final Text TEXT = Text.of("to be or not to be, that is the question. ".repeat(8));

  static Stream<Named<CharacterModel>> models() {
    int alphabet = TEXT.alphabet().length();
    return Stream.of(
        Named.of("recurrent", Recurrent.of(alphabet, 32, KEY)),
        Named.of("attentive", Attentive.of(alphabet, 32, 1, KEY)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void theModelsLearnToWriteWhatTheyHaveRead(CharacterModel model) {
    int[] steps = {0};
    var trained = new Training(120, 8, 2e-2).train(model, TEXT, KEY, () -> steps[0]++);
    assertThat(steps[0]).isEqualTo(120);
    assertThat(trained.losses().getFirst()).isGreaterThan(2);
    assertThat(trained.losses().getLast()).isLessThan(0.5);
    assertThat(trained.model().continued("to be or ", 20, TEXT, KEY)).contains("not");
    assertThat(model.continued("to be or ", 20, TEXT, KEY)).doesNotContain("not");
  }

  @Test
  void theTextIsLongerThanAPartAndHasOneNumberForEachCharacter() {
    Text text = Text.shipped();
    assertThat(text.size()).isGreaterThan(2000);
    assertThat(text.alphabet()).contains("a", " ", ".", "\n");
    assertThat(text.parts(5, 3, KEY).shape()).isEqualTo(Shape.of(5, 3));
    assertThat(text.characters().amax().item()).isEqualTo(text.alphabet().length() - 1);
  }
}
