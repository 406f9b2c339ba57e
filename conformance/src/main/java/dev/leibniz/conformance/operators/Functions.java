package dev.leibniz.conformance.operators;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import java.util.function.UnaryOperator;

/** Elementwise functions of one tensor. */
final class Functions {
  private Functions() {}

  static void addTo(Operators to) {
    add(to, "abs", Tensor::abs);
    add(to, "acos", Tensor::acos);
    add(to, "acosh", Tensor::acosh);
    add(to, "asin", Tensor::asin);
    add(to, "asinh", Tensor::asinh);
    add(to, "atan", Tensor::atan);
    add(to, "atanh", Tensor::atanh);
    add(to, "ceil", Tensor::ceil);
    add(to, "deg2rad", Tensor::deg2rad);
    add(to, "clone", Tensor::copy);
    add(to, "cos", Tensor::cos);
    add(to, "cosh", Tensor::cosh);
    add(to, "exp", Tensor::exp);
    add(to, "exp2", Tensor::exp2);
    add(to, "expm1", Tensor::expm1);
    add(to, "floor", Tensor::floor);
    add(to, "frac", Tensor::frac);
    add(to, "log", Tensor::log);
    add(to, "log10", Tensor::log10);
    add(to, "log1p", Tensor::log1p);
    add(to, "log2", Tensor::log2);
    add(to, "neg", Tensor::neg);
    add(to, "positive", x -> x);
    add(to, "rad2deg", Tensor::rad2deg);
    add(to, "reciprocal", Tensor::reciprocal);
    add(to, "rsqrt", Tensor::rsqrt);
    add(to, "sgn", Tensor::sign);
    add(to, "sigmoid", Tensor::sigmoid);
    add(to, "sign", Tensor::sign);
    add(to, "sin", Tensor::sin);
    add(to, "sinh", Tensor::sinh);
    add(to, "sqrt", Tensor::sqrt);
    add(to, "square", Tensor::square);
    add(to, "tan", Tensor::tan);
    add(to, "tanh", Tensor::tanh);
    add(to, "trunc", Tensor::trunc);
    to.add("fill", a -> a.tensor(0, "input").fullLike(number(a)));
    to.add("nan_to_num", Functions::finite);
    to.add("round", a -> rounded(a.tensor(0, "input"), a));
  }

  private static void add(Operators to, String name, UnaryOperator<Tensor> function) {
    to.add(name, a -> function.apply(a.tensor(0, "input")));
  }

  private static Tensor rounded(Tensor x, Arguments a) {
    return a.isGiven(Arguments.KEYWORD, "decimals")
        ? x.round(a.integer(Arguments.KEYWORD, "decimals"))
        : x.round();
  }

  /** A number, or a truth in its place. */
  private static double number(Arguments a) {
    return a.any(1, "value") instanceof Boolean b ? (b ? 1 : 0) : a.real(1, "value", 0);
  }

  private static Tensor finite(Arguments a) {
    Tensor x = a.tensor(0, "input");
    if (a.count() == 1) {
      return x.nanToNum();
    }
    double most = x.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    return x.nanToNum(a.real(1, "nan", 0), a.real(2, "posinf", most), a.real(3, "neginf", -most));
  }
}
