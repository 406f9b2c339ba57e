package dev.leibniz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * One format for all floating numbers of an array, as NumPy chooses it: the shortest digits that
 * tell a number from its neighbours, at most eight behind the point, and exponents where the
 * magnitudes differ too much.
 */
final class FloatFormat {
  private static final int PRECISION = 8;

  private final boolean exponents;
  private final int left;
  private final int right;
  private final int exponentDigits;

  /**
   * A number of an array, and how far its neighbours of that precision lie below and above its
   * magnitude.
   */
  record Real(double value, double below, double above, boolean even) {
    static Real of(double x) {
      double a = Math.abs(x);
      return new Real(
          x, a - Math.nextDown(a), Math.ulp(a), (Double.doubleToRawLongBits(x) & 1) == 0);
    }

    static Real of(float x) {
      float a = Math.abs(x);
      return new Real(x, a - Math.nextDown(a), Math.ulp(a), (Float.floatToRawIntBits(x) & 1) == 0);
    }

    boolean isFinite() {
      return Double.isFinite(value);
    }

    String sign() {
      return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    }

    String special() {
      return Double.isNaN(value) ? "nan" : sign() + "inf";
    }

    int exponent() {
      return FloatFormat.exponent(new BigDecimal(Math.abs(value)));
    }

    /**
     * The magnitude, digit by digit (Steele and White's Dragon4), until no neighbour shares the
     * digits. {@link Double#toString} differs at powers of two and in the least numbers.
     *
     * @param least the power of ten of the digit that has to be reached
     * @param last the power of ten of the digit behind which the number is rounded in any case
     */
    BigDecimal digits(int least, int last) {
      if (value == 0) {
        return BigDecimal.ZERO;
      }
      int scale = new BigDecimal(below).scale();
      int place = exponent();
      BigInteger unit = BigInteger.TEN.pow(scale + place);
      BigInteger rest = scaled(Math.abs(value), scale);
      BigInteger gapBelow = scaled(below, scale);
      BigInteger gapAbove = scaled(above, scale);
      BigInteger digits = BigInteger.ZERO;
      int tie = even ? 1 : 0;
      while (true) {
        BigInteger[] divided = rest.divideAndRemainder(unit);
        digits = digits.multiply(BigInteger.TEN).add(divided[0]);
        BigInteger twice = divided[1].shiftLeft(1);
        boolean down = twice.compareTo(gapBelow) < tie;
        boolean up = twice.add(gapAbove).compareTo(unit.shiftLeft(1)) > -tie;
        if ((down || up) && place <= least || place == last) {
          int half = twice.compareTo(unit);
          boolean nearerUp = half > 0 || half == 0 && digits.testBit(0);
          boolean roundsUp = down == up ? nearerUp : up;
          return new BigDecimal(roundsUp ? digits.add(BigInteger.ONE) : digits, -place);
        }
        rest = divided[1].multiply(BigInteger.TEN);
        gapBelow = gapBelow.multiply(BigInteger.TEN);
        gapAbove = gapAbove.multiply(BigInteger.TEN);
        place--;
      }
    }

    private static BigInteger scaled(double x, int scale) {
      return new BigDecimal(x).setScale(scale).unscaledValue();
    }
  }

  /**
   * The format that suits these numbers.
   *
   * @param single whether magnitudes are compared as FLOAT32
   */
  FloatFormat(List<Real> numbers, boolean single) {
    List<Real> finite = numbers.stream().filter(Real::isFinite).toList();
    double greatest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Real x : finite) {
      if (x.value() != 0) {
        greatest = Math.max(greatest, Math.abs(x.value()));
        least = Math.min(least, Math.abs(x.value()));
      }
    }
    double ratio = single ? (float) greatest / (float) least : greatest / least;
    exponents = greatest >= 1e8 || least < 1e-4 || ratio > 1000;
    int before = 0;
    int behind = 0;
    int power = 2;
    for (Real x : finite) {
      String s = exponents ? scientific(x, -1, 2) : positional(x, 0, -PRECISION);
      int point = s.indexOf('.');
      int e = exponents ? s.indexOf('e') : s.length();
      before = Math.max(before, point);
      behind = Math.max(behind, e - point - 1);
      power = Math.max(power, s.length() - e - 2);
    }
    right = behind;
    exponentDigits = power;
    int tail = 1 + right + (exponents ? exponentDigits + 2 : 0);
    for (Real x : numbers) {
      before = x.isFinite() ? before : Math.max(before, x.special().length() - tail);
    }
    left = before;
  }

  String format(Real x) {
    if (!x.isFinite()) {
      int width = left + 1 + right + (exponents ? exponentDigits + 2 : 0);
      return " ".repeat(width - x.special().length()) + x.special();
    }
    String s = exponents ? scientific(x, right, exponentDigits) : positional(x, 0, -PRECISION);
    int point = s.indexOf('.');
    int missing = exponents ? 0 : right - (s.length() - point - 1);
    return " ".repeat(left - point) + s + " ".repeat(missing);
  }

  /** A single number: all digits that tell it from its neighbours. */
  static String scalar(Real x) {
    double size = Math.abs(x.value());
    if (!x.isFinite()) {
      return x.special();
    }
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      BigDecimal d = x.digits(Integer.MAX_VALUE, Integer.MIN_VALUE);
      return x.sign() + mantissa(d).toPlainString() + power(exponent(d), 2);
    }
    String s = positional(x, Integer.MAX_VALUE, Integer.MIN_VALUE);
    return s.endsWith(".") ? s + "0" : s;
  }

  private static String positional(Real x, int least, int last) {
    return x.sign() + pointed(plain(x.digits(least, last)).toPlainString());
  }

  /**
   * @param places how many digits behind the point; if negative, as many as are needed, at most
   *     eight
   */
  private static String scientific(Real x, int places, int exponentDigits) {
    int e = x.exponent();
    BigDecimal d =
        places < 0 ? x.digits(Integer.MAX_VALUE, e - PRECISION) : x.digits(e - places, e - places);
    BigDecimal mantissa = mantissa(d);
    return x.sign()
        + pointed((places < 0 ? mantissa : mantissa.setScale(places)).toPlainString())
        + power(exponent(d), exponentDigits);
  }

  private static int exponent(BigDecimal d) {
    return d.signum() == 0 ? 0 : d.precision() - d.scale() - 1;
  }

  private static BigDecimal mantissa(BigDecimal d) {
    return plain(d.scaleByPowerOfTen(-exponent(d)));
  }

  /** No zeros at the end of the digits behind the point. */
  private static BigDecimal plain(BigDecimal d) {
    BigDecimal s = d.stripTrailingZeros();
    return s.scale() < 0 ? s.setScale(0) : s;
  }

  private static String pointed(String s) {
    return s.indexOf('.') < 0 ? s + "." : s;
  }

  private static String power(int exponent, int digits) {
    String e = Integer.toString(Math.abs(exponent));
    return (exponent < 0 ? "e-" : "e+") + "0".repeat(Math.max(0, digits - e.length())) + e;
  }
}
