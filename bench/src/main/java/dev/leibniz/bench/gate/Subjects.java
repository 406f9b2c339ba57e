package dev.leibniz.bench.gate;

import dev.leibniz.bench.run.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * What the gate measures: a backward pass of every family of operations, and the models, which come
 * last, when the operations that they are made of are compiled.
 */
final class Subjects {
  private Subjects() {}

  static List<Selection> usual() {
    List<Selection> out = new ArrayList<>(Selection.of(List.of("operations"), List.of("backward")));
    out.addAll(Selection.of(List.of("ppl_simple_reg"), List.of("hessian")));
    out.addAll(Selection.of(List.of("ppl_robust_reg"), List.of("hvp")));
    out.addAll(Selection.of(List.of("multiheadattn", "mlp"), List.of("backward")));
    out.addAll(Selection.of(List.of("transformer"), List.of("backward", "hvp")));
    out.addAll(Selection.of(List.of("wav2letter", "resnet18"), List.of("backward")));
    return out;
  }
}
