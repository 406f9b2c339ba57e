package dev.leibniz.transform;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a matrix that is used again and again gets back: x₁ᵀc₁ + x₂ᵀc₂ + … is one product, of all
 * rows of the x and all rows of the c. A recurrent network's weight gets one such pair from every
 * step, each of few rows and so all memory and no arithmetic.
 */
final class ProductSum {
  /** Pairs may take so many times the memory of their sum before they are multiplied. */
  private static final int ROOM = 8;

  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> cotangents = new ArrayList<>();
  private long elements;

  /** Whether a pair takes no more memory than its product, so that it pays to wait for others. */
  static boolean pays(Shape x, Shape ct) {
    if (x.rank() != 2 || ct.rank() != 2) {
      return false;
    }
    long m = x.get(1);
    long n = ct.get(1);
    return x.get(0) * (m + n) <= m * n;
  }

  void add(Tensor x, Tensor ct) {
    inputs.add(x);
    cotangents.add(ct);
    elements += (long) x.size() + ct.size();
  }

  boolean isFull(Shape sum) {
    return elements > (long) ROOM * sum.size();
  }

  Tensor sum() {
    return joined(inputs).mT().matmul(joined(cotangents));
  }

  private static Tensor joined(List<Tensor> parts) {
    return parts.size() == 1 ? parts.getFirst() : Tensor.cat(0, parts.toArray(Tensor[]::new));
  }
}
