package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that is normalised over some axes, as [batch, outer, groups, inner], of which outer and
 * inner are those axes, as in a batch of images; a row is what is normalised together.
 */
record NormalisedLayout(int batch, int outer, int groups, int inner) {
  /** Shorter runs are not worth a loop's call each. */
  private static final int SHORT = 16;

  /** From this length on a row is worth loops of its own. */
  private static final int LONG = 32;

  /** The layout, or null if the axes must be moved behind the others first. */
  static @Nullable NormalisedLayout of(Shape shape, int[] axes) {
    int rank = shape.rank();
    boolean[] isReduced = new boolean[rank];
    for (int axis : axes) {
      isReduced[axis] = true;
    }
    int[] ends = new int[4];
    int axis = 0;
    for (int part = 0; part < 4; part++) {
      while (axis < rank && isReduced[axis] == (part % 2 == 1)) {
        axis++;
      }
      ends[part] = axis;
    }
    int batch = shape.range(0, ends[0]).size();
    int outer = shape.range(ends[0], ends[1]).size();
    int groups = shape.range(ends[1], ends[2]).size();
    int inner = shape.range(ends[2], ends[3]).size();
    boolean isRows = outer == 1 || ends[1] == rank;
    if (axis < rank || !isRows && inner < SHORT) {
      return null;
    }
    if (ends[1] == rank) {
      return new NormalisedLayout(1, 1, batch, outer);
    }
    return outer == 1
        ? new NormalisedLayout(1, 1, batch * groups, inner)
        : new NormalisedLayout(batch, outer, groups, inner);
  }

  /** How many elements a row has. */
  int count() {
    return outer * inner;
  }

  int rows() {
    return batch * groups;
  }

  /** Where the first run of a row begins. */
  int start(int row) {
    return row / groups * outer * step() + row % groups * inner;
  }

  /** From one run of a row to the next. */
  int step() {
    return groups * inner;
  }

  /** The order of axes that puts some behind the others. */
  static int[] behind(int rank, int[] axes) {
    boolean[] isReduced = new boolean[rank];
    for (int axis : axes) {
      isReduced[axis] = true;
    }
    int[] order = new int[rank];
    int first = 0;
    for (int i = 0; i < rank; i++) {
      if (!isReduced[i]) {
        order[first++] = i;
      }
    }
    System.arraycopy(axes, 0, order, first, axes.length);
    return order;
  }

  /** The last so many axes. */
  static int[] last(int rank, int count) {
    int[] last = new int[count];
    Arrays.setAll(last, i -> rank - count + i);
    return last;
  }

  static int[] inverse(int[] order) {
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    return back;
  }

  /** How a row lies. */
  NormalisationLoops.Row row() {
    return new NormalisationLoops.Row(outer, step(), inner);
  }

  /** The loops for whole rows of floats, or null where there are none or runs are short. */
  @Nullable NormalisationLoops loops(DType dtype) {
    LaneLoops lanes = Lanes.LOOPS;
    return lanes == null || dtype != DType.FLOAT32 || inner < LONG ? null : lanes.normalisation();
  }
}
