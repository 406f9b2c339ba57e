package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.transform.Run;

/** What the families' batching rules share: every batch axis stands in front. */
public final class Batching {
  private Batching() {}

  /** A batched tensor as it is, another one spread along a new axis in front. */
  public static Tensor spread(Tensor x, boolean batched, int size) {
    return batched ? x : x.expand(x.shape().insert(0, size));
  }

  /**
   * Puts axes of size one behind the batch axis, so that broadcasting from the right still lines
   * up.
   *
   * @param rank the rank of the widest input, the batch axis counted in
   */
  static Tensor align(Tensor x, boolean batched, int rank) {
    Shape s = x.shape();
    if (!batched || s.rank() >= rank) {
      return x;
    }
    int[] dims = new int[rank];
    java.util.Arrays.fill(dims, 1);
    dims[0] = s.get(0);
    for (int i = 1; i < s.rank(); i++) {
      dims[rank - s.rank() + i] = s.get(i);
    }
    return x.reshape(Shape.of(dims));
  }

  /** An elementwise op of inputs that broadcast, some of them batched. */
  static Tensor[] elementwise(Op.Many op, Tensor[] in, boolean[] batched) {
    int rank = 0;
    for (int i = 0; i < in.length; i++) {
      rank = Math.max(rank, rank(in[i], batched[i]));
    }
    Tensor[] aligned = new Tensor[in.length];
    for (int i = 0; i < in.length; i++) {
      aligned[i] = align(in[i], batched[i], rank);
    }
    return Run.many(op, aligned);
  }

  static int rank(Tensor x, boolean batched) {
    return x.shape().rank() + (batched ? 0 : 1);
  }

  static Tensor[] run(Op.Many op, Tensor... in) {
    return Run.many(op, in);
  }

  /** Axes counted behind one more in front. */
  static int[] shifted(int[] axes) {
    int[] out = axes.clone();
    for (int i = 0; i < out.length; i++) {
      out[i]++;
    }
    return out;
  }
}
