package dev.leibniz;

/**
 * Says that a reduction keeps the axes it reduces, with size one, so that its result broadcasts
 * against what it was made from.
 *
 * <pre>{@code
 * import static dev.leibniz.KeepDim.KEEPDIM;
 *
 * x.sub(x.mean(KEEPDIM, 1))      // every row less its mean
 * }</pre>
 */
public enum KeepDim {
  /** Keep them. */
  KEEPDIM;

  Tensor of(Tensor reduced, Shape before, int[] axes) {
    int[] dims = before.dims();
    for (int a : before.axes(axes)) {
      dims[a] = 1;
    }
    return reduced.reshape(Shape.of(dims));
  }
}
