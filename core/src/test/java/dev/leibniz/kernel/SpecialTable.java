package dev.leibniz.kernel;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The table of {@code scripts/golden/special.py}: special functions by mpmath, at 60 digits. */
public final class SpecialTable {
  /** All lines of the table. */
  public static final List<Row> ROWS = rows();

  private SpecialTable() {}

  private static List<Row> rows() {
    try {
      Path file =
          Path.of(Objects.requireNonNull(SpecialTable.class.getResource("special.txt")).toURI());
      return Files.readAllLines(file).stream().map(Row::of).toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The lines of a function. */
  public static List<Row> of(String function) {
    return ROWS.stream().filter(r -> r.function().equals(function)).toList();
  }

  /** What a function is at x, with twenty digits. */
  public record Row(String function, double x, String value) {
    static Row of(String line) {
      String[] cells = line.split("\t", -1);
      return new Row(cells[0], Double.parseDouble(cells[1]), cells[2]);
    }

    /** Whether x is a float too. */
    public boolean isFloat() {
      return (float) x == x;
    }

    /** The error in units in the last place of the right value, of subnormal ones too. */
    public double error(double actual) {
      double rounded = Double.parseDouble(value);
      return rounded == actual ? 0 : distance(actual, Math.ulp(rounded));
    }

    /** The error of a float. */
    public double floatError(float actual) {
      float rounded = Float.parseFloat(value);
      return rounded == actual ? 0 : distance(actual, Math.ulp(rounded));
    }

    /** The error in a unit of one's own. */
    public double distance(double actual, double unit) {
      return Double.isFinite(actual) && Double.isFinite(Double.parseDouble(value))
          ? new BigDecimal(actual)
              .subtract(new BigDecimal(value))
              .abs()
              .divide(new BigDecimal(unit), MathContext.DECIMAL64)
              .doubleValue()
          : Double.POSITIVE_INFINITY;
    }
  }
}
