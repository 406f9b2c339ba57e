package dev.leibniz.law;

import static dev.leibniz.law.Domain.condition;
import static dev.leibniz.law.Domain.index;
import static dev.leibniz.law.Domain.integers;
import static dev.leibniz.law.Domain.keys;
import static dev.leibniz.law.Domain.real;
import static dev.leibniz.law.Domain.signedIndex;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.op.Axes;
import dev.leibniz.op.Cat;
import dev.leibniz.op.Discrete;
import dev.leibniz.op.Draws;
import dev.leibniz.op.Indexed;
import dev.leibniz.op.Op;
import dev.leibniz.op.Shapes;
import dev.leibniz.op.Split;
import dev.leibniz.op.Sums;
import dev.leibniz.op.Where;
import dev.leibniz.op.Windowed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Ops that move, pick, sum and draw elements: linear ones and those of integers. */
final class StructuralSamples {
  private static final List<DType> ALL = List.of(DType.values());
  private static final List<DType> SUMMABLE = List.of(DType.FLOAT64, DType.INT64);

  private final List<Sample> samples = new ArrayList<>();

  private StructuralSamples() {}

  static List<Sample> all() {
    StructuralSamples all = new StructuralSamples();
    all.shapes();
    all.sums();
    all.windows();
    all.indexed();
    all.joined();
    all.casts();
    all.draws();
    return all.samples;
  }

  /** A domain of any dtype. */
  private static Domain of(DType dtype, int... dims) {
    return switch (dtype) {
      case FLOAT64, FLOAT32 -> real(-2, 2, dims).as(dtype);
      case INT64, INT32 -> integers(dtype, -9, 9, dims);
      case BOOL -> integers(dtype, 0, 2, dims);
    };
  }

  private void add(Supplier<Op> op, Domain... domains) {
    samples.add(Sample.of(op, domains));
  }

  private void each(List<DType> dtypes, Supplier<Op> op, int... dims) {
    for (DType dtype : dtypes) {
      add(op, of(dtype, dims));
    }
  }

  private void shapes() {
    each(ALL, () -> new Shapes.Reshape(Shape.of(3, 2)), 2, 3);
    each(ALL, () -> new Shapes.Reshape(Shape.SCALAR), 1, 1);
    each(ALL, () -> new Shapes.Reshape(Shape.of(1)));
    each(ALL, () -> new Shapes.Reshape(Shape.of(2, 2, 3)), 4, 3);
    each(ALL, () -> new Shapes.Reshape(Shape.of(0, 7)), 2, 0);
    each(ALL, () -> new Shapes.Expand(Shape.of(4, 2, 3)), 2, 1);
    each(ALL, () -> new Shapes.Expand(Shape.of(2, 3)));
    each(ALL, () -> new Shapes.Expand(Shape.of(1, 3)), 3);
    each(ALL, () -> new Shapes.Expand(Shape.of(0, 3)), 1, 3);
    each(ALL, () -> new Shapes.Expand(Shape.of(2, 3)), 2, 3);
    each(ALL, () -> new Shapes.Permute(Axes.of(2, 0, 1)), 2, 3, 4);
    each(ALL, () -> new Shapes.Permute(Axes.of(1, 0)), 0, 3);
    each(ALL, () -> new Shapes.Permute(Axes.of()));
    each(ALL, () -> new Shapes.Slice(1, 1, 3, 1), 2, 5);
    each(ALL, () -> new Shapes.Slice(0, 3, 2, -2), 5, 2);
    each(ALL, () -> new Shapes.Slice(1, 3, 4, -1), 2, 4);
    each(ALL, () -> new Shapes.Slice(0, 0, 0, 1), 3, 2);
    each(ALL, () -> new Shapes.Embed(1, 5, 1, 1), 2, 3);
    each(ALL, () -> new Shapes.Embed(0, 6, 5, -2), 3, 2);
    each(ALL, () -> new Shapes.Embed(0, 4, 0, 3), 2);
    each(ALL, () -> new Shapes.Embed(0, 4, 0, 1), 0, 2);
    each(ALL, () -> new Shapes.Triangle(0, Shapes.Triangle.Part.LOWER), 3, 3);
    each(ALL, () -> new Shapes.Triangle(1, Shapes.Triangle.Part.LOWER), 2, 3, 4);
    each(ALL, () -> new Shapes.Triangle(-1, Shapes.Triangle.Part.UPPER), 4, 2);
    each(ALL, () -> new Shapes.Triangle(0, Shapes.Triangle.Part.UPPER), 0, 2);
    for (int[] dims : new int[][] {{}, {17}, {0, 2}}) {
      samples.add(
          Sample.of(() -> new Shapes.Convert(DType.FLOAT64, DType.FLOAT32), of(DType.FLOAT64, dims))
              .coarse());
      samples.add(
          Sample.of(() -> new Shapes.Convert(DType.FLOAT32, DType.FLOAT64), of(DType.FLOAT32, dims))
              .coarse());
    }
  }

  private void sums() {
    each(SUMMABLE, () -> new Sums.Sum(Axes.of(0, 2)), 2, 3, 4);
    each(SUMMABLE, () -> new Sums.Sum(Axes.of(1)), 3, 17);
    each(SUMMABLE, () -> new Sums.Sum(Axes.of(0)), 17, 3);
    each(SUMMABLE, () -> new Sums.Sum(Axes.of(0, 1)), 2, 3);
    each(SUMMABLE, () -> new Sums.Sum(Axes.of()), 2);
    each(SUMMABLE, () -> new Sums.Sum(Axes.of()));
    each(SUMMABLE, () -> new Sums.Sum(Axes.of(0)), 0, 2);
    each(SUMMABLE, () -> new Sums.Cumsum(0), 4, 2);
    each(SUMMABLE, () -> new Sums.Cumsum(1), 2, 3, 2);
    each(SUMMABLE, () -> new Sums.Cumsum(0), 17);
    each(SUMMABLE, () -> new Sums.Cumsum(0), 0, 2);
    for (Discrete.Truth.Quantifier q : Discrete.Truth.Quantifier.values()) {
      add(() -> new Discrete.Truth(q, Axes.of(1)), of(DType.BOOL, 2, 3));
      add(() -> new Discrete.Truth(q, Axes.of(0, 1)), of(DType.BOOL, 2, 2));
      add(() -> new Discrete.Truth(q, Axes.of()), of(DType.BOOL));
      add(() -> new Discrete.Truth(q, Axes.of(0)), of(DType.BOOL, 0, 2));
    }
  }

  private void windows() {
    each(SUMMABLE, () -> new Windowed.Unfold(0, 3, 1, 1), 7);
    each(SUMMABLE, () -> new Windowed.Unfold(1, 2, 2, 1), 2, 5, 2);
    each(SUMMABLE, () -> new Windowed.Unfold(0, 2, 1, 2), 5, 3);
    each(SUMMABLE, () -> new Windowed.Unfold(1, 2, 3, 2), 0, 7);
    each(SUMMABLE, () -> new Windowed.Fold(0, 7, 3, 1, 1), 5, 3);
    each(SUMMABLE, () -> new Windowed.Fold(1, 5, 2, 2, 1), 2, 2, 2, 2);
    each(SUMMABLE, () -> new Windowed.Fold(0, 5, 2, 1, 2), 3, 3, 2);
    each(SUMMABLE, () -> new Windowed.Fold(1, 7, 2, 3, 2), 0, 2, 2);
  }

  private void indexed() {
    for (DType dtype : ALL) {
      add(() -> new Indexed.Take(0), of(dtype, 4), signedIndex(4));
      add(() -> new Indexed.Take(0), of(dtype, 4, 3), signedIndex(4, 2));
      add(() -> new Indexed.Take(0), of(dtype, 4), signedIndex(4, 2, 3));
      add(() -> new Indexed.Take(1), of(dtype, 2, 4), signedIndex(4, 2, 3));
      add(() -> new Indexed.Take(1), of(dtype, 2, 4, 3), signedIndex(4, 2));
      add(() -> new Indexed.Take(2), of(dtype, 2, 3, 4, 2), signedIndex(4, 2, 3, 2));
      add(() -> new Indexed.Take(0), of(dtype, 4, 2), index(4, 0));
    }
    for (DType dtype : SUMMABLE) {
      add(() -> new Indexed.TakeAdd(0, 3, 1), of(dtype, 4, 2), index(3, 4));
      add(() -> new Indexed.TakeAdd(0, 3, 0), of(dtype, 2), index(3));
      add(() -> new Indexed.TakeAdd(0, 3, 2), of(dtype, 4, 2), signedIndex(3, 4, 2));
      add(() -> new Indexed.TakeAdd(1, 3, 1), of(dtype, 2, 4, 2), signedIndex(3, 2, 4));
      add(() -> new Indexed.TakeAdd(1, 3, 0), of(dtype, 2, 2), index(3, 2));
      add(() -> new Indexed.TakeAdd(0, 3, 1), of(dtype, 0, 2), index(3, 0));
    }
    add(() -> new Discrete.InRange(4, "get"), signedIndex(4, 2, 3));
    add(() -> new Discrete.InRange(4, "get"), signedIndex(4));
    add(() -> new Discrete.InRange(4, "get"), signedIndex(4, 0));
    add(() -> new Discrete.Owner(5), index(5, 7));
    add(() -> new Discrete.Owner(3), index(3, 2, 4));
    add(() -> new Discrete.Owner(3), index(3, 0));
  }

  private void joined() {
    for (DType dtype : ALL) {
      add(() -> new Cat(1), of(dtype, 2, 1), of(dtype, 2, 3), of(dtype, 2, 2));
      add(() -> new Cat(0), of(dtype, 3), of(dtype, 0));
      add(() -> new Cat(0), of(dtype, 3, 2));
      add(() -> Split.of(1, 1, 3, 0, 2), of(dtype, 2, 6));
      add(() -> Split.of(0, 2, 1), of(dtype, 3));
      add(() -> new Where(), condition(2, 3), of(dtype, 2, 3), of(dtype, 2, 3));
      add(() -> new Where(), condition(2, 1), of(dtype, 3), of(dtype));
      add(() -> new Where(), condition(), of(dtype, 3), of(dtype, 2, 1));
      add(() -> new Where(), condition(4, 1, 1), of(dtype, 3), of(dtype, 2, 1));
      add(() -> new Where(), condition(1), of(dtype, 0), of(dtype));
    }
  }

  private void casts() {
    for (DType from : ALL) {
      for (DType to : ALL) {
        if (!from.isFloating() || !to.isFloating()) {
          add(() -> new Discrete.Cast(to), of(from, 2, 3));
          add(() -> new Discrete.Cast(to), of(from));
          add(() -> new Discrete.Cast(to), of(from, 0));
        }
      }
    }
  }

  private void draws() {
    for (Draws kind : Draws.values()) {
      for (int[] batch : new int[][] {{2}, {3, 2}, {0, 2}}) {
        add(() -> new Discrete.Draw(kind, Shape.of(5)), keys(batch));
        add(() -> new Discrete.Draw(kind, Shape.of(0)), keys(batch));
        if (kind != Draws.PERMUTATION) {
          add(() -> new Discrete.Draw(kind, Shape.of(2, 3)), keys(batch));
          add(() -> new Discrete.Draw(kind, Shape.SCALAR), keys(batch));
        }
      }
    }
  }
}
