package dev.leibniz.spi;

/**
 * A convolution for which a library has made its choices, to be done any number of times.
 *
 * <p>It is called by several threads at once.
 */
public interface PreparedConvolution {
  /**
   * Does it once.
   *
   * @param a holds the first operand: the images, or the results' cotangents for {@link
   *     ConvolutionKind#INPUT}
   * @param aOffset where it starts
   * @param b holds the second: the weights, or the results' cotangents for {@link
   *     ConvolutionKind#WEIGHT}
   * @param bOffset where it starts
   * @param c holds the result, which is written
   * @param cOffset where it starts
   */
  void run(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset);
}
