package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopiesTest {
  private static final int[][] SHAPES = {
    {}, {1}, {5}, {0}, {3, 4}, {17, 33}, {1, 6}, {2, 0, 3}, {4, 3, 5}, {2, 19, 18}, {2, 3, 1, 4}
  };

  private final Random random = new Random(1);

  @ParameterizedTest
  @EnumSource
  void everyLayoutIsCopiedRowByRow(DType dtype) {
    for (int[] dims : SHAPES) {
      for (Dense x : Layouts.all(random, dtype, dims)) {
        Dense copy = Copies.contiguous(x);
        assertThat(copy.fillsArray()).isTrue();
        assertThat(copy.array()).isNotSameAs(x.array());
        assertThat(Layouts.values(copy)).isEqualTo(Layouts.values(x));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void elementsAreCastAsJavaDoes(DType dtype) {
    for (Dense x : Layouts.all(random, dtype, 3, 4)) {
      double[] values = Layouts.values(x);
      double[] doubles = Copies.toDoubles(x);
      float[] floats = Copies.toFloats(x);
      long[] longs = Copies.toLongs(x);
      int[] ints = Copies.toInts(x);
      boolean[] booleans = Copies.toBooleans(x);
      for (int i = 0; i < values.length; i++) {
        assertThat(doubles[i]).isEqualTo(values[i]);
        assertThat(floats[i]).isEqualTo((float) values[i]);
        assertThat(longs[i]).isEqualTo((long) values[i]);
        assertThat(ints[i]).isEqualTo((int) values[i]);
        assertThat(booleans[i]).isEqualTo(values[i] != 0);
      }
      doubles[0] = 77;
      assertThat(Layouts.values(x)).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @EnumSource
  void partsAreJoined(DType dtype) {
    for (int axis = 0; axis < 3; axis++) {
      Shape shape = Shape.of(2, 3, 4);
      for (Dense x : Layouts.all(random, dtype, shape.dims())) {
        Dense y = Layouts.random(random, dtype, shape.with(axis, 2).dims());
        Dense none = Layouts.random(random, dtype, shape.with(axis, 0).dims());
        int n = shape.get(axis);
        Dense all = Copies.cat(new Dense[] {x, none, y}, axis, shape.with(axis, n + 2));
        assertThat(Layouts.values(all.sliced(axis, 0, n, 1))).isEqualTo(Layouts.values(x));
        assertThat(Layouts.values(all.sliced(axis, n, 2, 1))).isEqualTo(Layouts.values(y));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void embeddingIsUndoneBySlicing(DType dtype) {
    Shape shape = Shape.of(3, 2);
    for (int axis = 0; axis < 2; axis++) {
      for (int step : new int[] {1, 2, -1, -3}) {
        for (Dense x : Layouts.all(random, dtype, shape.dims())) {
          int start = step > 0 ? 1 : 9;
          int n = shape.get(axis);
          Dense out = Copies.embed(x, shape.with(axis, 11), axis, start, step);
          assertThat(Layouts.values(out.sliced(axis, start, n, step))).isEqualTo(Layouts.values(x));
          double inside = 0;
          for (double v : Layouts.values(x)) {
            inside += v * v;
          }
          double all = 0;
          for (double v : Layouts.values(out)) {
            all += v * v;
          }
          assertThat(all).isCloseTo(inside, org.assertj.core.data.Offset.offset(1e-9));
        }
      }
    }
  }

  @Test
  void aBlockIsReplaced() {
    for (Dense x : Layouts.all(random, DType.FLOAT32, 5, 6)) {
      for (Dense part : Layouts.all(random, DType.FLOAT32, 2, 3)) {
        Dense out = Copies.replace(x, part, new int[] {4, 1}, new int[] {-2, 2});
        Dense block = out.sliced(0, 4, 2, -2).sliced(1, 1, 3, 2);
        assertThat(Layouts.values(block)).isEqualTo(Layouts.values(part));
        assertThat(Layouts.values(out.sliced(0, 1, 1, 1)))
            .isEqualTo(Layouts.values(x.sliced(0, 1, 1, 1)));
        assertThat(Layouts.at(out, 4, 0)).isEqualTo(Layouts.at(x, 4, 0));
      }
    }
    Dense scalar = Dense.scalar(1.0, DType.FLOAT64);
    Dense two = Dense.scalar(2.0, DType.FLOAT64);
    assertThat(Layouts.at(Copies.replace(scalar, two, new int[0], new int[0]))).isEqualTo(2);
  }

  @Test
  void nestedArraysThereAndBack() {
    double[][] nested = {{1, 2, 3}, {4, 5, 6}};
    Dense x = Copies.fromNested(nested, "Tensor.of");
    assertThat(x.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(x.shape()).isEqualTo(Shape.of(2, 3));
    assertThat((double[][]) Copies.toNested(x)).isDeepEqualTo(nested);
    assertThat((double[][]) Copies.toNested(x.permuted(new int[] {1, 0})))
        .isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
    assertThat(Copies.toNested(Dense.scalar(2.5, DType.FLOAT32))).isEqualTo(2.5f);
    assertThat(Copies.toNested(Dense.scalar(true ? 1 : 0, DType.BOOL))).isEqualTo(true);
    assertThat(Copies.fromNested(new long[2][0], "Tensor.of").shape()).isEqualTo(Shape.of(2, 0));
    assertThat(Copies.fromNested(new int[] {1, 2}, "Tensor.of").dtype()).isEqualTo(DType.INT32);
    assertThat(((boolean[][][]) Copies.toNested(Dense.zeros(Shape.of(1, 2, 0), DType.BOOL))))
        .isDeepEqualTo(new boolean[1][2][0]);
  }

  @Test
  void raggedArraysAreRefusedByName() {
    assertThatThrownBy(() -> Copies.fromNested(new double[][] {{1, 2}, {3}}, "Tensor.of"))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Tensor.of: row [1] has the length 1, the first such row 2");
    assertThatThrownBy(
            () -> Copies.fromNested(new int[][][] {{{1}, {2}}, {{3}, {4, 5}}}, "Tensor.of"))
        .hasMessageContaining("row [1][1] has the length 2");
    assertThatThrownBy(() -> Copies.fromNested(new float[2][], "Tensor.of"))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("row [0] is null");
    assertThatThrownBy(() -> Copies.fromNested(new String[] {"a"}, "Tensor.of"))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("String[]");
  }
}
