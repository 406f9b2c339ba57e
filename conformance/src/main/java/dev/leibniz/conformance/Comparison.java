package dev.leibniz.conformance;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares answers with what they should be.
 *
 * @param mode says which dtype an answer has
 * @param tolerance how far elements may be apart
 */
record Comparison(Mode mode, Tolerance tolerance) {
  /** Where the first difference is and what it is; empty if there is none. */
  Optional<String> firstDifference(List<Tensor> ours, List<Tensor> theirs) {
    if (ours.size() != theirs.size()) {
      return Optional.of("gives " + ours.size() + " tensors, expected " + theirs.size());
    }
    for (int i = 0; i < ours.size(); i++) {
      Optional<String> difference = firstDifference(ours.get(i), theirs.get(i));
      if (difference.isPresent()) {
        String which = ours.size() == 1 ? "" : "tensor " + i + ", ";
        return Optional.of(which + difference.get());
      }
    }
    return Optional.empty();
  }

  private Optional<String> firstDifference(Tensor ours, Tensor theirs) {
    if (!ours.shape().equals(theirs.shape())) {
      return Optional.of("shape " + ours.shape() + ", expected " + theirs.shape());
    }
    DType dtype = mode.dtype(theirs.dtype());
    if (ours.dtype() != dtype) {
      return Optional.of("dtype " + ours.dtype() + ", expected " + dtype);
    }
    return dtype.isFloating() ? floating(ours, theirs) : exact(ours, theirs);
  }

  private Optional<String> floating(Tensor ours, Tensor theirs) {
    double[] a = ours.toArray();
    double[] b = theirs.toArray();
    double largest = Tolerance.largest(theirs);
    for (int i = 0; i < a.length; i++) {
      double allowed = tolerance.allowed(b[i], largest);
      if (!agree(a[i], b[i], allowed)) {
        double apart = Math.abs(a[i] - b[i]);
        return Optional.of(
            "element %s is %s, expected %s (%.3g apart, allowed %.3g)"
                .formatted(place(i, theirs.shape()), a[i], b[i], apart, allowed));
      }
    }
    return Optional.empty();
  }

  private boolean agree(double ours, double theirs, double allowed) {
    if (Double.isNaN(ours) || Double.isNaN(theirs)) {
      return Double.isNaN(ours) && Double.isNaN(theirs);
    }
    if (Double.isInfinite(ours) || Double.isInfinite(theirs)) {
      return ours == theirs || mode.isFloat32() && ours == (float) theirs;
    }
    return Math.abs(ours - theirs) <= allowed;
  }

  private static Optional<String> exact(Tensor ours, Tensor theirs) {
    long[] a = ours.toLongArray();
    long[] b = theirs.toLongArray();
    int i = Arrays.mismatch(a, b);
    return i < 0
        ? Optional.empty()
        : Optional.of(
            "element %s is %d, expected %d".formatted(place(i, theirs.shape()), a[i], b[i]));
  }

  private static String place(int flat, Shape shape) {
    int[] place = new int[shape.rank()];
    int rest = flat;
    for (int axis = place.length - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.get(axis);
      rest /= shape.get(axis);
    }
    return Arrays.toString(place);
  }
}
