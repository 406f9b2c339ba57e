package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * x Φ(x), elementwise. See {@code torch.nn.GELU}.
 *
 * @param form how Φ is found
 */
public record GELU(Form form) implements Layer<GELU> {
  /** How Φ, the normal distribution function, is found. */
  public enum Form {
    /** By the error function. */
    EXACT,
    /** By tanh, approximately. */
    TANH
  }

  /** With the exact Φ. */
  public GELU() {
    this(Form.EXACT);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, form == Form.EXACT ? x.gelu() : Activations.geluTanh(x));
  }

  @Override
  public String extraRepr() {
    return "approximate='" + (form == Form.EXACT ? "none" : "tanh") + "'";
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
