package dev.leibniz;

/** Which part of a square matrix is meant; the rest is not read. */
public enum Triangle {
  /** The diagonal and what lies below. */
  LOWER,
  /** The diagonal and what lies above. */
  UPPER,
  /** What lies below the diagonal, which counts as ones. */
  UNIT_LOWER,
  /** What lies above the diagonal, which counts as ones. */
  UNIT_UPPER
}
