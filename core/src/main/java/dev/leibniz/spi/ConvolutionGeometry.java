package dev.leibniz.spi;

/**
 * Where the windows of a convolution over two axes lie.
 *
 * @param groups into how many parts the channels fall that do not mix
 * @param vertical along the last axis but one
 * @param horizontal along the last axis
 */
public record ConvolutionGeometry(int groups, Sliding vertical, Sliding horizontal) {
  /**
   * The same for another number of groups.
   *
   * @param count how many groups
   * @return a new geometry
   */
  public ConvolutionGeometry withGroups(int count) {
    return new ConvolutionGeometry(count, vertical, horizontal);
  }

  /**
   * How many elements the input has in each channel.
   *
   * @return their number
   */
  public int elements() {
    return vertical.size() * horizontal.size();
  }

  /**
   * How many places a window has.
   *
   * @return their number
   */
  public int places() {
    return vertical.places() * horizontal.places();
  }

  /**
   * How many elements a window has in each channel.
   *
   * @return their number
   */
  public int window() {
    return vertical.window() * horizontal.window();
  }

  /**
   * Whether each window begins one element behind the one before it.
   *
   * @return whether both strides are one
   */
  public boolean hasUnitStride() {
    return vertical.stride() == 1 && horizontal.stride() == 1;
  }

  /**
   * The windows by which the transpose of this convolution reads, if the stride is one.
   *
   * @return windows over the places of these
   */
  public ConvolutionGeometry reversed() {
    return new ConvolutionGeometry(groups, vertical.reversed(), horizontal.reversed());
  }
}
