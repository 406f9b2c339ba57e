package dev.leibniz;

/**
 * Which elements come first where elements are ordered. NaN counts as greater than every number.
 *
 * <pre>{@code
 * import static dev.leibniz.Order.DESCENDING;
 *
 * Tensor.of(3, 1, 2).sort(0, DESCENDING).values()      // [3. 2. 1.]
 * }</pre>
 */
public enum Order {
  /** The least first, NaN last. */
  ASCENDING,
  /** The greatest first, before it NaN. */
  DESCENDING
}
