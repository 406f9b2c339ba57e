package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import java.util.function.BinaryOperator;

/** An argument that may be a tensor or a number. */
sealed interface Operand {
  /**
   * A tensor.
   *
   * @param tensor which
   */
  record OfTensor(Tensor tensor) implements Operand {}

  /**
   * A number with a fraction, or with room for one.
   *
   * @param number which
   */
  record OfDouble(double number) implements Operand {}

  /**
   * An integer.
   *
   * @param number which
   */
  record OfLong(long number) implements Operand {}

  /** The library's method for a tensor and a double. */
  @FunctionalInterface
  interface WithDouble {
    Tensor apply(Tensor x, double y);
  }

  /** The library's method for a tensor and a long. */
  @FunctionalInterface
  interface WithLong {
    Tensor apply(Tensor x, long y);
  }

  static Operand of(Number number) {
    return number instanceof Long n ? new OfLong(n) : new OfDouble(number.doubleValue());
  }

  /** x ∘ this, by whichever of three overloads fits. */
  default Tensor after(
      Tensor x, BinaryOperator<Tensor> tensors, WithDouble doubles, WithLong longs) {
    return switch (this) {
      case OfTensor y -> tensors.apply(x, y.tensor());
      case OfDouble y -> doubles.apply(x, y.number());
      case OfLong y -> longs.apply(x, y.number());
    };
  }

  /** This operand as a tensor that can stand to the left of x. */
  default Tensor beside(Tensor x) {
    return switch (this) {
      case OfTensor y -> y.tensor();
      case OfDouble y -> Tensor.scalar(y.number(), x.dtype().toFloating());
      case OfLong y -> Tensor.scalar((double) y.number(), x.dtype());
    };
  }

  /** This operand times a number. */
  default Operand times(Number factor) {
    return switch (this) {
      case OfTensor y -> new OfTensor(scaled(y.tensor(), factor));
      case OfDouble y -> new OfDouble(y.number() * factor.doubleValue());
      case OfLong y when factor instanceof Long n -> new OfLong(y.number() * n);
      case OfLong y -> new OfDouble(y.number() * factor.doubleValue());
    };
  }

  static Tensor scaled(Tensor x, Number factor) {
    return Operand.of(factor).after(x, Tensor::mul, Tensor::mul, Tensor::mul);
  }
}
