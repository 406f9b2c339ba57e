package dev.leibniz.spi;

/** How a matrix that is stored row by row takes part in a product. */
public enum Transpose {
  /** As it is stored. */
  NO,
  /** With rows and columns exchanged. */
  YES
}
