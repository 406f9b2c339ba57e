package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tensors print as NumPy's arrays do: {@code scripts/golden/printer.py} writes what it prints. */
class PrinterTest {
  private record Printed(String header, Tensor tensor, String text) {}

  @TestFactory
  Stream<DynamicTest> tensorsPrintAsNumPyPrintsArrays() throws IOException {
    return cases().stream()
        .map(c ->
            dynamicTest(c.header(), () -> assertThat(c.tensor().toString()).isEqualTo(c.text())));
  }

  @Test
  void viewsPrintAsTheirCopiesDo() {
    Tensor x = Tensor.arange(24).reshape(4, 6);
    Tensor view = x.mT().flip(0).get(Index.slice(1, 5), Index.slice(null, null, -2));
    assertThat(view).hasToString(view.add(0).toString());
  }

  @Test
  void aTensorInsideVmapPrintsItsShape() {
    List<String> seen = new ArrayList<>();
    Tensor same =
        Functional.<Tensor>vmap(
                x -> {
                  seen.add(x.toString());
                  return x;
                })
            .apply(Tensor.ones(2, 3));
    assertThat(same.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(seen).containsExactly("Tensor of shape [3], FLOAT64");
  }

  private static List<Printed> cases() throws IOException {
    List<String> lines;
    try (InputStream in = PrinterTest.class.getResourceAsStream("printed.txt")) {
      lines =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
    }
    List<Printed> cases = new ArrayList<>();
    for (int i = 0; i < lines.size(); ) {
      String header = lines.get(i++);
      List<String> text = new ArrayList<>();
      while (i < lines.size() && lines.get(i).startsWith("|")) {
        text.add(lines.get(i++).substring(2));
      }
      String name = header.length() > 60 ? header.substring(2, 60) + "…" : header.substring(2);
      cases.add(new Printed(name, tensor(header), String.join("\n", text)));
    }
    return cases;
  }

  private static Tensor tensor(String header) {
    String[] parts = header.substring(2).split(":", 2);
    String[] type = parts[0].split(" ", -1);
    DType dtype =
        type[0].equals("bool")
            ? DType.BOOL
            : DType.valueOf(type[0].toUpperCase(java.util.Locale.ROOT));
    int[] dims =
        Stream.of(type[1].split(",", -1))
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    String[] words = words(parts[1].trim());
    Tensor x =
        switch (dtype) {
          case FLOAT64 -> Tensor.of(Stream.of(words).mapToDouble(PrinterTest::number).toArray());
          case FLOAT32 -> Tensor.of(floats(words));
          default -> Tensor.of(Stream.of(words).mapToLong(Long::parseLong).toArray()).to(dtype);
        };
    return x.reshape(dims);
  }

  private static String[] words(String values) {
    int times = values.indexOf('*');
    if (times >= 0) {
      BigDecimal step = new BigDecimal(values.substring(times + 1));
      return IntStream.range(0, Integer.parseInt(values.substring(0, times)))
          .mapToObj(i -> step.multiply(BigDecimal.valueOf(i)).toPlainString())
          .toArray(String[]::new);
    }
    return values.isEmpty() ? new String[0] : values.split(" ", -1);
  }

  private static float[] floats(String[] words) {
    float[] values = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      values[i] = Float.parseFloat(spelt(words[i]));
    }
    return values;
  }

  private static double number(String word) {
    return Double.parseDouble(spelt(word));
  }

  private static String spelt(String word) {
    return word.replace("nan", "NaN").replace("inf", "Infinity");
  }
}
