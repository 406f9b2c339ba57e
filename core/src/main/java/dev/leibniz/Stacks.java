package dev.leibniz;

import java.util.Arrays;

/** Tensors side by side, on top of each other, behind each other, and spread over a grid. */
final class Stacks {
  private Stacks() {}

  /** Along axis 1, vectors along their only one. */
  static Tensor horizontal(Tensor[] parts) {
    Tensor[] all = atLeast("hstack", 1, parts);
    return Tensor.cat(all[0].rank() == 1 ? 0 : 1, all);
  }

  static Tensor vertical(Tensor[] parts) {
    return Tensor.cat(0, atLeast("vstack", 2, parts));
  }

  static Tensor deep(Tensor[] parts) {
    return Tensor.cat(2, atLeast("dstack", 3, parts));
  }

  static Tensor columns(Tensor[] parts) {
    requireSome("columnStack", parts);
    Tensor[] all = new Tensor[parts.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = parts[i].rank() < 2 ? parts[i].reshape(parts[i].size(), 1) : parts[i];
    }
    return Tensor.cat(1, all);
  }

  private static void requireSome(String operation, Tensor[] parts) {
    if (parts.length == 0) {
      throw new ShapeException(operation + ": no tensors; it needs at least one");
    }
  }

  /** With as many axes at least, a vector being a row. */
  private static Tensor[] atLeast(String operation, int rank, Tensor[] parts) {
    requireSome(operation, parts);
    Tensor[] all = new Tensor[parts.length];
    for (int i = 0; i < all.length; i++) {
      Tensor x = parts[i].rank() == 0 ? parts[i].reshape(1) : parts[i];
      x = rank > 1 && x.rank() == 1 ? x.unsqueeze(0) : x;
      all[i] = rank > 2 && x.rank() == 2 ? x.unsqueeze(2) : x;
    }
    return all;
  }

  static Tensor[] grid(GridIndexing indexing, Tensor[] vectors) {
    int n = vectors.length;
    int[] sizes = new int[n];
    for (int i = 0; i < n; i++) {
      if (vectors[i].rank() > 1) {
        throw new ShapeException(
            "meshgrid: operand "
                + i
                + " has shape "
                + vectors[i].shape()
                + "; it takes vectors and scalars: flatten it first");
      }
      sizes[axis(indexing, n, i)] = vectors[i].size();
    }
    Tensor[] grids = new Tensor[n];
    for (int i = 0; i < n; i++) {
      int[] along = new int[n];
      Arrays.fill(along, 1);
      along[axis(indexing, n, i)] = vectors[i].size();
      grids[i] = vectors[i].reshape(Shape.of(along)).expand(Shape.of(sizes));
    }
    return grids;
  }

  private static int axis(GridIndexing indexing, int n, int i) {
    return indexing == GridIndexing.XY && n > 1 && i < 2 ? 1 - i : i;
  }
}
