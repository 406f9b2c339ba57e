package dev.leibniz.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where two dtypes meet, the result has the dtype that PyTorch gives it. */
class PromotionTest {
  private static final Map<String, BinaryOperator<Tensor>> OPERATIONS =
      Map.ofEntries(
          Map.entry("result_type", Tensor::add),
          Map.entry("add", Tensor::add),
          Map.entry("sub", Tensor::sub),
          Map.entry("mul", Tensor::mul),
          Map.entry("div", Tensor::div),
          Map.entry("pow", Tensor::pow),
          Map.entry("maximum", Tensor::maximum),
          Map.entry("remainder", Tensor::remainder),
          Map.entry("fmod", Tensor::fmod),
          Map.entry("atan2", Tensor::atan2),
          Map.entry("where", (x, y) -> Tensor.where(Tensor.bools(true), x, y)),
          Map.entry("eq", Tensor::eq));

  private static final Map<String, BiFunction<Tensor, Long, Tensor>> WITH_LONG =
      Map.of(
          "result_type", Tensor::add,
          "add", Tensor::add,
          "sub", Tensor::sub,
          "mul", Tensor::mul,
          "div", Tensor::div,
          "pow", Tensor::pow,
          "remainder", Tensor::remainder,
          "fmod", Tensor::fmod,
          "eq", Tensor::eq);

  private static final Map<String, BiFunction<Tensor, Double, Tensor>> WITH_DOUBLE =
      Map.of(
          "result_type", Tensor::add,
          "add", Tensor::add,
          "sub", Tensor::sub,
          "mul", Tensor::mul,
          "div", Tensor::div,
          "pow", Tensor::pow,
          "remainder", Tensor::remainder,
          "fmod", Tensor::fmod,
          "eq", Tensor::eq,
          "where", (x, y) -> Tensor.where(Tensor.bools(true), x, y));

  /** One cell of PyTorch's tables. */
  private record Cell(String operation, String left, String right, String expected) {}

  /** What PyTorch answers; {@code where} has no form for an integer of Java. */
  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (String table : read().split("\n\n", -1)) {
      if (table.startsWith("#")) {
        continue;
      }
      List<String> lines = table.lines().toList();
      String[] columns = lines.get(1).strip().split(" +", -1);
      for (String operation : lines.get(0).replace(":", "").split(" ", -1)) {
        for (String line : lines.subList(2, lines.size())) {
          String[] row = line.split(" +", -1);
          for (int i = 0; i < columns.length; i++) {
            if (!operation.equals("where") || !columns[i].equals("long")) {
              cells.add(new Cell(operation, row[0], columns[i], row[i + 1]));
            }
          }
        }
      }
    }
    return cells;
  }

  private static String read() {
    try (InputStream in = PromotionTest.class.getResourceAsStream("promotion.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor operand(String name) {
    int bracket = name.indexOf('[');
    DType dtype = DType.valueOf(name.substring(0, bracket));
    return Tensor.ones(name.endsWith("[2]") ? Shape.of(2) : Shape.SCALAR, dtype);
  }

  private static Tensor result(Cell cell) {
    Tensor x = operand(cell.left());
    return switch (cell.right()) {
      case "long" -> Objects.requireNonNull(WITH_LONG.get(cell.operation())).apply(x, 2L);
      case "double" -> Objects.requireNonNull(WITH_DOUBLE.get(cell.operation())).apply(x, 2.5);
      default ->
          Objects.requireNonNull(OPERATIONS.get(cell.operation())).apply(x, operand(cell.right()));
    };
  }

  @TestFactory
  Stream<DynamicTest> theResultHasTheDtypeThatPyTorchGivesIt() {
    return OPERATIONS.keySet().stream()
        .sorted()
        .map(operation ->
            DynamicTest.dynamicTest(
                operation,
                () -> {
                  List<Cell> cells =
                      cells().stream().filter(c -> c.operation().equals(operation)).toList();
                  assertThat(cells).hasSizeGreaterThanOrEqualTo(100);
                  for (Cell c : cells) {
                    if (!c.expected().equals("-")) {
                      assertThat(result(c).dtype())
                          .as(c.toString())
                          .isEqualTo(DType.valueOf(c.expected()));
                    }
                  }
                }));
  }

  @Test
  void booleansHaveNoDifferencePowerOrRemainder() {
    Tensor x = Tensor.bools(true, false);
    for (String operation : List.of("sub", "pow", "remainder", "fmod")) {
      BinaryOperator<Tensor> f = Objects.requireNonNull(OPERATIONS.get(operation));
      assertThatThrownBy(() -> f.apply(x, x)).as(operation).isInstanceOf(DTypeException.class);
    }
  }

  @Test
  void tensorsAloneArePromotedByCategoryWhateverTheirShape() {
    for (DType a : DType.values()) {
      for (DType b : DType.values()) {
        assertThat(DType.promote(a, b)).isEqualTo(DType.promote(b, a));
        assertThat(operand(a + "[2]").add(operand(b + "[2]")).dtype())
            .isEqualTo(DType.promote(a, b));
      }
    }
  }

  @Test
  void aJavaNumberTakesTheDtypeOfItsTensor() {
    for (DType dtype : DType.values()) {
      Tensor x = Tensor.ones(Shape.of(2), dtype);
      DType withInteger = dtype == DType.BOOL ? DType.INT64 : dtype;
      assertThat(x.add(1).dtype()).isEqualTo(withInteger);
      assertThat(x.add(1L).dtype()).isEqualTo(withInteger);
      assertThat(x.add(0.5).dtype()).isEqualTo(dtype.toFloating());
      assertThat(x.maximum(1L).dtype()).isEqualTo(withInteger);
      assertThat(x.maximum(0.5).dtype()).isEqualTo(dtype.toFloating());
      assertThat(x.div(2L).dtype()).isEqualTo(dtype.toFloating());
      assertThat(x.sin().dtype()).isEqualTo(dtype.toFloating());
      assertThat(x.mean().dtype()).isEqualTo(dtype.toFloating());
      assertThat(x.sum().dtype()).isEqualTo(dtype.isFloating() ? dtype : DType.INT64);
    }
  }
}
