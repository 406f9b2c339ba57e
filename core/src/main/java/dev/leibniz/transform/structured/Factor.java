package dev.leibniz.transform.structured;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Axes;
import dev.leibniz.op.Op;
import dev.leibniz.op.Shapes;
import dev.leibniz.transform.Run;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A matrix with a row for each element of a value and a column for each unit vector. */
sealed interface Factor {
  /** The factor of what an op makes that only moves elements; null if that is not known. */
  @Nullable Factor moved(Shapes op);

  /** Whether both are known to be one matrix, without a look at numbers. */
  boolean isSame(Factor other);

  /**
   * Each element follows one unit vector, or none.
   *
   * @param index INT32 of the value's shape: one more than the number of the unit vector, 0 for
   *     none, so that ops which fill with zeros can be applied to it as they are
   */
  record Selection(Dense index) implements Factor {
    @Override
    public Selection moved(Shapes op) {
      return op instanceof Shapes.Convert ? this : new Selection(op.eval(index).contiguous());
    }

    @Override
    public boolean isSame(Factor other) {
      return other instanceof Selection s && (index == s.index || equal(index, s.index));
    }

    private static boolean equal(Dense a, Dense b) {
      int n = a.shape().size();
      return a.shape().equals(b.shape())
          && Arrays.equals(
              a.ints(), a.offset(), a.offset() + n, b.ints(), b.offset(), b.offset() + n);
    }

    /** Number of the first element, if elements in turn follow the unit vectors in turn; or −1. */
    int run(int vectors) {
      int[] a = index.ints();
      int n = index.shape().size();
      int from = index.offset();
      int first = 0;
      while (first < n && a[from + first] == 0) {
        first++;
      }
      if (first + vectors > n) {
        return -1;
      }
      for (int j = first; j < n; j++) {
        if (a[from + j] != (j < first + vectors ? j - first + 1 : 0)) {
          return -1;
        }
      }
      return first;
    }
  }

  /** Any matrix. */
  sealed interface Product extends Factor {
    Tensor matrix();

    /** diag(scale) times it, with the axis of the unit vectors in front. */
    Tensor scaled(@Nullable Tensor scale);

    @Override
    default boolean isSame(Factor other) {
      return other.getClass() == getClass() && ((Product) other).matrix() == matrix();
    }
  }

  /**
   * A matrix as forward sweeps make it.
   *
   * @param matrix the value's axes, and behind them one for the unit vectors
   */
  record Columns(Tensor matrix) implements Product {
    @Override
    public @Nullable Columns moved(Shapes op) {
      Op.One wider = wider(op);
      return wider == null ? null : new Columns(Run.one(wider, matrix));
    }

    private @Nullable Shapes wider(Shapes op) {
      int vectors = matrix.shape().get(-1);
      return switch (op) {
        case Shapes.Reshape r -> new Shapes.Reshape(r.to().join(Shape.of(vectors)));
        case Shapes.Expand e -> new Shapes.Expand(e.to().join(Shape.of(vectors)));
        case Shapes.Permute p -> {
          int[] axes = p.axes().values();
          int[] all = Arrays.copyOf(axes, axes.length + 1);
          all[axes.length] = axes.length;
          yield new Shapes.Permute(Axes.of(all));
        }
        case Shapes.Slice s -> s;
        case Shapes.Embed e -> e;
        case Shapes.Triangle _ -> null;
        case Shapes.Convert _ -> null;
      };
    }

    @Override
    public Tensor scaled(@Nullable Tensor scale) {
      return (scale == null ? matrix : matrix.mul(scale.unsqueeze(-1))).movedim(-1, 0);
    }
  }

  /**
   * A matrix as reverse sweeps make it.
   *
   * @param matrix an axis for the unit vectors, and behind it the value's
   */
  record Rows(Tensor matrix) implements Product {
    @Override
    public Rows moved(Shapes op) {
      return new Rows(op.batch(matrix, matrix.shape().get(0)));
    }

    @Override
    public Tensor scaled(@Nullable Tensor scale) {
      return scale == null ? matrix : matrix.mul(scale);
    }
  }
}
