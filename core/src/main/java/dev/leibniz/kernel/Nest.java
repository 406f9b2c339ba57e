package dev.leibniz.kernel;

import dev.leibniz.Shape;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loops that walk up to three operands together, spread to a common shape.
 *
 * <p>Axes of size one are dropped, and neighbouring axes become one where every operand allows it.
 * What the innermost loop does is left to a {@link Run}, so that it may be a vector loop.
 */
final class Nest {
  /** The work of the innermost loop, where each operand's run begins. */
  @FunctionalInterface
  interface Run {
    void at(int x, int y, int w, int z, int length);
  }

  /** Below this length, spreading the operands first is cheaper than a call for every run. */
  private static final int SHORT = 12;

  private static final int GRAIN = Elementwise.GRAIN;

  /** The work of the two innermost loops. */
  @FunctionalInterface
  interface Grid {
    void at(int x, int y, int z, int rows, int length);

    /** There are no more pairs. */
    default void end() {}
  }

  private final int n;
  private final int x;
  private final int y;
  private final int w;
  private final int[] sizes;
  private final int[] xs;
  private final int[] ys;
  private final int[] ws;
  private int depth;

  Nest(Shape out, Dense x, Dense y, @Nullable Dense w) {
    this.n = out.size();
    this.x = x.offset();
    this.y = y.offset();
    this.w = w == null ? 0 : w.offset();
    int rank = Math.max(1, out.rank());
    sizes = new int[rank];
    xs = new int[rank];
    ys = new int[rank];
    ws = new int[rank];
    // From the innermost axis outwards, so that loop 0 is the innermost.
    for (int i = 1; i <= out.rank(); i++) {
      int size = out.get(-i);
      if (size != 1) {
        push(size, spread(x, i), spread(y, i), w == null ? 0 : spread(w, i));
      }
    }
    if (depth == 0) {
      push(1, 1, 1, 1);
    }
  }

  /** The stride of the i-th axis from the end, zero where this operand is spread. */
  private static int spread(Dense d, int i) {
    int axis = d.shape().rank() - i;
    return axis < 0 || d.shape().get(axis) == 1 ? 0 : d.stride(axis);
  }

  private void push(int size, int x, int y, int w) {
    if (depth > 0) {
      int last = depth - 1;
      int run = sizes[last];
      if (x == xs[last] * run && y == ys[last] * run && w == ws[last] * run) {
        sizes[last] = run * size;
        return;
      }
    }
    sizes[depth] = size;
    xs[depth] = x;
    ys[depth] = y;
    ws[depth] = w;
    depth++;
  }

  /**
   * Whether the innermost loop goes forwards over neighbours in every operand that it moves
   * through, and is long enough to be worth a call.
   */
  boolean hasRuns() {
    return n == 0
        || (depth == 1 || sizes[0] >= SHORT)
            && (xs[0] | ys[0] | ws[0]) == 1
            && xs[0] >= 0
            && ys[0] >= 0
            && ws[0] >= 0;
  }

  int depth() {
    return depth;
  }

  /** How many elements the innermost loop walks. */
  int length() {
    return sizes[0];
  }

  /** How many runs the loop around it makes. */
  int rows() {
    return depth == 1 ? 1 : sizes[1];
  }

  int outerX() {
    return depth == 1 ? 0 : xs[1];
  }

  int outerY() {
    return depth == 1 ? 0 : ys[1];
  }

  int innerX() {
    return xs[0];
  }

  int innerY() {
    return ys[0];
  }

  int innerW() {
    return ws[0];
  }

  /** Calls the work for every run; the result is written row by row. */
  void walk(Run run) {
    if (n == 0) {
      return;
    }
    int outer = sizes[depth - 1];
    int each = n / outer;
    if (n < Settings.THRESHOLD) {
      walk(depth - 1, 0, outer, run, x, y, w, 0);
      return;
    }
    if (depth == 1) {
      Pool.parallel(
          n,
          GRAIN,
          (from, to) ->
              run.at(x + from * xs[0], y + from * ys[0], w + from * ws[0], from, to - from));
      return;
    }
    Pool.parallel(
        outer,
        Math.max(1, GRAIN / each),
        (from, to) -> walk(depth - 1, from, to, run, x, y, w, from * each));
  }

  private int walk(int loop, int from, int to, Run run, int x, int y, int w, int z) {
    if (loop == 0) {
      run.at(x, y, w, z, sizes[0]);
      return z + sizes[0];
    }
    int at = z;
    for (int i = from; i < to; i++) {
      at =
          walk(
              loop - 1,
              0,
              sizes[loop - 1],
              run,
              x + i * xs[loop],
              y + i * ys[loop],
              w + i * ws[loop],
              at);
    }
    return at;
  }

  /** Calls the work for every pair of innermost loops; each thread takes its own. */
  void walkGrids(Supplier<? extends Grid> work) {
    if (n == 0) {
      return;
    }
    int loop = depth - 1;
    int outer = sizes[loop];
    if (n < Settings.THRESHOLD) {
      Grid grid = work.get();
      grids(loop, 0, outer, grid, x, y, 0);
      grid.end();
      return;
    }
    int each = n / outer;
    Pool.parallel(
        outer,
        Math.max(1, GRAIN / each),
        (from, to) -> {
          Grid grid = work.get();
          grids(loop, from, to, grid, x + from * xs[loop], y + from * ys[loop], from * each);
          grid.end();
        });
  }

  private int grids(int loop, int from, int to, Grid grid, int x, int y, int z) {
    if (loop == 0) {
      grid.at(x, y, z, 1, to - from);
      return z + to - from;
    }
    if (loop == 1) {
      grid.at(x, y, z, to - from, sizes[0]);
      return z + (to - from) * sizes[0];
    }
    int at = z;
    for (int i = 0; i < to - from; i++) {
      at = grids(loop - 1, 0, sizes[loop - 1], grid, x + i * xs[loop], y + i * ys[loop], at);
    }
    return at;
  }
}
