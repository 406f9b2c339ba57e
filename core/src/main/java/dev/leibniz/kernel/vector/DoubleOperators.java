package dev.leibniz.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import org.jspecify.annotations.Nullable;

/** The vector forms of the operators that have one, by name. */
final class DoubleOperators {
  private DoubleOperators() {}

  static @Nullable DoubleUnaryLanes unary(String name) {
    return switch (name) {
      case "neg" -> DoubleVector::neg;
      case "abs" -> DoubleVector::abs;
      case "square" -> x -> x.mul(x);
      case "sqrt" -> DoubleVector::sqrt;
      case "rsqrt" -> x -> DoubleVector.broadcast(x.species(), 1).div(x.sqrt());
      case "reciprocal" -> x -> DoubleVector.broadcast(x.species(), 1).div(x);
      case "relu" -> x -> x.max(0);
      default -> null;
    };
  }

  /** The class that has the function as a static method of the same name. */
  static @Nullable Class<?> functions(String name) {
    return switch (name) {
      case "exp", "exp2", "expm1", "tanh", "tanhSlope", "sigmoid", "sigmoidSlope", "gaussian" ->
          DoubleExponentials.class;
      case "log", "log2", "log1p", "softplus", "logSigmoid" -> DoubleLogarithms.class;
      case "sin", "cos" -> DoubleCircle.class;
      case "erf", "erfc", "gelu", "geluSlope" -> DoubleErf.class;
      case "lgamma" -> DoubleGamma.class;
      default -> null;
    };
  }

  static @Nullable DoubleBinaryLanes binary(String name) {
    return switch (name) {
      case "add" -> DoubleVector::add;
      case "sub" -> DoubleVector::sub;
      case "mul" -> DoubleVector::mul;
      case "div" -> DoubleVector::div;
      case "maximum" -> DoubleVector::max;
      case "minimum" -> DoubleVector::min;
      default -> null;
    };
  }
}
