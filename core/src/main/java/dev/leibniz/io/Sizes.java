package dev.leibniz.io;

import dev.leibniz.Shape;
import java.nio.file.Path;
import java.util.List;

/** Sizes that a file states, which may be anything. */
final class Sizes {
  private static final int MOST = Integer.MAX_VALUE - 8;

  private Sizes() {}

  static Shape shape(String where, List<?> sizes) {
    int[] dims = new int[sizes.size()];
    long product = 1;
    for (int i = 0; i < dims.length; i++) {
      if (!(sizes.get(i) instanceof Long n) || n > MOST) {
        throw new FormatException(
            where + ": the shape " + sizes + " is none that a tensor can have");
      }
      dims[i] = n.intValue();
      product = Math.multiplyHigh(product, n) == 0 ? product * n : Long.MAX_VALUE;
      if (product > MOST || product < 0) {
        throw new FormatException(
            where + ": the shape " + sizes + " has more elements than one tensor can hold");
      }
    }
    return Shape.of(dims);
  }

  static byte[] bytes(Path file, long bytes) {
    if (bytes > MOST) {
      throw new FormatException(
          file + ": " + bytes + " bytes are more than the 2 GB that a file may take; split it");
    }
    return new byte[(int) bytes];
  }
}
