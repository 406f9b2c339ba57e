package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that is learnt, by index. See {@code torch.nn.Embedding}.
 *
 * <pre>{@code
 * Embedding words = Embedding.of(10_000, 64, key);
 * words.apply(Tensor.longs(3, 1, 4));       // of shape [3, 64]
 * }</pre>
 *
 * @param weight of shape [rows, width]
 * @param padding a row that is not learnt, or null
 */
public record Embedding(Tensor weight, @Nullable Integer padding) implements Layer<Embedding> {
  /**
   * A standard normal table of FLOAT32.
   *
   * @param rows how many indices there are
   * @param width the length of a row
   * @param key the source of randomness
   * @return the layer
   */
  public static Embedding of(int rows, int width, Key key) {
    return new Embedding(Initialisers.normal(key, Shape.of(rows, width), DType.FLOAT32, 1), null);
  }

  /**
   * The same layer with a row that stands for padding: it is set to zero, and its derivative is
   * zero.
   *
   * @param row which, counted from the end if negative
   * @return the changed layer
   * @throws ShapeException if there is no such row
   */
  public Embedding withPadding(int row) {
    int rows = weight.shape().get(0);
    if (row < -rows || row >= rows) {
      throw new ShapeException(
          "Embedding.withPadding: row " + row + " of " + rows + "; it must be one of them");
    }
    int at = Math.floorMod(row, rows);
    return new Embedding(weight.at(at).set(0), at);
  }

  /**
   * The rows of an index.
   *
   * @param index integers of any shape
   * @return of the index's shape followed by [width]
   * @throws ShapeException if an index is out of range
   */
  @Override
  public Tensor apply(Tensor index) {
    return Outputs.note(
        this,
        padding == null
            ? Lookups.embedding(index, weight)
            : Lookups.embedding(index, weight, padding));
  }

  @Override
  public String extraRepr() {
    return weight.shape().get(-2)
        + ", "
        + weight.shape().get(-1)
        + (padding == null ? "" : ", padding_idx=" + padding);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
