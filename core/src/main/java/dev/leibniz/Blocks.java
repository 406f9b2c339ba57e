package dev.leibniz;

import dev.leibniz.kernel.Copies;
import dev.leibniz.kernel.Dense;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a Jacobian while they are filled with images of unit vectors: rows in reverse mode,
 * columns in forward mode. Plain numbers are written to their places in the result as they come;
 * what is still attached to some graph is kept and joined at the end.
 */
final class Blocks {
  private final Tensor[] from;
  private final Tensor[] to;
  private final boolean forward;
  private final boolean attached;
  private final Slot[][] slots;

  /**
   * @param from the tensors whose unit vectors are mapped
   * @param to what they are mapped to
   */
  Blocks(Tensor[] from, Tensor[] to, boolean forward, boolean attached) {
    this.from = from;
    this.to = to;
    this.forward = forward;
    this.attached = attached;
    this.slots = new Slot[from.length][to.length];
    for (int k = 0; k < from.length; k++) {
      for (int j = 0; j < to.length; j++) {
        slots[k][j] = new Slot(k, j);
      }
    }
  }

  /**
   * Takes the images of some unit vectors of one tensor.
   *
   * @param start the number of the first
   * @param image the images, stacked; null for zeros
   */
  void put(int which, int target, int start, int count, @Nullable Tensor image) {
    slots[which][target].put(start, count, image);
  }

  /** The blocks, output by input. */
  Tensor[][] finished() {
    Tensor[][] blocks =
        new Tensor[forward ? to.length : from.length][forward ? from.length : to.length];
    for (int k = 0; k < from.length; k++) {
      for (int j = 0; j < to.length; j++) {
        blocks[forward ? j : k][forward ? k : j] = slots[k][j].finished();
      }
    }
    return blocks;
  }

  private final class Slot {
    private final Shape vector;
    private final Shape image;
    private final int vectors;
    private final DType dtype;
    private @Nullable Tensor whole;
    private @Nullable Object array;
    private final List<Tensor> parts = new ArrayList<>(0);

    Slot(int k, int j) {
      vector = from[k].shape();
      image = to[j].shape();
      vectors = vector.size();
      dtype = (forward ? from[k] : to[j]).dtype();
    }

    private Shape shape() {
      return forward ? image.join(vector) : vector.join(image);
    }

    void put(int start, int count, @Nullable Tensor given) {
      if (given == null) {
        if (attached && count < vectors) {
          parts.add(Tensor.zeros(image.insert(0, count), dtype));
        }
        return;
      }
      Tensor part = given.to(dtype);
      if (count == vectors) {
        whole = arranged(part);
      } else if (attached) {
        parts.add(part);
      } else {
        if (array == null) {
          array = Dense.newArray(dtype, shape().size());
        }
        int size = image.size();
        Dense rows = (Dense) part.reshape(count, size);
        if (forward) {
          Copies.into(rows, array, start, new int[] {1, vectors});
        } else {
          Copies.into(rows, array, start * size, new int[] {size, 1});
        }
      }
    }

    private Tensor arranged(Tensor stack) {
      return forward
          ? (stack.rank() == 1 ? stack : stack.movedim(0, -1)).reshape(shape())
          : stack.reshape(shape());
    }

    Tensor finished() {
      if (whole != null) {
        return whole;
      }
      if (array != null) {
        return Dense.over(shape(), dtype, array);
      }
      if (!parts.isEmpty()) {
        return arranged(Tensor.cat(0, parts.toArray(Tensor[]::new)));
      }
      return Tensor.zeros(Shape.SCALAR, dtype).expand(shape());
    }
  }
}
