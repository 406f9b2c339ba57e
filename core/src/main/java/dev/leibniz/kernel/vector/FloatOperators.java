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

  static @Nullable FloatSteps function(String name) {
    return switch (name) {
      case "exp" -> new FloatExponentials.Exp();
      case "exp2" -> new FloatExponentials.Exp2();
      case "expm1" -> new FloatExponentials.Expm1();
      case "tanh" -> new FloatExponentials.Tanh();
      case "sigmoid" -> new FloatExponentials.Sigmoid();
      case "log" -> new FloatLogarithms.Log();
      case "log2" -> new FloatLogarithms.Log2();
      case "log1p" -> new FloatLogarithms.Log1p();
      case "softplus" -> new FloatLogarithms.Softplus();
      case "logSigmoid" -> new FloatLogarithms.LogSigmoid();
      case "sin" -> new FloatCircle.Sin();
      case "cos" -> new FloatCircle.Cos();
      case "erf" -> new FloatErf();
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
