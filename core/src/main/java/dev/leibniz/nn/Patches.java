package dev.leibniz.nn;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;

/**
 * Images taken apart into patches and put together again, and pixels moved between channels and
 * space.
 */
public final class Patches {
  private Patches() {}

  /**
   * All places of a window over the last two axes, each as a column of its elements. See {@code
   * torch.nn.functional.unfold}.
   *
   * <pre>{@code
   * unfold(Tensor.ones(1, 3, 4, 4), Window.of(2, 2)).shape()      // [1, 12, 9]
   * }</pre>
   *
   * @param x of shape [N, C, H, W] or [C, H, W]
   * @param window size, stride, padding (with zeros) and dilation
   * @return of shape [N, C · kH · kW, L] or [C · kH · kW, L], where L counts the places row by row
   * @throws ShapeException if the window does not fit
   */
  public static Tensor unfold(Tensor x, Window window) {
    if (x.rank() == 3) {
      return unfold(x.unsqueeze(0), window).squeeze(0);
    }
    if (x.rank() != 4 || window.axes() != 2) {
      throw new ShapeException(
          "unfold: a tensor of shape "
              + x.shape()
              + " and a window of "
              + window.axes()
              + " axes; it takes images of 3 or 4 axes and a window of 2");
    }
    Tensor t = x.pad(window.amounts());
    for (int i = 0; i < 2; i++) {
      t = t.unfold(2 + i, window.size(i), window.stride(i), window.dilation(i));
    }
    int n = t.shape().get(0);
    int rows = t.shape().get(1) * window.size(0) * window.size(1);
    int places = t.shape().get(2) * t.shape().get(3);
    return t.permute(0, 1, 4, 5, 2, 3).reshape(n, rows, places);
  }

  /**
   * The image of which each pixel is the sum of all elements that patches have there: the transpose
   * of {@link #unfold}. See {@code torch.nn.functional.fold}.
   *
   * <pre>{@code
   * fold(Tensor.ones(1, 12, 9), Window.of(2, 2), 4, 4).shape()      // [1, 3, 4, 4]
   * }</pre>
   *
   * @param x of shape [N, C · kH · kW, L] or [C · kH · kW, L]
   * @param window size, stride, padding and dilation; padding is cut off
   * @param rows the height of the image
   * @param columns its width
   * @return of shape [N, C, rows, columns] or [C, rows, columns]
   * @throws ShapeException if the window has not L places in such an image
   */
  public static Tensor fold(Tensor x, Window window, int rows, int columns) {
    if (x.rank() == 2) {
      return fold(x.unsqueeze(0), window, rows, columns).squeeze(0);
    }
    int[] size = {rows, columns};
    int[] places = new int[2];
    int kernel = 1;
    boolean fits = x.rank() == 3 && window.axes() == 2;
    for (int i = 0; fits && i < 2; i++) {
      int reach = window.dilation(i) * (window.size(i) - 1) + 1;
      int span = size[i] + window.before(i) + window.behind(i) - reach;
      places[i] = span < 0 ? 0 : span / window.stride(i) + 1;
      kernel *= window.size(i);
    }
    if (!fits
        || x.shape().get(1) % kernel != 0
        || x.shape().get(2) != places[0] * places[1]
        || places[0] == 0
        || places[1] == 0) {
      throw new ShapeException(
          "fold: a tensor of shape "
              + x.shape()
              + " and a "
              + window
              + " for an image of "
              + rows
              + " by "
              + columns
              + ": it takes columns of a multiple of "
              + kernel
              + " elements, one for each of "
              + places[0]
              + " by "
              + places[1]
              + " places");
    }
    int n = x.shape().get(0);
    int channels = x.shape().get(1) / kernel;
    Tensor t =
        x.reshape(n, channels, window.size(0), window.size(1), places[0], places[1])
            .permute(0, 1, 4, 5, 2, 3);
    for (int i = 1; i >= 0; i--) {
      int all = size[i] + window.before(i) + window.behind(i);
      t = t.fold(2 + i, all, window.stride(i), window.dilation(i));
      t = t.narrow(2 + i, window.before(i), size[i]);
    }
    return t;
  }

  /**
   * Channels spread over space: [C · r², H, W] becomes [C, H · r, W · r]. See {@code
   * torch.nn.functional.pixel_shuffle}.
   *
   * <pre>{@code
   * pixelShuffle(Tensor.ones(1, 9, 4, 4), 3).shape()      // [1, 1, 12, 12]
   * }</pre>
   *
   * @param x of shape […, C · r², H, W]
   * @param factor r
   * @return of shape […, C, H · r, W · r]
   * @throws ShapeException if there are fewer than three axes, or r² does not divide the channels
   */
  public static Tensor pixelShuffle(Tensor x, int factor) {
    requireImages("pixelShuffle", x, factor);
    int channels = x.shape().get(-3);
    if (channels % (factor * factor) != 0) {
      throw new ShapeException(
          "pixelShuffle: "
              + channels
              + " channels in shape "
              + x.shape()
              + ": their number must be a multiple of "
              + factor * factor);
    }
    int h = x.shape().get(-2);
    int w = x.shape().get(-1);
    Shape lead = x.shape().range(0, x.rank() - 3);
    int c = channels / (factor * factor);
    return x.reshape(lead.join(Shape.of(c, factor, factor, h, w)))
        .movedim(new int[] {-4, -3}, new int[] {-3, -1})
        .reshape(lead.join(Shape.of(c, h * factor, w * factor)));
  }

  /**
   * Space gathered into channels: [C, H · r, W · r] becomes [C · r², H, W]; the inverse of {@link
   * #pixelShuffle}. See {@code torch.nn.functional.pixel_unshuffle}.
   *
   * <pre>{@code
   * pixelUnshuffle(Tensor.ones(1, 1, 12, 12), 3).shape()      // [1, 9, 4, 4]
   * }</pre>
   *
   * @param x of shape […, C, H · r, W · r]
   * @param factor r
   * @return of shape […, C · r², H, W]
   * @throws ShapeException if there are fewer than three axes, or r does not divide height and
   *     width
   */
  public static Tensor pixelUnshuffle(Tensor x, int factor) {
    requireImages("pixelUnshuffle", x, factor);
    int h = x.shape().get(-2);
    int w = x.shape().get(-1);
    if (h % factor != 0 || w % factor != 0) {
      throw new ShapeException(
          "pixelUnshuffle: images of shape "
              + x.shape()
              + ": height and width must be multiples of "
              + factor);
    }
    Shape lead = x.shape().range(0, x.rank() - 3);
    int c = x.shape().get(-3);
    return x.reshape(lead.join(Shape.of(c, h / factor, factor, w / factor, factor)))
        .movedim(new int[] {-3, -1}, new int[] {-4, -3})
        .reshape(lead.join(Shape.of(c * factor * factor, h / factor, w / factor)));
  }

  private static void requireImages(String operation, Tensor x, int factor) {
    if (x.rank() < 3 || factor < 1) {
      throw new ShapeException(
          operation
              + ": a tensor of shape "
              + x.shape()
              + " by "
              + factor
              + "; it takes channels, height and width in the last three axes, and a positive factor");
    }
  }
}
