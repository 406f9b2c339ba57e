package dev.leibniz.kernel;

/**
 * r (t − mean t − y mean(y t)) over some axes, which r lacks: what {@link Standardisation} does to
 * a tangent, and to a cotangent. A row's numbers are read twice and the result is written once,
 * where a composition would write five arrays.
 */
public final class StandardisationTangent {
  /** How many numbers a block has, if rows are that short. */
  private static final int BLOCK = Math.min(Settings.THRESHOLD, 1 << 12);

  private final Dense t;
  private final Dense y;
  private final Dense r;
  private final Object z;
  private final NormalisedLayout layout;
  private final BinaryFunction subtraction;
  private final BinaryFunction multiplication;
  private final FoldLoop sum;
  private final BinaryLoop sub;
  private final BinaryLoop mul;

  private StandardisationTangent(
      Dense t,
      Dense y,
      Dense r,
      NormalisedLayout layout,
      BinaryFunction subtraction,
      BinaryFunction multiplication) {
    this.t = t.contiguous();
    this.y = y.contiguous();
    this.r = r.contiguous();
    this.z = Dense.newArray(t.dtype(), t.shape().size());
    this.layout = layout;
    this.subtraction = subtraction;
    this.multiplication = multiplication;
    this.sum = Folding.loop(Fold.SUM, t.dtype());
    this.sub = Loops.binary(subtraction, t.dtype());
    this.mul = Loops.binary(multiplication, t.dtype());
  }

  /** The tangent of y along t, for a standardised y and its factors r; axes are in order. */
  public static Dense of(
      Dense t, Dense y, Dense r, int[] axes, BinaryFunction sub, BinaryFunction mul) {
    int rank = t.shape().rank();
    NormalisedLayout layout = NormalisedLayout.of(t.shape(), axes);
    if (layout == null) {
      int[] order = NormalisedLayout.behind(rank, axes);
      int[] last = NormalisedLayout.last(rank, axes.length);
      Dense moved = of(t.permuted(order), y.permuted(order), r, last, sub, mul);
      return moved.permuted(NormalisedLayout.inverse(order)).contiguous();
    }
    StandardisationTangent work = new StandardisationTangent(t, y, r, layout, sub, mul);
    work.run();
    return Dense.over(t.shape(), t.dtype(), work.z);
  }

  private void run() {
    int each = layout.count();
    NormalisationLoops loops = layout.loops(t.dtype());
    if (loops != null) {
      Standardisation.inParallel(layout.rows(), each, 1, (from, to) -> rows(loops, from, to));
    } else if (layout.outer() == 1) {
      int together = Math.max(1, BLOCK / Math.max(1, each));
      Standardisation.inParallel(
          layout.rows(), each, together, (from, to) -> blocks(from, to, together));
    } else {
      Standardisation.inParallel(layout.rows(), each, 1, this::scattered);
    }
  }

  private void rows(NormalisationLoops loops, int from, int to) {
    NormalisationLoops.Row run = layout.row();
    float[] tangents = t.floats();
    float[] standardised = y.floats();
    float[] factors = r.floats();
    for (int row = from; row < to; row++) {
      int at = layout.start(row);
      int i = t.offset() + at;
      int j = y.offset() + at;
      float mean = (float) (loops.sum(tangents, i, run) / layout.count());
      float product = (float) (loops.products(tangents, i, standardised, j, run) / layout.count());
      float factor = factors[r.offset() + row];
      loops.tangent(tangents, i, standardised, j, run, mean, product, factor, (float[]) z, at);
    }
  }

  private void blocks(int from, int to, int together) {
    int n = layout.inner();
    int most = Math.min(together, to - from);
    Object means = Dense.newArray(t.dtype(), most);
    Object products = Dense.newArray(t.dtype(), most);
    Object beside = Dense.newArray(t.dtype(), most * n);
    for (int i = from; i < to; i += together) {
      int rows = Math.min(together, to - i);
      int at = i * n;
      int tangent = t.offset() + at;
      int standardised = y.offset() + at;
      sum.rows(t.array(), tangent, rows, n, means, 0);
      times(t.array(), tangent, y.array(), standardised, beside, rows * n);
      sum.rows(beside, 0, rows, n, products, 0);
      Standardisation.toMeans(means, 0, rows, n);
      Standardisation.toMeans(products, 0, rows, n);
      sub.grid(subtraction, t.array(), tangent, n, 1, means, 0, 1, 0, z, at, rows, n);
      mul.grid(
          multiplication, y.array(), standardised, n, 1, products, 0, 1, 0, beside, 0, rows, n);
      sub.run(subtraction, z, at, 1, beside, 0, 1, z, at, rows * n);
      mul.grid(multiplication, z, at, n, 1, r.array(), r.offset() + i, 1, 0, z, at, rows, n);
    }
  }

  private void times(Object a, int ao, Object b, int bo, Object to, int n) {
    mul.run(multiplication, a, ao, 1, b, bo, 1, to, 0, n);
  }

  /** Rows that lie in {@code outer} runs each. */
  private void scattered(int from, int to) {
    int n = layout.inner();
    Object sums = Dense.newArray(t.dtype(), layout.outer());
    Object products = Dense.newArray(t.dtype(), layout.outer());
    Object means = Dense.newArray(t.dtype(), 2);
    Object beside = Dense.newArray(t.dtype(), n);
    for (int row = from; row < to; row++) {
      int start = layout.start(row);
      for (int i = 0; i < layout.outer(); i++) {
        int at = start + i * layout.step();
        sum.rows(t.array(), t.offset() + at, 1, n, sums, i);
        times(t.array(), t.offset() + at, y.array(), y.offset() + at, beside, n);
        sum.rows(beside, 0, 1, n, products, i);
      }
      sum.rows(sums, 0, 1, layout.outer(), means, 0);
      sum.rows(products, 0, 1, layout.outer(), means, 1);
      Standardisation.toMeans(means, 0, 2, layout.count());
      for (int i = 0; i < layout.outer(); i++) {
        int at = start + i * layout.step();
        sub.run(subtraction, t.array(), t.offset() + at, 1, means, 0, 0, z, at, n);
        mul.run(multiplication, y.array(), y.offset() + at, 1, means, 1, 0, beside, 0, n);
        sub.run(subtraction, z, at, 1, beside, 0, 1, z, at, n);
        mul.run(multiplication, z, at, 1, r.array(), r.offset() + row, 0, z, at, n);
      }
    }
  }
}
