package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** Rows of a table by index. */
public final class Lookups {
  private Lookups() {}

  /**
   * The rows that an index names. See {@code torch.nn.functional.embedding}.
   *
   * <pre>{@code
   * embedding(Tensor.longs(2, 0), Tensor.eye(3))      // [[0. 0. 1.], [1. 0. 0.]]
   * }</pre>
   *
   * @param index integers of any shape
   * @param table of shape [rows, width]
   * @return of the index's shape followed by [width]
   * @throws dev.leibniz.ShapeException if an index is out of range
   */
  public static Tensor embedding(Tensor index, Tensor table) {
    return table.get(index);
  }

  /**
   * The rows that an index names, of which one stands for padding and has no derivative.
   *
   * @param index integers of any shape
   * @param table of shape [rows, width]
   * @param padding the row that is not learnt, counted from the end if negative
   * @return of the index's shape followed by [width]
   * @throws dev.leibniz.ShapeException if an index is out of range
   */
  public static Tensor embedding(Tensor index, Tensor table, int padding) {
    return embedding(index, table.at(padding).set(table.get(padding).detach()));
  }
}
