package dev.leibniz.kernel;

/**
 * A strided matrix inside an array of floats or doubles.
 *
 * @param array the array
 * @param at where the first element lies
 * @param rows how many rows
 * @param columns how many columns
 * @param rowStride from one row to the next
 * @param columnStride from one column to the next
 */
public record Matrix(Object array, int at, int rows, int columns, int rowStride, int columnStride) {

  /** A part of this matrix. */
  Matrix block(int row, int column, int rowCount, int columnCount) {
    int start = at + row * rowStride + column * columnStride;
    return new Matrix(array, start, rowCount, columnCount, rowStride, columnStride);
  }

  /** The same layout elsewhere in the array. */
  Matrix startingAt(int start) {
    return new Matrix(array, start, rows, columns, rowStride, columnStride);
  }

  /** Rows and columns exchanged. */
  Matrix transposed() {
    return new Matrix(array, at, columns, rows, columnStride, rowStride);
  }

  /** Whether each row is a run of the array, and the rows lie one behind the other. */
  boolean hasRuns() {
    return columnStride == 1 && (rows == 1 || rowStride >= columns);
  }

  /** A copy, row by row. */
  Matrix copied() {
    Object copy = array instanceof float[] ? new float[rows * columns] : new double[rows * columns];
    StridedCopy.copy(
        new int[] {rows, columns},
        array,
        at,
        new int[] {rowStride, columnStride},
        copy,
        0,
        new int[] {columns, 1});
    return new Matrix(copy, 0, rows, columns, columns, 1);
  }
}
