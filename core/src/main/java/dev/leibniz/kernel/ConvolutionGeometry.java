package dev.leibniz.kernel;

/**
 * Where the windows of a convolution over two axes lie.
 *
 * @param groups into how many parts the channels fall that do not mix
 * @param vertical along the last axis but one
 * @param horizontal along the last axis
 */
public record ConvolutionGeometry(int groups, Sliding vertical, Sliding horizontal) {
  /** The same for another number of groups. */
  public ConvolutionGeometry withGroups(int count) {
    return new ConvolutionGeometry(count, vertical, horizontal);
  }

  /** How many elements the input has in each channel. */
  int elements() {
    return vertical.size() * horizontal.size();
  }

  /** How many places a window has. */
  int places() {
    return vertical.places() * horizontal.places();
  }

  /** How many elements a window has in each channel. */
  int window() {
    return vertical.window() * horizontal.window();
  }

  boolean hasUnitStride() {
    return vertical.stride() == 1 && horizontal.stride() == 1;
  }

  ConvolutionGeometry reversed() {
    return new ConvolutionGeometry(groups, vertical.reversed(), horizontal.reversed());
  }
}
