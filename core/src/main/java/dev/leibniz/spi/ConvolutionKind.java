package dev.leibniz.spi;

/**
 * Which of the three a convolution is: with images x, weights w and results y, {@code ⟨y, x ∗ w⟩}
 * is linear in each of them, and each is the gradient by one of them.
 */
public enum ConvolutionKind {
  /** Results, of images and weights. */
  FORWARD,

  /** The transpose by the images: of results' cotangents and weights. */
  INPUT,

  /** The transpose by the weights: of images and results' cotangents. */
  WEIGHT
}
