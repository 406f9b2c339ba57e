package dev.leibniz;

import java.util.Arrays;

/**
 * The sizes of a tensor's axes.
 *
 * <pre>{@code
 * Shape s = Shape.of(2, 3);
 * s.rank();      // 2
 * s.size();      // 6
 * s.get(-1);     // 3
 * }</pre>
 *
 * A scalar has the shape {@code []}: no axes and one element. Immutable and safe between threads.
 */
public final class Shape {
  /** The shape of a scalar. */
  public static final Shape SCALAR = new Shape(new int[0]);

  private static final Shape[] VECTORS = new Shape[33];

  static {
    for (int n = 0; n < VECTORS.length; n++) {
      VECTORS[n] = new Shape(new int[] {n});
    }
  }

  private final int[] dims;
  private final int size;

  private Shape(int[] dims) {
    this.dims = dims;
    long product = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      if (dims[i] < 0) {
        throw new ShapeException(
            "shape " + Arrays.toString(dims) + ": axis " + i + " has the negative size " + dims[i]);
      }
      product *= dims[i];
      if (product > Integer.MAX_VALUE - 8) {
        throw tooLarge(dims);
      }
    }
    this.size = (int) product;
  }

  private static ShapeException tooLarge(int[] dims) {
    return new ShapeException(
        "shape "
            + Arrays.toString(dims)
            + " has more than 2147483639 elements, the most that one tensor can hold; split it, or"
            + " stream it in blocks (for a Jacobian: by rows)");
  }

  /**
   * A shape with these sizes.
   *
   * @param dims the size of each axis, none negative
   * @return the shape
   * @throws ShapeException if a size is negative or the elements are too many for one array
   */
  public static Shape of(int... dims) {
    return switch (dims.length) {
      case 0 -> SCALAR;
      case 1 ->
          dims[0] >= 0 && dims[0] < VECTORS.length ? VECTORS[dims[0]] : new Shape(dims.clone());
      default -> new Shape(dims.clone());
    };
  }

  /**
   * The number of axes.
   *
   * @return zero for a scalar
   */
  public int rank() {
    return dims.length;
  }

  /**
   * The number of elements.
   *
   * @return the product of the sizes; one for a scalar
   */
  public int size() {
    return size;
  }

  /**
   * The size of one axis.
   *
   * @param axis counted from the front, or from the end if negative
   * @return its size
   * @throws ShapeException if there is no such axis
   */
  public int get(int axis) {
    return dims[axis(axis)];
  }

  /**
   * The sizes as a fresh array.
   *
   * @return one size for each axis
   */
  public int[] dims() {
    return dims.clone();
  }

  /**
   * The axis counted from the front.
   *
   * @param axis counted from the front, or from the end if negative
   * @return the same axis, between 0 and rank − 1
   * @throws ShapeException if there is no such axis
   */
  public int axis(int axis) {
    return axis("", axis);
  }

  /** The axis counted from the front, for an operation that the error names. */
  int axis(String operation, int axis) {
    if (axis < -dims.length || axis >= dims.length) {
      String of = (operation.isEmpty() ? "" : operation + ": ") + "axis " + axis + " of a ";
      throw new ShapeException(
          dims.length == 0
              ? of + "scalar: it has no axes"
              : of
                  + "tensor of shape "
                  + this
                  + ": must lie between "
                  + -dims.length
                  + " and "
                  + (dims.length - 1));
    }
    return axis < 0 ? axis + dims.length : axis;
  }

  /**
   * Several axes counted from the front; all of them if none is named. Of a scalar, 0 and −1 name
   * no axis and are allowed, as in PyTorch.
   *
   * @param axes counted from the front, or from the end if negative
   * @return the same axes in increasing order
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public int[] axes(int... axes) {
    return axes("", axes);
  }

  /** Several axes counted from the front, for an operation that the error names. */
  int[] axes(String operation, int... axes) {
    if (dims.length == 0) {
      for (int a : axes) {
        if (a != 0 && a != -1) {
          axis(operation, a);
        }
      }
      return new int[0];
    }
    int[] out = new int[axes.length == 0 ? dims.length : axes.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = axes.length == 0 ? i : axis(operation, axes[i]);
    }
    Arrays.sort(out);
    for (int i = 1; i < out.length; i++) {
      if (out[i] == out[i - 1]) {
        throw new ShapeException(
            (operation.isEmpty() ? "" : operation + ": ")
                + "axes "
                + Arrays.toString(axes)
                + " of shape "
                + this
                + ": axis "
                + out[i]
                + " twice");
      }
    }
    return out;
  }

  /** The axes of a reduction that has no answer for none. */
  int[] nonEmptyAxes(String operation, int... axes) {
    int[] a = axes(operation, axes);
    for (int i : a) {
      if (dims[i] == 0) {
        throw new ShapeException(
            operation
                + ": axis "
                + i
                + " of shape "
                + this
                + " has no elements, and so no answer; check the size before");
      }
    }
    return a;
  }

  /**
   * This shape with another size on one axis.
   *
   * @param axis counted from the front, or from the end if negative
   * @param n the new size
   * @return the changed shape
   */
  public Shape with(int axis, int n) {
    int[] d = dims.clone();
    d[axis(axis)] = n;
    return new Shape(d);
  }

  /**
   * This shape with one more axis.
   *
   * @param axis where the new axis shall stand, between 0 and rank
   * @param n its size
   * @return the longer shape
   */
  public Shape insert(int axis, int n) {
    int[] d = new int[dims.length + 1];
    System.arraycopy(dims, 0, d, 0, axis);
    d[axis] = n;
    System.arraycopy(dims, axis, d, axis + 1, dims.length - axis);
    return of(d);
  }

  /**
   * This shape without some axes.
   *
   * @param axes counted from the front, in increasing order
   * @return the shorter shape
   */
  public Shape remove(int... axes) {
    int[] d = new int[dims.length - axes.length];
    for (int i = 0, j = 0, k = 0; i < dims.length; i++) {
      if (j < axes.length && axes[j] == i) {
        j++;
      } else {
        d[k++] = dims[i];
      }
    }
    return of(d);
  }

  /**
   * Some neighbouring axes of this shape.
   *
   * @param from the first axis
   * @param to behind the last axis
   * @return their shape
   */
  public Shape range(int from, int to) {
    return of(Arrays.copyOfRange(dims, from, to));
  }

  /**
   * The axes of this shape followed by those of another.
   *
   * @param other what comes behind
   * @return the joined shape
   */
  public Shape join(Shape other) {
    int[] d = Arrays.copyOf(dims, dims.length + other.dims.length);
    System.arraycopy(other.dims, 0, d, dims.length, other.dims.length);
    return of(d);
  }

  /**
   * How far apart in memory neighbours along each axis lie if the elements are stored row by row.
   *
   * @return a fresh array, one stride for each axis, the last one 1
   */
  public int[] strides() {
    int[] strides = new int[dims.length];
    for (int i = dims.length - 1, run = 1; i >= 0; run *= dims[i--]) {
      strides[i] = run;
    }
    return strides;
  }

  /**
   * The shape that two shapes broadcast to: aligned from the right, axes of size one are spread.
   *
   * <pre>{@code
   * Shape.broadcast("add", Shape.of(2, 1), Shape.of(3))     // [2, 3]
   * }</pre>
   *
   * @param operation named in the error
   * @param a one shape
   * @param b another
   * @return the common shape
   * @throws ShapeException if an axis has two sizes of which neither is one
   */
  public static Shape broadcast(String operation, Shape a, Shape b) {
    if (a == b || Arrays.equals(a.dims, b.dims)) {
      return a;
    }
    int rank = Math.max(a.dims.length, b.dims.length);
    int[] d = new int[rank];
    boolean isA = rank == a.dims.length;
    boolean isB = rank == b.dims.length;
    for (int i = 1; i <= rank; i++) {
      int p = i <= a.dims.length ? a.dims[a.dims.length - i] : 1;
      int q = i <= b.dims.length ? b.dims[b.dims.length - i] : 1;
      if (p != q && p != 1 && q != 1) {
        throw new ShapeException(
            operation
                + ": shapes "
                + a
                + " and "
                + b
                + " do not broadcast: axis "
                + -i
                + " has the sizes "
                + p
                + " and "
                + q
                + "; they must be equal or one of them 1 (reshape or unsqueeze to line up axes)");
      }
      int n = p == 1 ? q : p;
      d[rank - i] = n;
      isA &= p == n;
      isB &= q == n;
    }
    return isA ? a : isB ? b : new Shape(d);
  }

  /**
   * Whether a tensor of this shape can be spread to another.
   *
   * @param to the wider shape
   * @return true if broadcasting the two gives {@code to}
   */
  public boolean broadcastsTo(Shape to) {
    int extra = to.dims.length - dims.length;
    if (extra < 0) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != 1 && dims[i] != to.dims[i + extra]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object o) {
    return this == o || o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The sizes in brackets, as in {@code [2, 3]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
