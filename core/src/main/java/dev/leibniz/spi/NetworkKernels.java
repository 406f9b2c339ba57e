package dev.leibniz.spi;

import java.util.Optional;

/**
 * Convolutions and large products of a library for neural networks, in FLOAT32.
 *
 * <p>A provider is a public class with a public constructor without parameters. The constructor
 * throws if the library cannot be used, and the message of what it throws (or of its cause) is what
 * the user reads.
 *
 * <p>Methods are called by several threads at once and must not start threads of their own: Leibniz
 * splits large work itself. A result may depend on nothing but the arguments.
 */
public interface NetworkKernels {
  /**
   * The library and its version, for the log.
   *
   * @return a short text, such as {@code oneDNN 3.13.0}
   */
  String name();

  /**
   * The library's matrix products, if they are quick on this processor.
   *
   * @return products, which are used for large matrices rather than those of {@link Blas}
   */
  Optional<FloatProducts> products();

  /**
   * Prepares a convolution of images [N, groups · C, H, W] with weights [groups · O, C, h, w] and
   * results [N, groups · O, H′, W′], or one of its transposes. Preparing may cost milliseconds, so
   * a provider keeps what it has made.
   *
   * @param kind which of the three
   * @param geometry where the windows lie
   * @param images N, how many images
   * @param inputs C, input channels of a group
   * @param outputs O, output channels of a group
   * @return the convolution, or nothing where the library has no quick way; then it is done in Java
   */
  Optional<PreparedConvolution> convolution(
      ConvolutionKind kind, ConvolutionGeometry geometry, int images, int inputs, int outputs);
}
