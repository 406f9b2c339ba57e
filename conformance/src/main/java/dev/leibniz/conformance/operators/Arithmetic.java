package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import java.util.function.BinaryOperator;

/** Elementwise functions of several tensors. */
final class Arithmetic {
  private Arithmetic() {}

  static void addTo(Operators to) {
    to.add("add", a -> sum(a.tensor(0, "input"), other(a).times(alpha(a))));
    to.add("__radd__", a -> sum(a.tensor(0, "self"), other(a)));
    to.add("sub", a -> difference(a.tensor(0, "input"), other(a).times(alpha(a))));
    to.add("__rsub__", a -> reversed(a, Tensor::sub));
    to.add(
        "rsub",
        a -> {
          Tensor x = a.tensor(0, "input");
          return other(a).beside(x).sub(Operand.scaled(x, alpha(a)));
        });
    add(to, "mul", Tensor::mul, Tensor::mul, Tensor::mul);
    add(to, "__rmul__", Tensor::mul, Tensor::mul, Tensor::mul);
    to.add("div", Arithmetic::quotient);
    to.add("__rdiv__", a -> reversed(a, Tensor::div));
    add(to, "pow", Tensor::pow, Tensor::pow, Tensor::pow);
    to.add("__rpow__", a -> reversed(a, Tensor::pow));
    add(to, "fmod", Tensor::fmod, Tensor::fmod, Tensor::fmod);
    add(to, "remainder", Tensor::remainder, Tensor::remainder, Tensor::remainder);
    add(to, "atan2", Tensor::atan2);
    add(to, "hypot", Tensor::hypot);
    add(to, "logaddexp", Tensor::logaddexp);
    add(to, "logaddexp2", Tensor::logaddexp2);
    add(to, "fmax", Tensor::fmax);
    add(to, "fmin", Tensor::fmin);
    add(to, "copysign", Tensor::copysign, Tensor::copysign, Tensor::copysign);
    to.add("float_power", Arithmetic::floatPower);
    add(to, "true_divide", Tensor::div, Tensor::div, Tensor::div);
    add(to, "xlogy", Tensor::xlogy);
    to.add(
        "addcmul",
        a ->
            a.tensor(0, "input").addcmul(a.tensor(1, "tensor1"), a.tensor(2, "tensor2"), value(a)));
    to.add(
        "addcdiv",
        a ->
            a.tensor(0, "input").addcdiv(a.tensor(1, "tensor1"), a.tensor(2, "tensor2"), value(a)));
    to.add(
        "lerp",
        a -> {
          Tensor start = a.tensor(0, "input");
          Tensor end = a.tensor(1, "end");
          return a.any(2, "weight") instanceof Tensor weight
              ? start.lerp(end, weight)
              : start.lerp(end, a.real(2, "weight", 0));
        });
  }

  private static void add(Operators to, String name, BinaryOperator<Tensor> function) {
    to.add(name, a -> function.apply(a.tensor(0, "input"), a.tensor(1, "other")));
  }

  private static void add(
      Operators to,
      String name,
      BinaryOperator<Tensor> tensors,
      Operand.WithDouble doubles,
      Operand.WithLong longs) {
    to.add(name, a -> other(a).after(a.tensor(0, "input"), tensors, doubles, longs));
  }

  private static Operand other(Arguments a) {
    return a.operand(
        1, a.operator().equals("pow") || a.operator().equals("float_power") ? "exponent" : "other");
  }

  private static Number alpha(Arguments a) {
    return a.number(Arguments.KEYWORD, "alpha", 1L);
  }

  private static double value(Arguments a) {
    return a.real(Arguments.KEYWORD, "value", 1);
  }

  private static Tensor sum(Tensor x, Operand y) {
    return y.after(x, Tensor::add, Tensor::add, Tensor::add);
  }

  private static Tensor difference(Tensor x, Operand y) {
    return y.after(x, Tensor::sub, Tensor::sub, Tensor::sub);
  }

  private static Tensor reversed(Arguments a, BinaryOperator<Tensor> function) {
    Tensor x = a.tensor(0, "self");
    return function.apply(other(a).beside(x), x);
  }

  /**
   * In the dtype of the case, which is float64 but for {@code --dtype float32}; PyTorch's answer,
   * as the library's, would be float64 then too.
   */
  private static Tensor floatPower(Arguments a) {
    Tensor x = a.tensor(0, "input");
    Tensor power = other(a).after(x, Tensor::floatPower, Tensor::floatPower, Tensor::floatPower);
    return x.dtype().isFloating() ? power.to(x.dtype()) : power;
  }

  private static Tensor quotient(Arguments a) {
    Tensor q = other(a).after(a.tensor(0, "input"), Tensor::div, Tensor::div, Tensor::div);
    return switch (a.text(Arguments.KEYWORD, "rounding_mode", "")) {
      case "" -> q;
      case "trunc" -> q.trunc();
      case "floor" -> q.floor();
      default -> throw a.unsupported("rounding_mode");
    };
  }
}
