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

  /**
   * The same for several batches of images with the same weights, which the library arranges once;
   * not for {@link ConvolutionKind#WEIGHT}.
   *
   * @param b holds the weights
   * @param bOffset where they start
   * @return the convolution with these weights, to be closed after its last batch
   */
  WithWeights withWeights(float[] b, int bOffset);

  /** A convolution of which the weights are fixed. It is called by several threads at once. */
  interface WithWeights extends AutoCloseable {
    /**
     * Does it once.
     *
     * @param a holds the images, or the results' cotangents for {@link ConvolutionKind#INPUT}
     * @param aOffset where they start
     * @param c holds the result, which is written
     * @param cOffset where it starts
     */
    void run(float[] a, int aOffset, float[] c, int cOffset);

    /** Lets go of the weights. */
    @Override
    void close();
  }
}
