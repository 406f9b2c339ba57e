package dev.leibniz.kernel;

/** What becomes of the place that a product goes to. */
public enum Update {
  /** C = A · B; what C held does not matter. */
  WRITE,
  /** C = C + A · B. */
  ADD,
  /** C = C − A · B. */
  SUBTRACT;

  /** What the product is multiplied by. */
  int sign() {
    return this == SUBTRACT ? -1 : 1;
  }
}
