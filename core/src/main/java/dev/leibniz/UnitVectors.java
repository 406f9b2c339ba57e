package dev.leibniz;

import dev.leibniz.transform.structured.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unit vectors of several tensors that are taken as one vector, in turn and many at once. The
 * whole identity is never there, unless it is asked for.
 */
final class UnitVectors {
  /** Unit vectors that follow one another. */
  record Range(long start, int count) {}

  /**
   * Those of a range that belong to one tensor.
   *
   * @param skipped how many of the range come before
   * @param first the number of the first in its tensor
   * @param count how many there are; not positive if there are none
   */
  record Part(int skipped, int first, int count) {
    /** Of a stack over the range, what belongs to them. */
    Tensor of(Tensor stack) {
      return count == stack.shape().get(0) ? stack : stack.narrow(0, skipped, count);
    }
  }

  private final Tensor[] of;

  /** Where each tensor begins in the whole vector; one more at the end. */
  private final long[] starts;

  UnitVectors(Tensor[] of) {
    this.of = of;
    this.starts = new long[of.length + 1];
    for (int k = 0; k < of.length; k++) {
      starts[k + 1] = starts[k] + of[k].size();
    }
  }

  long size() {
    return starts[of.length];
  }

  /** The number of tensors. */
  int tensors() {
    return of.length;
  }

  Part part(Range r, int k) {
    int first = (int) Math.max(0, r.start() - starts[k]);
    int end = (int) Math.min(of[k].size(), r.start() + r.count() - starts[k]);
    return new Part((int) (starts[k] + first - r.start()), first, end - first);
  }

  /**
   * All unit vectors, in turn.
   *
   * @param atOnce the greatest number in a range
   * @param joined up to so many of several tensors share a range
   */
  List<Range> ranges(int atOnce, long joined) {
    List<Range> ranges = new ArrayList<>();
    for (long start = 0; start < size(); ) {
      long end = Math.min(start + atOnce, border(start, joined));
      ranges.add(new Range(start, (int) (end - start)));
      start = end;
    }
    return ranges;
  }

  private long border(long start, long joined) {
    int k = 0;
    while (starts[k + 1] <= start) {
      k++;
    }
    k++;
    while (k < of.length && starts[k + 1] - start <= joined) {
      k++;
    }
    return starts[k];
  }

  /** The unit vectors of a range; null for a tensor in which they are all zero. */
  @Nullable Stack[] stacks(Range r, Stack.Axis axis) {
    @Nullable Stack[] stacks = new Stack[of.length];
    for (int k = 0; k < of.length; k++) {
      if (starts[k] < r.start() + r.count() && starts[k + 1] > r.start()) {
        stacks[k] =
            Stack.units(of[k].shape(), of[k].dtype(), r.start() - starts[k], r.count(), axis);
      }
    }
    return stacks;
  }
}
