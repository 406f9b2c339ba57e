package dev.leibniz;

import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** What tests say about a tensor. */
@SuppressWarnings("exports") // public for the tests of other packages; nobody outside sees tests
public final class TensorAssert extends AbstractAssert<TensorAssert, @Nullable Tensor> {
  private static final double TOLERANCE = 1e-9;

  private TensorAssert(@Nullable Tensor actual) {
    super(actual, TensorAssert.class);
  }

  public static TensorAssert assertThatTensor(@Nullable Tensor actual) {
    return new TensorAssert(actual);
  }

  private Tensor present() {
    isNotNull();
    return java.util.Objects.requireNonNull(actual);
  }

  public TensorAssert hasShape(int... dims) {
    Shape shape = present().shape();
    if (!shape.equals(Shape.of(dims))) {
      failWithMessage("shape %s should be %s", shape, Arrays.toString(dims));
    }
    return this;
  }

  /** These numbers row by row, whatever the shape. */
  public TensorAssert holds(double... numbers) {
    return holdsWithin(TOLERANCE, numbers);
  }

  public TensorAssert holdsWithin(double tolerance, double... numbers) {
    double[] found = present().toArray();
    boolean same = found.length == numbers.length;
    for (int i = 0; same && i < found.length; i++) {
      same = near(found[i], numbers[i], tolerance);
    }
    if (!same) {
      failWithMessage("numbers %s should be %s", Arrays.toString(found), Arrays.toString(numbers));
    }
    return this;
  }

  /** The same shape, dtype and, but for rounding, numbers. */
  public TensorAssert isCloseTo(Tensor expected) {
    return isCloseTo(expected, TOLERANCE);
  }

  public TensorAssert isCloseTo(Tensor expected, double tolerance) {
    Tensor found = present();
    if (!found.shape().equals(expected.shape()) || found.dtype() != expected.dtype()) {
      failWithMessage(
          "%s %s should be %s %s",
          found.dtype(), found.shape(), expected.dtype(), expected.shape());
    }
    return holdsWithin(tolerance, expected.toArray());
  }

  /** The same shape and dtype, and the same bits. */
  public TensorAssert isExactly(Tensor expected) {
    return isCloseTo(expected, 0);
  }

  /** No derivative of any kind sees through it. */
  public TensorAssert isConstant() {
    Tensor found = present();
    if (found.detach() != found) {
      failWithMessage("%s should be a constant, but belongs to a graph or transform", found);
    }
    return this;
  }

  /** The classical graph sees through it. */
  public TensorAssert isAttached() {
    Tensor found = present();
    if (!found.isRequiringGrad()) {
      failWithMessage("%s should require grad", found);
    }
    return this;
  }

  private static boolean near(double a, double b, double tolerance) {
    return a == b
        || Double.isNaN(a) && Double.isNaN(b)
        || Math.abs(a - b) <= tolerance * (1 + Math.abs(b));
  }
}
