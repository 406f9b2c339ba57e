package dev.leibniz.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Index;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An index selects what PyTorch says it does; so says the oracle, too. */
class SelectedPlacesTest {
  @Test
  void anIndexSelectsWhatPyTorchSelects() throws IOException {
    List<String> lines = lines();
    assertThat(lines).hasSizeGreaterThan(100);
    for (String line : lines) {
      String[] columns =
          Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
      Shape shape = shape(columns[0]);
      @Nullable Object[] index =
          Arrays.stream(columns[1].split(" ", -1)).map(SelectedPlacesTest::part).toArray();
      long[] places = numbers(columns[3]);
      Tensor y = Tensor.arange(shape.size()).reshape(shape).get(index);
      assertThat(y.shape()).as(line).isEqualTo(shape(columns[2]));
      assertThat(y.toLongArray()).as(line).containsExactly(places);
      PlacesOracle oracle = new PlacesOracle(shape, index);
      assertThat(oracle.result()).as(line).isEqualTo(y.shape());
      assertThat(oracle.places())
          .as(line)
          .containsExactly(LongStream.of(places).mapToInt(Math::toIntExact).toArray());
    }
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    SelectedPlacesTest.class.getResourceAsStream("indexing.txt")),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(l -> !l.startsWith("#")).toList();
    }
  }

  private static @Nullable Object part(String text) {
    String[] fields = text.split(":", -1);
    return switch (fields[0]) {
      case "null" -> null;
      case "..." -> Index.ELLIPSIS;
      case "int" -> Integer.valueOf(fields[1]);
      case "slice" -> Index.slice(bound(fields[1]), bound(fields[2]), Integer.parseInt(fields[3]));
      case "index" -> Tensor.of(numbers(fields[2])).reshape(shape(fields[1]));
      case "mask" -> Tensor.of(numbers(fields[2])).ne(0).reshape(shape(fields[1]));
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static @Nullable Integer bound(String text) {
    return text.isEmpty() ? null : Integer.valueOf(text);
  }

  private static Shape shape(String text) {
    return Shape.of(LongStream.of(numbers(text)).mapToInt(Math::toIntExact).toArray());
  }

  private static long[] numbers(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }
}
