package dev.leibniz.conformance.operators;

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
    add(to, "clone", Tensor::copy);
    add(to, "cos", Tensor::cos);
    add(to, "cosh", Tensor::cosh);
    add(to, "digamma", Tensor::digamma);
    add(to, "erf", Tensor::erf);
    add(to, "erfc", Tensor::erfc);
    add(to, "erfinv", Tensor::erfinv);
    add(to, "exp", Tensor::exp);
    add(to, "exp2", Tensor::exp2);
    add(to, "expm1", Tensor::expm1);
    add(to, "floor", Tensor::floor);
    add(to, "lgamma", Tensor::lgamma);
    add(to, "log", Tensor::log);
    add(to, "log10", Tensor::log10);
    add(to, "log1p", Tensor::log1p);
    add(to, "log2", Tensor::log2);
    add(to, "neg", Tensor::neg);
    add(to, "positive", x -> x);
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
    to.add("polygamma", a -> a.tensor(1, "input").polygamma(a.integer(0, "n")));
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
}
