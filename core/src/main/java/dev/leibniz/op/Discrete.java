package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import dev.leibniz.kernel.IndexChecks;
import dev.leibniz.kernel.Reductions;
import dev.leibniz.kernel.UnaryPredicate;
import dev.leibniz.kernel.Windows;
import dev.leibniz.spi.Sliding;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * Without a derivative: the result is integer or boolean, or it is made of nothing else. Such
 * results are no nodes of the graph.
 */
public sealed interface Discrete {
  /** One input. */
  sealed interface OfOne extends Discrete, Op.One
      permits Test, Not, Cast, Arg, WindowArg, Truth, InRange, Owner, Draw {
    @Override
    default int keep() {
      return NOTHING;
    }

    @Override
    default @Nullable Tensor tangent(Tensor x, Tensor y, Tensor dx) {
      return null;
    }

    @Override
    default @Nullable Tensor cotangent(Tensor x, Tensor y, Tensor ct) {
      return null;
    }

    /** The op for an input with one more axis in front. */
    Op.One batched();

    @Override
    default Tensor batch(Tensor x, int size) {
      return Run.one(batched(), x);
    }
  }

  /** Two inputs. */
  sealed interface OfTwo extends Discrete, Op.Two permits Comparison {
    @Override
    default int keep(int i) {
      return NOTHING;
    }

    @Override
    default @Nullable Tensor tangent(
        Tensor x, Tensor y, Tensor z, @Nullable Tensor dx, @Nullable Tensor dy) {
      return null;
    }

    @Override
    default @Nullable Tensor cotangent(int i, Tensor x, Tensor y, Tensor z, Tensor ct) {
      return null;
    }
  }

  /** Whether each element is of some kind. */
  record Test(Kind kind) implements OfOne {
    /** Which kind. */
    public enum Kind implements UnaryPredicate {
      ISNAN {
        @Override
        public boolean test(double x) {
          return Double.isNaN(x);
        }
      },
      ISINF {
        @Override
        public boolean test(double x) {
          return Double.isInfinite(x);
        }
      },
      ISFINITE {
        @Override
        public boolean test(double x) {
          return Double.isFinite(x);
        }
      }
    }

    @Override
    public Shape shape(Shape x) {
      return x;
    }

    @Override
    public DType dtype(DType x) {
      return DType.BOOL;
    }

    @Override
    public Dense eval(Dense x) {
      return Elementwise.test(kind, x);
    }

    @Override
    public Test batched() {
      return this;
    }
  }

  /**
   * Where the greatest element of each window over the last two axes lies, as row · width + column:
   * NaN if there is one, the first among equals, never in the padding.
   */
  record WindowArg(Sliding vertical, Sliding horizontal) implements OfOne {
    @Override
    public String name() {
      return "maxPool";
    }

    @Override
    public Shape shape(Shape x) {
      int rank = x.rank();
      return x.with(rank - 2, vertical.places()).with(rank - 1, horizontal.places());
    }

    @Override
    public DType dtype(DType x) {
      return DType.INT64;
    }

    @Override
    public Dense eval(Dense x) {
      return Windows.argmax(x, shape(x.shape()), vertical, horizontal);
    }

    @Override
    public WindowArg batched() {
      return this;
    }
  }

  /** The opposite of a boolean. */
  record Not() implements OfOne {
    public static final Not NOT = new Not();

    @Override
    public String name() {
      return "logicalNot";
    }

    @Override
    public Shape shape(Shape x) {
      return x;
    }

    @Override
    public Dense eval(Dense x) {
      return Elementwise.compare(Comparisons.EQ, x, Dense.scalar(0, DType.BOOL), x.shape());
    }

    @Override
    public Not batched() {
      return this;
    }
  }

  /** Another dtype, where one of the two is not floating. */
  record Cast(DType to) implements OfOne {
    @Override
    public String name() {
      return "to";
    }

    @Override
    public Shape shape(Shape x) {
      return x;
    }

    @Override
    public DType dtype(DType x) {
      return to;
    }

    @Override
    public Dense eval(Dense x) {
      return Elementwise.convert(x, to);
    }

    @Override
    public Cast batched() {
      return this;
    }
  }

  /** The place of the greatest or least element along an axis, the first among equals. */
  record Arg(Extremum.Kind kind, int axis) implements OfOne {
    @Override
    public String name() {
      return kind == Extremum.Kind.MAX ? "argmax" : "argmin";
    }

    @Override
    public Shape shape(Shape x) {
      return x.remove(axis);
    }

    @Override
    public DType dtype(DType x) {
      return DType.INT64;
    }

    @Override
    public Dense eval(Dense x) {
      return kind == Extremum.Kind.MAX ? Reductions.argmax(x, axis) : Reductions.argmin(x, axis);
    }

    @Override
    public Arg batched() {
      return new Arg(kind, axis + 1);
    }
  }

  /** Whether any or all booleans along some axes are true. */
  record Truth(Quantifier quantifier, Axes axes) implements OfOne {
    /** Any or all. */
    public enum Quantifier {
      ANY,
      ALL
    }

    @Override
    public String name() {
      return quantifier == Quantifier.ANY ? "any" : "all";
    }

    @Override
    public Shape shape(Shape x) {
      return x.remove(axes.values());
    }

    @Override
    public Dense eval(Dense x) {
      return quantifier == Quantifier.ANY
          ? Reductions.any(x, axes.values())
          : Reductions.all(x, axes.values());
    }

    @Override
    public Truth batched() {
      return new Truth(quantifier, axes.shifted());
    }
  }

  /**
   * An index of which negative entries are counted from the end; others outside of n are refused.
   */
  record InRange(int n, String operation) implements OfOne {
    @Override
    public String name() {
      return operation;
    }

    @Override
    public Shape shape(Shape x) {
      return x;
    }

    @Override
    public Dense eval(Dense x) {
      return IndexChecks.inRange(x, n, operation);
    }

    @Override
    public InRange batched() {
      return this;
    }
  }

  /**
   * For each of n places the position of the last entry of an index that names it, or −1. The
   * index's last axis is looked through, those before it are a batch.
   */
  record Owner(int n) implements OfOne {
    @Override
    public Shape shape(Shape x) {
      return x.with(-1, n);
    }

    @Override
    public DType dtype(DType x) {
      return DType.INT64;
    }

    @Override
    public Dense eval(Dense x) {
      return IndexChecks.owner(x, n);
    }

    @Override
    public Owner batched() {
      return this;
    }
  }

  /** Numbers drawn from a key. */
  record Draw(Draws kind, Shape of) implements OfOne {
    @Override
    public String name() {
      return "key." + kind;
    }

    @Override
    public Shape shape(Shape x) {
      return kind.shape(x.range(0, x.rank() - 1), of);
    }

    @Override
    public DType dtype(DType x) {
      return kind.dtype();
    }

    @Override
    public Dense eval(Dense x) {
      return kind.draw(x, shape(x.shape()), of);
    }

    @Override
    public Draw batched() {
      return this;
    }
  }
}
