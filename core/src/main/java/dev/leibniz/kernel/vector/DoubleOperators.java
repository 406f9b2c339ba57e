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

  static @Nullable DoubleSteps function(String name) {
    return switch (name) {
      case "exp" -> new DoubleExponentials.Exp();
      case "exp2" -> new DoubleExponentials.Exp2();
      case "expm1" -> new DoubleExponentials.Expm1();
      case "tanh" -> new DoubleExponentials.Tanh();
      case "sigmoid" -> new DoubleExponentials.Sigmoid();
      case "log" -> new DoubleLogarithms.Log();
      case "log2" -> new DoubleLogarithms.Log2();
      case "log1p" -> new DoubleLogarithms.Log1p();
      case "softplus" -> new DoubleLogarithms.Softplus();
      case "logSigmoid" -> new DoubleLogarithms.LogSigmoid();
      case "sin" -> new DoubleCircle.Sin();
      case "cos" -> new DoubleCircle.Cos();
      case "erf" -> new DoubleErf();
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
