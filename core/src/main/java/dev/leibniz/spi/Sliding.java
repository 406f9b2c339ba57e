package dev.leibniz.spi;

/**
 * How a window slides along one axis.
 *
 * <p>A window of 3 over an axis of 6, from one element in front of it to one behind, by strides of
 * two has {@code new Sliding(6, 3, 2, 1, 1, 1).places()}, that is 3, places.
 *
 * @param size of the axis
 * @param window how many elements a window has
 * @param stride from one window to the next
 * @param before zeros in front of the axis; if negative, elements left out
 * @param behind zeros behind it; if negative, elements left out
 * @param dilation from one element of a window to the next
 */
public record Sliding(int size, int window, int stride, int before, int behind, int dilation) {
  /**
   * From the first to the last element of a window, both counted.
   *
   * @return how many elements of the axis that is
   */
  public int reach() {
    return dilation * (window - 1) + 1;
  }

  /**
   * How many windows there are.
   *
   * @return their number
   */
  public int places() {
    return (size + before + behind - reach()) / stride + 1;
  }

  /**
   * Where a window's element reads.
   *
   * @param place of the window
   * @param element of the window
   * @return an index of the axis, which may be outside
   */
  public int read(int place, int element) {
    return place * stride - before + element * dilation;
  }

  /**
   * Whether a window holds an element inside the axis.
   *
   * @param place of the window
   * @return whether it does; if not, it lies in the zeros
   */
  public boolean hasElement(int place) {
    int from = read(place, 0);
    int first = from >= 0 ? 0 : Math.ceilDiv(-from, dilation);
    return first < window && from + first * dilation < size;
  }

  /**
   * The first place at which an element reads inside the axis.
   *
   * @param element of the window
   * @return the place
   */
  public int first(int element) {
    return Math.max(0, Math.ceilDiv(before - element * dilation, stride));
  }

  /**
   * The place behind the last at which an element reads inside the axis.
   *
   * @param element of the window
   * @return the place
   */
  public int last(int element) {
    return Math.min(places(), Math.floorDiv(size - 1 + before - element * dilation, stride) + 1);
  }

  /**
   * The windows by which the transpose of this convolution reads, if the stride is one.
   *
   * @return windows over the places of these
   */
  public Sliding reversed() {
    int all = reach() - 1;
    return new Sliding(places(), window, 1, all - before, all - behind, dilation);
  }
}
