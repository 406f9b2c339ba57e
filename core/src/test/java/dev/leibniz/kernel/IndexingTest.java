package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexingTest {
  private final Random random = new Random(2);

  private Dense index(DType dtype, int n, int... dims) {
    Shape shape = Shape.of(dims);
    long[] rows = new long[shape.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(-n, n);
    }
    Dense index = Dense.over(shape, DType.INT64, rows);
    return dtype == DType.INT64 ? index : Dense.over(shape, dtype, Copies.toInts(index));
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreTaken(DType dtype) {
    for (int batch = 0; batch <= 2; batch++) {
      int[] dims = {2, 3, 4, 5};
      for (Dense x : Layouts.all(random, dtype, dims)) {
        int n = dims[batch];
        Shape picks = x.shape().range(0, batch).join(Shape.of(2, 3));
        Dense index = index(random.nextBoolean() ? DType.INT64 : DType.INT32, n, picks.dims());
        Dense out = Indexing.take(x, index, batch, "index");
        assertThat(out.shape()).isEqualTo(picks.join(x.shape().range(batch + 1, 4)));
        for (int i = 0; i < out.shape().size(); i++) {
          int[] p = Layouts.position(out.shape(), i);
          int[] from = new int[4];
          System.arraycopy(p, 0, from, 0, batch);
          int row = (int) Layouts.at(index, java.util.Arrays.copyOf(p, batch + 2));
          from[batch] = row < 0 ? row + n : row;
          System.arraycopy(p, batch + 2, from, batch + 1, 3 - batch);
          assertThat(Layouts.at(out, p)).isEqualTo(Layouts.at(x, from));
        }
      }
    }
  }

  /** ⟨take(x), s⟩ = ⟨x, takeAdd(s)⟩ on integers, where sums are exact. */
  @Test
  void addingIsTheTransposeOfTaking() {
    for (DType dtype : new DType[] {DType.INT64, DType.INT32}) {
      for (int batch = 0; batch <= 2; batch++) {
        int[] dims = {2, 3, 4};
        for (int picked : new int[] {0, 1, 7}) {
          Dense x = Layouts.random(random, dtype, dims);
          Shape picks = x.shape().range(0, batch).join(Shape.of(picked));
          Dense index = index(DType.INT64, dims[batch], picks.dims());
          Dense taken = Indexing.take(x, index, batch, "index");
          for (Dense s : Layouts.all(random, dtype, taken.shape().dims())) {
            Dense added = Indexing.takeAdd(s, index, batch, dims[batch], "scatterAdd");
            assertThat(added.shape()).isEqualTo(x.shape());
            assertThat(dot(x, added)).isEqualTo(dot(taken, s));
          }
        }
      }
    }
  }

  private static double dot(Dense x, Dense y) {
    double[] a = Layouts.values(x);
    double[] b = Layouts.values(y);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void aScalarIndexTakesOneRow() {
    Dense x = Layouts.random(random, DType.FLOAT32, 4, 3);
    Dense out = Indexing.take(x, Dense.scalar(-1L, DType.INT64), 0, "index");
    assertThat(Layouts.values(out)).isEqualTo(Layouts.values(x.sliced(0, 3, 1, 1)));
    assertThat(out.shape()).isEqualTo(Shape.of(3));
  }

  @Test
  void positionsOutOfRangeAreNamed() {
    Dense x = Layouts.random(random, DType.FLOAT32, 4, 3);
    Dense index = Dense.over(Shape.of(2, 2), DType.INT64, new long[] {0, 1, 4, 0});
    assertThatThrownBy(() -> Indexing.take(x, index, 0, "index"))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "index: the index 4 at [1, 0] is out of range for axis 0 of shape [4, 3]: it must lie"
                + " between -4 and 3 (clamp it, or mask it out)");
    Dense low = Dense.over(Shape.of(1), DType.INT32, new int[] {-5});
    assertThatThrownBy(() -> Indexing.takeAdd(x.sliced(0, 0, 1, 1), low, 0, 4, "scatterAdd"))
        .hasMessageStartingWith("scatterAdd: the index -5 at [0] is out of range");
    assertThatThrownBy(() -> Indexing.take(Dense.zeros(Shape.of(0), DType.INT32), low, 0, "index"))
        .hasMessageContaining("which is empty");
  }

  @Test
  void trueElementsAreFound() {
    for (Dense mask : Layouts.all(random, DType.BOOL, 3, 4, 2)) {
      Dense found = Indexing.nonzero(mask);
      int next = 0;
      for (int i = 0; i < 24; i++) {
        int[] p = Layouts.position(mask.shape(), i);
        if (Layouts.at(mask, p) != 0) {
          for (int axis = 0; axis < 3; axis++) {
            assertThat(Layouts.at(found, next, axis)).isEqualTo(p[axis]);
          }
          next++;
        }
      }
      assertThat(found.shape()).isEqualTo(Shape.of(next, 3));
    }
    Dense yes = Dense.scalar(1L, DType.BOOL);
    assertThat(Indexing.nonzero(yes).shape()).isEqualTo(Shape.of(1, 0));
    assertThat(Indexing.nonzero(Dense.zeros(Shape.of(2, 0), DType.BOOL)).shape())
        .isEqualTo(Shape.of(0, 2));
  }
}
