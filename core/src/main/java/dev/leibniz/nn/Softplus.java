package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * ln(1 + e^(βx)) / β, and x where βx exceeds a threshold, elementwise. See {@code
 * torch.nn.Softplus}.
 *
 * @param beta β, often 1
 * @param threshold where it becomes linear, often 20
 */
public record Softplus(double beta, double threshold) implements Layer<Softplus> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Activations.softplus(x, beta, threshold));
  }

  @Override
  public String extraRepr() {
    return "beta=" + whole(beta) + ", threshold=" + whole(threshold);
  }

  /** PyTorch's defaults are integers here, 1 and 20, and print as such. */
  private static String whole(double x) {
    String s = Repr.number(x);
    return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
