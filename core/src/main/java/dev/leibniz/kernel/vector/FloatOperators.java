package dev.leibniz.kernel.vector;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** The vector forms of the operators that have one, by name. */
final class FloatOperators {
  private FloatOperators() {}

  static @Nullable FloatUnaryLanes unary(String name) {
    return switch (name) {
      case "neg" -> FloatVector::neg;
      case "abs" -> FloatVector::abs;
      case "square" -> x -> x.mul(x);
      case "sqrt" -> FloatVector::sqrt;
      case "rsqrt" -> x -> FloatVector.broadcast(x.species(), 1).div(x.sqrt());
      case "reciprocal" -> x -> FloatVector.broadcast(x.species(), 1).div(x);
      case "relu" -> x -> x.max(0);
      default -> null;
    };
  }

  /** The class that has the function as a static method of the same name. */
  static @Nullable Class<?> functions(String name) {
    return switch (name) {
      case "exp", "exp2", "expm1", "tanh", "tanhSlope", "sigmoid", "sigmoidSlope", "gaussian" ->
          FloatExponentials.class;
      case "log", "log2", "log1p", "softplus", "logSigmoid" -> FloatLogarithms.class;
      case "sin", "cos" -> FloatCircle.class;
      case "erf", "erfc", "gelu", "geluSlope" -> FloatErf.class;
      default -> null;
    };
  }

  static @Nullable FloatBinaryLanes binary(String name) {
    return switch (name) {
      case "add" -> FloatVector::add;
      case "sub" -> FloatVector::sub;
      case "mul" -> FloatVector::mul;
      case "div" -> FloatVector::div;
      case "maximum" -> FloatVector::max;
      case "minimum" -> FloatVector::min;
      default -> null;
    };
  }
}
