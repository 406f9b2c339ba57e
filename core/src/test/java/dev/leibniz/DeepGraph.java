package dev.leibniz;

import java.util.Objects;

/** Derivatives of a chain of a million operations, run by {@link DeepGraphTest} in a small heap. */
final class DeepGraph {
  private static final int DEPTH = 1_000_000;

  private DeepGraph() {}

  public static void main(String[] arguments) {
    Tensor x = Tensor.scalar(2);
    Tensor leaf = x.requiresGrad();
    chain(leaf).backward();
    System.out.println(Objects.requireNonNull(leaf.grad()).item());
    System.out.println(Functional.<Tensor>grad(DeepGraph::chain, x).item());
    System.out.println(Functional.linearize(DeepGraph::chain, x).apply(Tensor.scalar(1)).item());
  }

  /** x², and then a million operations that keep what they were given, and change nothing. */
  private static Tensor chain(Tensor x) {
    Tensor one = Tensor.scalar(1);
    Tensor y = x.square();
    for (int i = 0; i < DEPTH; i += 2) {
      y = y.mul(one).neg();
    }
    return y;
  }
}
