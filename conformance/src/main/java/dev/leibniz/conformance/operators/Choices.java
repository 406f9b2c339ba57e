package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;

/** Operators that choose one of several elements. */
final class Choices {
  private Choices() {}

  static void addTo(Operators to) {
    to.add("maximum", a -> a.tensor(0, "input").maximum(a.tensor(1, "other")));
    to.add("minimum", a -> a.tensor(0, "input").minimum(a.tensor(1, "other")));
    to.add("clamp", a -> below(above(a.tensor(0, "input"), a, 1), a, 2));
    to.add("clamp_min", a -> above(a.tensor(0, "input"), a, 1));
    to.add("clamp_max", a -> below(a.tensor(0, "input"), a, 1));
    to.add(
        "where",
        a -> Tensor.where(a.tensor(0, "condition"), a.tensor(1, "input"), a.tensor(2, "other")));
    to.add(
        "masked_fill",
        a -> {
          Tensor x = a.tensor(0, "input");
          Tensor value = a.operand(2, "value").beside(x);
          return x.maskedFill(a.tensor(1, "mask"), value);
        });
  }

  private static Tensor above(Tensor x, Arguments a, int place) {
    return a.isGiven(place, "min")
        ? a.operand(place, "min").after(x, Tensor::clampMin, Tensor::clampMin, Tensor::clampMin)
        : x;
  }

  private static Tensor below(Tensor x, Arguments a, int place) {
    return a.isGiven(place, "max")
        ? a.operand(place, "max").after(x, Tensor::clampMax, Tensor::clampMax, Tensor::clampMax)
        : x;
  }
}
