package dev.leibniz.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Functional;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Shapes are lined up at their last axes, and axes of size one are spread: for every pair of
 * shapes.
 */
class BroadcastingTest {
  private static final int[] SIZES = {0, 1, 2, 3};

  private static List<Shape> shapes() {
    List<Shape> all = new ArrayList<>(List.of(Shape.SCALAR));
    List<Shape> longest = all;
    for (int rank = 1; rank <= 2; rank++) {
      List<Shape> longer = new ArrayList<>();
      for (Shape s : longest) {
        for (int n : SIZES) {
          longer.add(s.insert(0, n));
        }
      }
      all = new ArrayList<>(all);
      all.addAll(longer);
      longest = longer;
    }
    all.add(Shape.of(2, 1, 3));
    all.add(Shape.of(1, 3, 1));
    return all;
  }

  /** The rule of NumPy, written down once more. */
  private static Optional<Shape> expected(Shape a, Shape b) {
    int[] dims = new int[Math.max(a.rank(), b.rank())];
    for (int i = 0; i < dims.length; i++) {
      int p = i < a.rank() ? a.dims()[a.rank() - 1 - i] : 1;
      int q = i < b.rank() ? b.dims()[b.rank() - 1 - i] : 1;
      if (p != q && p != 1 && q != 1) {
        return Optional.empty();
      }
      dims[dims.length - 1 - i] = p == 1 ? q : p;
    }
    return Optional.of(Shape.of(dims));
  }

  private static Tensor numbered(Shape shape, double first) {
    return Tensor.arange(first, first + shape.size(), 1.0).reshape(shape);
  }

  @Test
  void resultsHaveTheBroadcastShapeAndOthersAreRefused() {
    for (Shape a : shapes()) {
      for (Shape b : shapes()) {
        Tensor x = numbered(a, 1);
        Tensor y = numbered(b, 100);
        Optional<Shape> shape = expected(a, b);
        if (shape.isEmpty()) {
          assertThatThrownBy(() -> x.mul(y))
              .isInstanceOf(ShapeException.class)
              .hasMessageContaining(a.toString())
              .hasMessageContaining(b.toString());
          continue;
        }
        Tensor wideX = x.expand(shape.get()).copy();
        Tensor wideY = y.expand(shape.get()).copy();
        String what = a + " and " + b;
        assertThat(x.mul(y).shape()).as(what).isEqualTo(shape.get());
        assertThat(x.mul(y).toArray()).as(what).containsExactly(wideX.mul(wideY).toArray());
        assertThat(x.lt(y).toArray()).as(what).containsExactly(wideX.lt(wideY).toArray());
        assertThat(Tensor.where(x.gt(2), x, y).toArray())
            .as(what)
            .containsExactly(Tensor.where(wideX.gt(2), wideX, wideY).toArray());
      }
    }
  }

  @Test
  void aCotangentIsSummedOverTheAxesThatWereSpread() {
    for (Shape a : shapes()) {
      for (Shape b : shapes()) {
        if (expected(a, b).isPresent() && a.size() > 0) {
          double times = (double) expected(a, b).get().size() / a.size();
          Tensor y = numbered(b, 1);
          Tensor g = Functional.grad((Tensor x) -> x.sub(y).sum(), numbered(a, 1));
          assertThat(g.shape()).isEqualTo(a);
          assertThat(g.toArray()).as(a + " and " + b).containsOnly(times);
        }
      }
    }
  }
}
