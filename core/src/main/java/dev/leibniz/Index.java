package dev.leibniz;

import org.jspecify.annotations.Nullable;

/**
 * What stands for several places of an axis in {@link Tensor#get} and {@link Tensor#at}.
 *
 * <pre>{@code
 * x.get(Index.slice(1, 3))                  // x[1:3]
 * x.get(Index.all(), Index.slice(null, null, -1))   // x[:, ::-1]
 * x.get(Index.ELLIPSIS, 0)                  // x[..., 0]
 * }</pre>
 */
public sealed interface Index {
  /** As many whole axes as are left over. */
  Index ELLIPSIS = new Ellipsis();

  /**
   * Neighbours along an axis, as {@code start:stop} in Python.
   *
   * @param start the first
   * @param stop behind the last; both count from the end if negative, and are cut to the axis
   * @return the index
   */
  static Index slice(int start, int stop) {
    return new Slice(start, stop, 1);
  }

  /**
   * Every step-th place along an axis, as {@code start:stop:step} in Python.
   *
   * @param start the first, or null for the beginning (for the end, if the step is negative)
   * @param stop behind the last, or null for the end (for the beginning, if the step is negative)
   * @param step the distance, not zero; a negative one goes backwards
   * @return the index
   * @throws ShapeException if the step is zero
   */
  static Index slice(@Nullable Integer start, @Nullable Integer stop, int step) {
    return new Slice(start, stop, step);
  }

  /**
   * The whole axis, as {@code :} in Python.
   *
   * @return the index
   */
  static Index all() {
    return new Slice(null, null, 1);
  }

  /** Leaves out nothing of as many axes as are left over. */
  record Ellipsis() implements Index {
    /** The same as {@link Index#ELLIPSIS}. */
    public Ellipsis {}
  }

  /**
   * Every step-th place from start to before stop.
   *
   * @param start the first, or null
   * @param stop behind the last, or null
   * @param step the distance, not zero
   */
  record Slice(@Nullable Integer start, @Nullable Integer stop, int step) implements Index {
    /**
     * Checks the step.
     *
     * @throws ShapeException if the step is zero
     */
    public Slice {
      if (step == 0) {
        throw new ShapeException("slice: a step of 0 leads nowhere; use 1, or -1 to go backwards");
      }
    }

    /** The first place on an axis of size n. */
    int first(int n) {
      return step > 0 ? clamp(start, 0, 0, n, n) : clamp(start, n - 1, -1, n - 1, n);
    }

    /** How many places there are on an axis of size n. */
    int count(int n) {
      int end = step > 0 ? clamp(stop, n, 0, n, n) : clamp(stop, -1, -1, n - 1, n);
      long span = (long) end - first(n);
      return (int) Math.max(0, step > 0 ? (span + step - 1) / step : (span + step + 1) / step);
    }

    private static int clamp(@Nullable Integer i, int absent, int low, int high, int n) {
      if (i == null) {
        return absent;
      }
      long at = i < 0 ? (long) i + n : i;
      return Math.clamp(at, low, Math.max(low, high));
    }
  }
}
