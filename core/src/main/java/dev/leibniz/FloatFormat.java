package dev.leibniz;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * One format for all floating numbers of an array, as NumPy chooses it: the shortest digits that
 * tell a number from its neighbours, at most eight behind the point, and exponents where the
 * magnitudes differ too much.
 */
final class FloatFormat {
  private static final int PRECISION = 8;

  private final java.util.List<BigDecimal> shortest = new java.util.ArrayList<>();
  private final java.util.List<Double> values = new java.util.ArrayList<>();
  private double greatest;
  private double least = Double.POSITIVE_INFINITY;
  private int special;
  private @Nullable Layout layout;

  /** Whether exponents are shown, and how wide the parts in front of and behind the point are. */
  private record Layout(boolean exponents, int left, int right, int exponentDigits) {
    int width() {
      return left + 1 + right + (exponents ? exponentDigits + 2 : 0);
    }
  }

  /** Takes a number of the array into account. */
  void add(double x, String text) {
    if (Double.isNaN(x)) {
      special = Math.max(special, 3);
      return;
    }
    if (Double.isInfinite(x)) {
      special = Math.max(special, x < 0 ? 4 : 3);
      return;
    }
    shortest.add(new BigDecimal(text));
    values.add(x);
    if (x != 0) {
      greatest = Math.max(greatest, Math.abs(x));
      least = Math.min(least, Math.abs(x));
    }
  }

  private Layout layout() {
    if (layout == null) {
      boolean exponents =
          greatest >= 1e8 || greatest != 0 && (least < 1e-4 || greatest / least > 1000);
      layout = measure(exponents);
    }
    return layout;
  }

  private Layout measure(boolean exponents) {
    int left = 0;
    int right = 0;
    int digits = 2;
    for (int i = 0; i < values.size(); i++) {
      String s =
          exponents
              ? scientific(values.get(i), shortest.get(i), -1)
              : positional(values.get(i), shortest.get(i));
      int e = s.indexOf('e');
      String mantissa = e < 0 ? s : s.substring(0, e);
      int point = mantissa.indexOf('.');
      left = Math.max(left, point);
      right = Math.max(right, mantissa.length() - point - 1);
      digits = Math.max(digits, e < 0 ? 0 : s.length() - e - 2);
    }
    int tail = right + 1 + (exponents ? digits + 2 : 0);
    return new Layout(exponents, Math.max(left, special - tail), right, digits);
  }

  String format(double x, String text) {
    Layout l = layout();
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      String s = special(x);
      return " ".repeat(Math.max(0, l.width() - s.length())) + s;
    }
    BigDecimal d = new BigDecimal(text);
    String s = l.exponents() ? scientific(x, d, l.right()) : positional(x, d);
    int e = s.indexOf('e');
    if (e >= 0 && s.length() - e - 2 < l.exponentDigits()) {
      s =
          s.substring(0, e + 2)
              + "0".repeat(l.exponentDigits() - (s.length() - e - 2))
              + s.substring(e + 2);
    }
    int point = s.indexOf('.');
    String padded = " ".repeat(Math.max(0, l.left() - point)) + s;
    return l.exponents()
        ? padded
        : padded + " ".repeat(Math.max(0, l.right() - (s.length() - point - 1)));
  }

  private static String special(double x) {
    return Double.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
  }

  private static String sign(double x) {
    return Double.compare(x, 0) < 0 ? "-" : "";
  }

  /** At most eight digits behind the point, and no zeros at the end: 1. and 0.25 */
  private static String positional(double x, BigDecimal shortest) {
    BigDecimal d = shortest.abs();
    if (d.stripTrailingZeros().scale() > PRECISION) {
      d = new BigDecimal(Math.abs(x)).setScale(PRECISION, RoundingMode.HALF_EVEN);
    }
    String s = d.signum() == 0 ? "0" : d.stripTrailingZeros().toPlainString();
    return sign(x) + s + (s.indexOf('.') < 0 ? "." : "");
  }

  /**
   * @param digits how many behind the point; if negative, as many as are needed, at most eight
   */
  private static String scientific(double x, BigDecimal shortest, int digits) {
    BigDecimal d = shortest.abs();
    int exponent = d.signum() == 0 ? 0 : d.precision() - d.scale() - 1;
    BigDecimal mantissa = d.movePointLeft(exponent);
    int places = digits < 0 ? PRECISION : digits;
    if (digits >= 0 || mantissa.stripTrailingZeros().scale() > places) {
      mantissa =
          new BigDecimal(Math.abs(x))
              .movePointLeft(exponent)
              .setScale(places, RoundingMode.HALF_EVEN);
      if (mantissa.compareTo(BigDecimal.TEN) >= 0) {
        exponent++;
        mantissa = mantissa.movePointLeft(1);
      }
    }
    mantissa = mantissa.signum() == 0 ? BigDecimal.ZERO : mantissa.stripTrailingZeros();
    String s =
        mantissa
            .setScale(digits < 0 ? Math.max(0, mantissa.scale()) : digits, RoundingMode.UNNECESSARY)
            .toPlainString();
    String e = Integer.toString(Math.abs(exponent));
    return sign(x)
        + s
        + (s.indexOf('.') < 0 ? "." : "")
        + (exponent < 0 ? "e-" : "e+")
        + (e.length() < 2 ? "0" : "")
        + e;
  }

  /** A single number: all digits that tell it from its neighbours. */
  static String scalar(double x, String text) {
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return special(x);
    }
    BigDecimal d = new BigDecimal(text);
    double size = Math.abs(x);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      BigDecimal a = d.abs().stripTrailingZeros();
      int exponent = a.precision() - a.scale() - 1;
      String digits = a.unscaledValue().toString();
      String e = Integer.toString(Math.abs(exponent));
      return sign(x)
          + digits.charAt(0)
          + (digits.length() > 1 ? "." + digits.substring(1) : "")
          + (exponent < 0 ? "e-" : "e+")
          + (e.length() < 2 ? "0" : "")
          + e;
    }
    String s = d.signum() == 0 ? "0" : d.abs().stripTrailingZeros().toPlainString();
    return sign(x) + s + (s.indexOf('.') < 0 ? ".0" : "");
  }
}
