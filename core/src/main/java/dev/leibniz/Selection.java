package dev.leibniz;

/**
 * A place in a tensor: what {@link Tensor#at} gives, and of which changed copies are made.
 *
 * <pre>{@code
 * Tensor x = Tensor.zeros(3);
 * x.at(1).set(5);                              // [0. 5. 0.]
 * x.at(Tensor.longs(0, 0, 2)).add(1);          // [2. 0. 1.]
 * }</pre>
 *
 * <p>Both are differentiable with respect to the tensor and to the value, and work under {@code
 * vmap}.
 */
public final class Selection {
  private final Indexer index;

  Selection(Indexer index) {
    this.index = index;
  }

  /**
   * What stands at this place: the same as {@link Tensor#get}.
   *
   * @return the selected part
   */
  public Tensor get() {
    return index.read();
  }

  /**
   * The tensor with this place overwritten. Where an index tensor names a place several times, the
   * last one counts.
   *
   * @param value broadcast to the shape of the place
   * @return the changed copy, of the tensor's dtype
   * @throws ShapeException if the value does not broadcast to the place
   */
  public Tensor set(Tensor value) {
    return index.set(value);
  }

  /**
   * The tensor with this place overwritten by a number.
   *
   * @param value the number
   * @return the changed copy
   */
  public Tensor set(double value) {
    return index.set(Tensor.scalar(value));
  }

  /**
   * The tensor with something added at this place, as often as an index tensor names it.
   *
   * @param value broadcast to the shape of the place
   * @return the changed copy, of the tensor's dtype
   * @throws ShapeException if the value does not broadcast to the place
   */
  public Tensor add(Tensor value) {
    return index.add(value);
  }

  /**
   * The tensor with a number added at this place, as often as an index tensor names it.
   *
   * @param value the number
   * @return the changed copy
   */
  public Tensor add(double value) {
    return index.add(Tensor.scalar(value));
  }
}
