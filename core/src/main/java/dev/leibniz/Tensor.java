package dev.leibniz;

import dev.leibniz.kernel.Copies;
import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Addcmul;
import dev.leibniz.op.Arithmetic;
import dev.leibniz.op.Axes;
import dev.leibniz.op.Comparisons;
import dev.leibniz.op.Cumprod;
import dev.leibniz.op.Discrete;
import dev.leibniz.op.Discrete.Truth.Quantifier;
import dev.leibniz.op.Exponentials;
import dev.leibniz.op.Extreme;
import dev.leibniz.op.Extremum;
import dev.leibniz.op.Indexed;
import dev.leibniz.op.LogSoftmax;
import dev.leibniz.op.LogSumExp;
import dev.leibniz.op.Logcumsumexp;
import dev.leibniz.op.Numbered;
import dev.leibniz.op.Pairs;
import dev.leibniz.op.Powers;
import dev.leibniz.op.Roundings;
import dev.leibniz.op.RunningExtremum;
import dev.leibniz.op.Shapes;
import dev.leibniz.op.Softmax;
import dev.leibniz.op.Sort;
import dev.leibniz.op.Specials;
import dev.leibniz.op.Standardise;
import dev.leibniz.op.Sums;
import dev.leibniz.op.Trigonometry;
import dev.leibniz.op.Windowed;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Run;
import dev.leibniz.transform.Tracer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array of numbers, or what stands in for one while a derivative is being taken.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
 * x.exp().sum(1);                 // a tensor of shape [2]
 * x.mul(Tensor.of(1, 0, -1));     // broadcast over the rows
 * }</pre>
 *
 * <p>Tensors are immutable: no operation changes one, and {@link #at} gives changed copies. Views
 * ({@link #reshape}, {@link #permute}, {@link #expand}, slices) share their numbers with the tensor
 * they show and cost nothing; a small view keeps the whole array alive, and {@link #copy} frees it.
 * Tensors may be shared between threads, leaves and what they gather too; see {@link Autograd}.
 *
 * <p><b>Shapes</b> broadcast as NumPy's do: aligned from the right, an axis of size one is spread.
 * Axes are counted from the front, or from the end if negative. <b>Dtypes</b> are promoted as in
 * PyTorch (see {@link DType#promote}; a scalar tensor does not widen a dtype of the same kind), and
 * a Java number takes the dtype of the tensor it meets. <b>Names</b> are PyTorch's.
 *
 * <p>Two tensors are {@code equals} only if they are the same object; {@link #allClose} compares
 * numbers.
 */
public abstract sealed class Tensor permits Dense, Tracer {
  private final Shape shape;
  private final DType dtype;

  /**
   * For the library's own kinds of tensor.
   *
   * @param shape the sizes of the axes
   * @param dtype what the numbers are
   */
  protected Tensor(Shape shape, DType dtype) {
    this.shape = shape;
    this.dtype = dtype;
  }

  /**
   * The sizes of the axes.
   *
   * @return the shape; {@code []} for a scalar
   */
  public final Shape shape() {
    return shape;
  }

  /**
   * What the numbers are.
   *
   * @return the dtype
   */
  public final DType dtype() {
    return dtype;
  }

  /**
   * The number of axes.
   *
   * @return zero for a scalar
   */
  public final int rank() {
    return shape.rank();
  }

  /**
   * The number of elements.
   *
   * @return the product of the sizes of the axes
   */
  public final int size() {
    return shape.size();
  }

  // ---------------------------------------------------------------- making tensors

  /**
   * A vector of FLOAT64.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3)      // [1. 2. 3.]
   * }</pre>
   *
   * @param values the elements
   * @return the tensor
   */
  public static Tensor of(double... values) {
    return Dense.over(Shape.of(values.length), DType.FLOAT64, values.clone());
  }

  /**
   * A vector of FLOAT32.
   *
   * @param values the elements, which are copied
   * @return the tensor
   */
  public static Tensor of(float[] values) {
    return Dense.over(Shape.of(values.length), DType.FLOAT32, values.clone());
  }

  /**
   * A vector of INT64.
   *
   * @param values the elements, which are copied
   * @return the tensor
   */
  public static Tensor of(long[] values) {
    return Dense.over(Shape.of(values.length), DType.INT64, values.clone());
  }

  /**
   * A vector of INT32.
   *
   * @param values the elements, which are copied
   * @return the tensor
   */
  public static Tensor of(int[] values) {
    return Dense.over(Shape.of(values.length), DType.INT32, values.clone());
  }

  /**
   * A vector of BOOL.
   *
   * @param values the elements, which are copied
   * @return the tensor
   */
  public static Tensor of(boolean[] values) {
    return Dense.over(Shape.of(values.length), DType.BOOL, values.clone());
  }

  /**
   * A matrix of FLOAT64.
   *
   * @param rows the rows, which are copied
   * @return the tensor
   * @throws ShapeException if the rows differ in length
   */
  public static Tensor of(double[][] rows) {
    return Copies.fromNested(rows, "Tensor.of");
  }

  /**
   * A matrix of FLOAT32.
   *
   * @param rows the rows, which are copied
   * @return the tensor
   * @throws ShapeException if the rows differ in length
   */
  public static Tensor of(float[][] rows) {
    return Copies.fromNested(rows, "Tensor.of");
  }

  /**
   * A matrix of INT64.
   *
   * @param rows the rows, which are copied
   * @return the tensor
   * @throws ShapeException if the rows differ in length
   */
  public static Tensor of(long[][] rows) {
    return Copies.fromNested(rows, "Tensor.of");
  }

  /**
   * A matrix of INT32.
   *
   * @param rows the rows, which are copied
   * @return the tensor
   * @throws ShapeException if the rows differ in length
   */
  public static Tensor of(int[][] rows) {
    return Copies.fromNested(rows, "Tensor.of");
  }

  /**
   * A matrix of BOOL.
   *
   * @param rows the rows, which are copied
   * @return the tensor
   * @throws ShapeException if the rows differ in length
   */
  public static Tensor of(boolean[][] rows) {
    return Copies.fromNested(rows, "Tensor.of");
  }

  /**
   * A tensor with the numbers of a Java array of any depth: {@code double[][][]}, {@code int[]},
   * and so on.
   *
   * @param array a nested array of a primitive type
   * @return the tensor
   * @throws ShapeException if it is ragged
   * @throws DTypeException if its innermost type is not double, float, long, int or boolean
   */
  public static Tensor fromArray(Object array) {
    return Copies.fromNested(array, "fromArray");
  }

  /**
   * A vector of FLOAT32.
   *
   * @param values the elements
   * @return the tensor
   */
  public static Tensor floats(float... values) {
    return of(values);
  }

  /**
   * A vector of INT64.
   *
   * @param values the elements
   * @return the tensor
   */
  public static Tensor longs(long... values) {
    return of(values);
  }

  /**
   * A vector of INT32.
   *
   * @param values the elements
   * @return the tensor
   */
  public static Tensor ints(int... values) {
    return of(values);
  }

  /**
   * A vector of BOOL.
   *
   * @param values the elements
   * @return the tensor
   */
  public static Tensor bools(boolean... values) {
    return of(values);
  }

  /**
   * A scalar of FLOAT64.
   *
   * @param value the number
   * @return the tensor
   */
  public static Tensor scalar(double value) {
    return Dense.scalar(value, DType.FLOAT64);
  }

  /**
   * A scalar.
   *
   * @param value the number
   * @param dtype what to make of it
   * @return the tensor
   */
  public static Tensor scalar(double value, DType dtype) {
    return Dense.scalar(value, dtype);
  }

  /**
   * Equal numbers everywhere: one number, spread.
   *
   * @param shape the shape
   * @param value the number
   * @param dtype what to make of it
   * @return the tensor
   */
  public static Tensor full(Shape shape, double value, DType dtype) {
    return Dense.scalar(value, dtype).expanded(shape);
  }

  /**
   * Equal numbers of FLOAT64 everywhere.
   *
   * @param shape the shape
   * @param value the number
   * @return the tensor
   */
  public static Tensor full(Shape shape, double value) {
    return full(shape, value, DType.FLOAT64);
  }

  /**
   * Zeros of FLOAT64.
   *
   * @param dims the size of each axis
   * @return the tensor
   */
  public static Tensor zeros(int... dims) {
    return full(Shape.of(dims), 0);
  }

  /**
   * Zeros.
   *
   * @param shape the shape
   * @param dtype what the numbers are
   * @return the tensor
   */
  public static Tensor zeros(Shape shape, DType dtype) {
    return full(shape, 0, dtype);
  }

  /**
   * Zeros of this shape and dtype.
   *
   * @return the tensor
   */
  public final Tensor zerosLike() {
    return full(shape, 0, dtype);
  }

  /**
   * Ones of FLOAT64.
   *
   * @param dims the size of each axis
   * @return the tensor
   */
  public static Tensor ones(int... dims) {
    return full(Shape.of(dims), 1);
  }

  /**
   * Ones.
   *
   * @param shape the shape
   * @param dtype what the numbers are
   * @return the tensor
   */
  public static Tensor ones(Shape shape, DType dtype) {
    return full(shape, 1, dtype);
  }

  /**
   * One number in this shape and dtype. See {@code torch.full_like}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).fullLike(7)      // [7. 7.]
   * }</pre>
   *
   * @param value the number, of this dtype
   * @return the tensor
   */
  public final Tensor fullLike(double value) {
    return full(shape, value, dtype);
  }

  /**
   * Ones of this shape and dtype.
   *
   * @return the tensor
   */
  public final Tensor onesLike() {
    return full(shape, 1, dtype);
  }

  /**
   * The identity matrix of FLOAT64.
   *
   * @param n the number of rows and columns
   * @return the tensor
   */
  public static Tensor eye(int n) {
    return eye(n, DType.FLOAT64);
  }

  /**
   * The identity matrix.
   *
   * @param n the number of rows and columns
   * @param dtype what the numbers are
   * @return the tensor
   */
  public static Tensor eye(int n, DType dtype) {
    return Factories.eye(n, dtype);
  }

  /**
   * The integers 0, 1, … end − 1, as INT64.
   *
   * @param end behind the last
   * @return the tensor
   */
  public static Tensor arange(long end) {
    return Factories.arange(0, end, 1);
  }

  /**
   * Integers at equal distances, as INT64.
   *
   * <pre>{@code
   * Tensor.arange(2, 10, 3)      // [2 5 8]
   * }</pre>
   *
   * @param start the first
   * @param end the bound, itself not reached
   * @param step the distance, not zero
   * @return the tensor
   * @throws ShapeException if the step is zero or leads away from the end
   */
  public static Tensor arange(long start, long end, long step) {
    return Factories.arange(start, end, step);
  }

  /**
   * Numbers of FLOAT64 at equal distances: start + i · step.
   *
   * @param start the first
   * @param end the bound, itself not reached
   * @param step the distance, not zero
   * @return the tensor
   * @throws ShapeException if the step is zero or leads away from the end
   */
  public static Tensor arange(double start, double end, double step) {
    return Factories.arange(start, end, step);
  }

  /**
   * n numbers of FLOAT64 at equal distances, both ends counted in.
   *
   * @param start the first
   * @param end the last
   * @param n how many
   * @return the tensor
   */
  public static Tensor linspace(double start, double end, int n) {
    return Factories.linspace(start, end, n);
  }

  // ---------------------------------------------------------------- back to Java

  /**
   * The number of a tensor that has one element.
   *
   * <p>Inside a derivative it is the number at the point, so Java may branch on it; inside {@code
   * vmap} there is none.
   *
   * @return the number
   * @throws ShapeException if there is not exactly one element
   * @throws GraphException inside vmap
   */
  public final double item() {
    return toDouble("item");
  }

  private double toDouble(String operation) {
    Dense d = single(operation);
    int i = d.offset();
    return switch (dtype) {
      case FLOAT64 -> d.doubles()[i];
      case FLOAT32 -> d.floats()[i];
      case INT64 -> d.longs()[i];
      case INT32 -> d.ints()[i];
      case BOOL -> d.booleans()[i] ? 1 : 0;
    };
  }

  private Dense single(String operation) {
    if (shape.size() != 1) {
      throw new ShapeException(
          operation
              + ": a tensor of shape "
              + shape
              + " has "
              + shape.size()
              + " elements, not one; use toArray(), or pick one with get");
    }
    return Numbers.of(this, operation);
  }

  /**
   * The number of a tensor that has one element, as a long: exact for INT64.
   *
   * @return the number, cut towards zero
   * @throws ShapeException if there is not exactly one element
   * @throws GraphException inside vmap
   */
  public final long itemAsLong() {
    Dense d = single("itemAsLong");
    return dtype == DType.INT64 ? d.longs()[d.offset()] : (long) toDouble("itemAsLong");
  }

  /**
   * Whether the number of a tensor that has one element is not zero.
   *
   * @return the truth of the number
   * @throws ShapeException if there is not exactly one element
   * @throws GraphException inside vmap
   */
  public final boolean itemAsBoolean() {
    return toDouble("itemAsBoolean") != 0;
  }

  /**
   * The numbers row by row, as doubles.
   *
   * @return a fresh array
   * @throws GraphException inside vmap
   */
  public final double[] toArray() {
    return Copies.toDoubles(Numbers.of(this, "toArray"));
  }

  /**
   * The numbers row by row, as floats.
   *
   * @return a fresh array
   * @throws GraphException inside vmap
   */
  public final float[] toFloatArray() {
    return Copies.toFloats(Numbers.of(this, "toFloatArray"));
  }

  /**
   * The numbers row by row, as longs.
   *
   * @return a fresh array
   * @throws GraphException inside vmap
   */
  public final long[] toLongArray() {
    return Copies.toLongs(Numbers.of(this, "toLongArray"));
  }

  /**
   * The numbers row by row, as ints.
   *
   * @return a fresh array
   * @throws GraphException inside vmap
   */
  public final int[] toIntArray() {
    return Copies.toInts(Numbers.of(this, "toIntArray"));
  }

  /**
   * The numbers row by row, as booleans.
   *
   * @return a fresh array
   * @throws GraphException inside vmap
   */
  public final boolean[] toBooleanArray() {
    return Copies.toBooleans(Numbers.of(this, "toBooleanArray"));
  }

  /**
   * The numbers as a Java array as deep as the shape: {@code double[][]} for a matrix of FLOAT64, a
   * boxed number for a scalar.
   *
   * @return a fresh array
   * @throws GraphException inside vmap
   */
  public final Object toNestedArray() {
    return Copies.toNested(Numbers.of(this, "toNestedArray"));
  }

  /**
   * The same numbers in an array of their own, so that the array this is a view of can be freed.
   *
   * @return the tensor
   */
  public final Tensor copy() {
    return this instanceof Dense d && !d.fillsArray() ? Copies.contiguous(d) : this;
  }

  /**
   * The same numbers in another dtype.
   *
   * <p>Between floating dtypes it is differentiable. Floating numbers become integers by cutting
   * towards zero, as Java's casts do; BOOL is whether a number is not zero.
   *
   * @param to the dtype
   * @return the tensor
   */
  public final Tensor to(DType to) {
    if (to == dtype) {
      return this;
    }
    return dtype.isFloating() && to.isFloating()
        ? Run.one(new Shapes.Convert(dtype, to), this)
        : Run.one(new Discrete.Cast(to), this);
  }

  // ---------------------------------------------------------------- elementwise, one argument

  /**
   * Elementwise −x. Keeps the dtype. See {@code torch.neg}.
   *
   * <pre>{@code
   * Tensor.of(1, -2).neg()      // [-1.  2.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor neg() {
    return Run.one(Powers.NEG, this);
  }

  /**
   * Elementwise |x|; its derivative at 0 is 0. Keeps the dtype. See {@code torch.abs}.
   *
   * <pre>{@code
   * Tensor.of(1, -2, 0).abs()      // [1. 2. 0.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor abs() {
    return Run.one(Powers.ABS, this);
  }

  /**
   * Elementwise −1, 0 or 1; its derivative is 0. Keeps the dtype. See {@code torch.sign}.
   *
   * <pre>{@code
   * Tensor.of(3, -2, 0).sign()      // [ 1. -1.  0.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor sign() {
    return Run.one(Powers.SIGN, this);
  }

  /**
   * Elementwise x². Keeps the dtype. See {@code torch.square}.
   *
   * <pre>{@code
   * Tensor.of(1, -2, 3).square()      // [1. 4. 9.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor square() {
    return Run.one(Powers.SQUARE, this);
  }

  /**
   * Elementwise √x; its derivative at 0 is infinite. An integer tensor becomes FLOAT32. See {@code
   * torch.sqrt}.
   *
   * <pre>{@code
   * Tensor.of(0, 1, 4).sqrt()      // [0. 1. 2.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor sqrt() {
    return Run.one(Powers.SQRT, floating());
  }

  /**
   * Elementwise 1/√x. An integer tensor becomes FLOAT32. See {@code torch.rsqrt}.
   *
   * <pre>{@code
   * Tensor.of(1, 4).rsqrt()      // [1.  0.5]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor rsqrt() {
    return Run.one(Powers.RSQRT, floating());
  }

  /**
   * Elementwise 1/x. An integer tensor becomes FLOAT32. See {@code torch.reciprocal}.
   *
   * <pre>{@code
   * Tensor.of(1, -4).reciprocal()      // [ 1.   -0.25]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor reciprocal() {
    return Run.one(Powers.RECIPROCAL, floating());
  }

  /**
   * Elementwise max(x, 0); its derivative at 0 is 0. Keeps the dtype. See {@code torch.relu}.
   *
   * <pre>{@code
   * Tensor.of(1.5, -2, 0).relu()      // [1.5 0.  0. ]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor relu() {
    return Run.one(Powers.RELU, this);
  }

  /**
   * Elementwise eˣ. An integer tensor becomes FLOAT32. See {@code torch.exp}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).exp()      // [1.         2.71828183]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor exp() {
    return Run.one(Exponentials.EXP, floating());
  }

  /**
   * Elementwise 2ˣ. An integer tensor becomes FLOAT32. See {@code torch.exp2}.
   *
   * <pre>{@code
   * Tensor.of(0, 1, 10).exp2()      // [1.000e+00 2.000e+00 1.024e+03]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor exp2() {
    return Run.one(Exponentials.EXP2, floating());
  }

  /**
   * Elementwise eˣ − 1, accurate near 0. An integer tensor becomes FLOAT32. See {@code
   * torch.expm1}.
   *
   * <pre>{@code
   * Tensor.of(0, 1e-20).expm1()      // [0.e+00 1.e-20]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor expm1() {
    return Run.one(Exponentials.EXPM1, floating());
  }

  /**
   * Elementwise ln x. An integer tensor becomes FLOAT32. See {@code torch.log}.
   *
   * <pre>{@code
   * Tensor.of(1, 10).log()      // [0.         2.30258509]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor log() {
    return Run.one(Exponentials.LOG, floating());
  }

  /**
   * Elementwise log₂ x. An integer tensor becomes FLOAT32. See {@code torch.log2}.
   *
   * <pre>{@code
   * Tensor.of(1, 8, 0.5).log2()      // [ 0.  3. -1.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor log2() {
    return Run.one(Exponentials.LOG2, floating());
  }

  /**
   * Elementwise log₁₀ x. An integer tensor becomes FLOAT32. See {@code torch.log10}.
   *
   * <pre>{@code
   * Tensor.of(1, 1000, 0.1).log10()      // [ 0.  3. -1.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor log10() {
    return Run.one(Exponentials.LOG10, floating());
  }

  /**
   * Elementwise ln(1 + x), accurate near 0. An integer tensor becomes FLOAT32. See {@code
   * torch.log1p}.
   *
   * <pre>{@code
   * Tensor.of(0, 1e-20).log1p()      // [0.e+00 1.e-20]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor log1p() {
    return Run.one(Exponentials.LOG1P, floating());
  }

  /**
   * Elementwise 1 / (1 + e⁻ˣ). An integer tensor becomes FLOAT32. See {@code torch.sigmoid}.
   *
   * <pre>{@code
   * Tensor.of(0, 2, -800).sigmoid()      // [0.5        0.88079708 0.        ]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor sigmoid() {
    return Run.one(Exponentials.SIGMOID, floating());
  }

  /**
   * Elementwise ln(1 / (1 + e⁻ˣ)). An integer tensor becomes FLOAT32. See {@code
   * torch.nn.functional.logsigmoid}.
   *
   * <pre>{@code
   * Tensor.of(0, 2, -800).logSigmoid()      // [-6.93147181e-01 -1.26928011e-01 -8.00000000e+02]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor logSigmoid() {
    return Run.one(Exponentials.LOG_SIGMOID, floating());
  }

  /**
   * Elementwise ln(x / (1 − x)), the inverse of {@link #sigmoid}: infinite at 0 and 1, NaN beyond.
   * An integer tensor becomes FLOAT32. See {@code torch.logit}.
   *
   * <pre>{@code
   * Tensor.of(0.5, 0.75).logit()      // [0.         1.09861229]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor logit() {
    return Run.one(Exponentials.LOGIT, floating());
  }

  /**
   * Elementwise {@link #logit()} of x cut to [ε, 1 − ε], beyond which the derivative is 0. See
   * {@code torch.logit} with {@code eps}.
   *
   * <pre>{@code
   * Tensor.of(0, 0.5).logit(1e-3)      // [-6.90675478  0.        ]
   * }</pre>
   *
   * @param eps ε, from 0 to 1/2
   * @return a tensor of this shape
   */
  public final Tensor logit(double eps) {
    return floating().clamp(eps, 1 - eps).logit();
  }

  /**
   * Elementwise ln(1 + eˣ). An integer tensor becomes FLOAT32. See {@code
   * torch.nn.functional.softplus}.
   *
   * <pre>{@code
   * Tensor.of(0, -2, 800).softplus()      // [6.93147181e-01 1.26928011e-01 8.00000000e+02]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor softplus() {
    return Run.one(Exponentials.SOFTPLUS, floating());
  }

  /**
   * Elementwise sin x. An integer tensor becomes FLOAT32. See {@code torch.sin}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).sin()      // [0.         0.84147098]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor sin() {
    return Run.one(Trigonometry.SIN, floating());
  }

  /**
   * Elementwise cos x. An integer tensor becomes FLOAT32. See {@code torch.cos}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).cos()      // [1.         0.54030231]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor cos() {
    return Run.one(Trigonometry.COS, floating());
  }

  /**
   * Elementwise tan x. An integer tensor becomes FLOAT32. See {@code torch.tan}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).tan()      // [0.         1.55740772]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor tan() {
    return Run.one(Trigonometry.TAN, floating());
  }

  /**
   * Elementwise sin(πx) / (πx), and 1 at 0; its derivatives at 0 are the limits. An integer tensor
   * becomes FLOAT32. See {@code torch.sinc}.
   *
   * <pre>{@code
   * Tensor.of(0, 0.5, 1).sinc()      // [1.         0.63661977 0.        ]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor sinc() {
    Tensor x = floating();
    return Run.two(Numbered.SINC, scalar(0, x.dtype), x);
  }

  /**
   * Elementwise arcsin x. An integer tensor becomes FLOAT32. See {@code torch.asin}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).asin()      // [0.         1.57079633]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor asin() {
    return Run.one(Trigonometry.ASIN, floating());
  }

  /**
   * Elementwise arccos x. An integer tensor becomes FLOAT32. See {@code torch.acos}.
   *
   * <pre>{@code
   * Tensor.of(1, 0).acos()      // [0.         1.57079633]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor acos() {
    return Run.one(Trigonometry.ACOS, floating());
  }

  /**
   * Elementwise arctan x. An integer tensor becomes FLOAT32. See {@code torch.atan}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).atan()      // [0.         0.78539816]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor atan() {
    return Run.one(Trigonometry.ATAN, floating());
  }

  /**
   * Elementwise sinh x. An integer tensor becomes FLOAT32. See {@code torch.sinh}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).sinh()      // [0.         1.17520119]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor sinh() {
    return Run.one(Trigonometry.SINH, floating());
  }

  /**
   * Elementwise cosh x. An integer tensor becomes FLOAT32. See {@code torch.cosh}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).cosh()      // [1.         1.54308063]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor cosh() {
    return Run.one(Trigonometry.COSH, floating());
  }

  /**
   * Elementwise tanh x. An integer tensor becomes FLOAT32. See {@code torch.tanh}.
   *
   * <pre>{@code
   * Tensor.of(0, 1, 20).tanh()      // [0.         0.76159416 1.        ]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor tanh() {
    return Run.one(Trigonometry.TANH, floating());
  }

  /**
   * Elementwise arsinh x. An integer tensor becomes FLOAT32. See {@code torch.asinh}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).asinh()      // [0.         0.88137359]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor asinh() {
    return Run.one(Trigonometry.ASINH, floating());
  }

  /**
   * Elementwise arcosh x. An integer tensor becomes FLOAT32. See {@code torch.acosh}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).acosh()      // [0.        1.3169579]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor acosh() {
    return Run.one(Trigonometry.ACOSH, floating());
  }

  /**
   * Elementwise artanh x. An integer tensor becomes FLOAT32. See {@code torch.atanh}.
   *
   * <pre>{@code
   * Tensor.of(0, 0.5).atanh()      // [0.         0.54930614]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor atanh() {
    return Run.one(Trigonometry.ATANH, floating());
  }

  /**
   * Elementwise the greatest integer that is not above x; its derivative is 0. Keeps the dtype. See
   * {@code torch.floor}.
   *
   * <pre>{@code
   * Tensor.of(1.5, -1.5).floor()      // [ 1. -2.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor floor() {
    return Run.one(Roundings.FLOOR, this);
  }

  /**
   * Elementwise the least integer that is not below x; its derivative is 0. Keeps the dtype. See
   * {@code torch.ceil}.
   *
   * <pre>{@code
   * Tensor.of(1.5, -1.5).ceil()      // [ 2. -1.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor ceil() {
    return Run.one(Roundings.CEIL, this);
  }

  /**
   * Elementwise the nearest integer, ties to even; its derivative is 0. Keeps the dtype. See {@code
   * torch.round}.
   *
   * <pre>{@code
   * Tensor.of(0.5, 1.5, -1.2).round()      // [ 0.  2. -1.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor round() {
    return Run.one(Roundings.ROUND, this);
  }

  /**
   * Elementwise x without its fraction; its derivative is 0. Keeps the dtype. See {@code
   * torch.trunc}.
   *
   * <pre>{@code
   * Tensor.of(1.5, -1.5).trunc()      // [ 1. -1.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor trunc() {
    return Run.one(Roundings.TRUNC, this);
  }

  /**
   * Elementwise the part behind the point, x − trunc x, with the sign of x; its derivative is 1.
   * See {@code torch.frac}.
   *
   * <pre>{@code
   * Tensor.of(1.25, -2.5).frac()      // [ 0.25 -0.5 ]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor frac() {
    return sub(trunc());
  }

  /**
   * Elementwise x π / 180. An integer tensor becomes FLOAT32. See {@code torch.deg2rad}.
   *
   * <pre>{@code
   * Tensor.of(180, 90).deg2rad()      // [3.14159265 1.57079633]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor deg2rad() {
    return floating().mul(Math.PI / 180);
  }

  /**
   * Elementwise x · 180 / π. An integer tensor becomes FLOAT32. See {@code torch.rad2deg}.
   *
   * <pre>{@code
   * Tensor.of(Math.PI, 1).rad2deg()      // [180.          57.29577951]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor rad2deg() {
    return floating().mul(180 / Math.PI);
  }

  /**
   * Elementwise 0 for NaN, and the greatest finite numbers of the dtype for the infinities; there
   * the derivative is 0. See {@code torch.nan_to_num}.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN).nanToNum()      // [1. 0.]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor nanToNum() {
    double most = dtype == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    return nanToNum(0, most, -most);
  }

  /**
   * Elementwise other numbers for NaN and the infinities; there the derivative is 0. An integer
   * tensor stays as it is. See {@code torch.nan_to_num}.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN, Double.NEGATIVE_INFINITY).nanToNum(0, 5, -5)      // [ 1.  0. -5.]
   * }</pre>
   *
   * @param nan what stands for NaN
   * @param positive what stands for ∞
   * @param negative what stands for −∞
   * @return a tensor of this shape
   */
  public final Tensor nanToNum(double nan, double positive, double negative) {
    if (!dtype.isFloating()) {
      return this;
    }
    Tensor infinite = where(gt(0), where(isinf(), positive, this), where(isinf(), negative, this));
    return where(isnan(), nan, infinite);
  }

  /**
   * Elementwise 2/√π ∫₀ˣ exp(−s²) ds. An integer tensor becomes FLOAT32. See {@code torch.erf}.
   *
   * <pre>{@code
   * Tensor.of(0, 1).erf()      // [0.         0.84270079]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor erf() {
    return Run.one(Specials.ERF, floating());
  }

  /**
   * Elementwise 1 − erf x, accurate for large x. An integer tensor becomes FLOAT32. See {@code
   * torch.erfc}.
   *
   * <pre>{@code
   * Tensor.of(0, 1, 10).erfc()      // [1.00000000e+00 1.57299207e-01 2.08848758e-45]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor erfc() {
    return Run.one(Specials.ERFC, floating());
  }

  /**
   * Elementwise x Φ(x) = x/2 erfc(−x/√2), the Gaussian error linear unit. An integer tensor becomes
   * FLOAT32. See {@code torch.nn.functional.gelu}; its approximation is {@link
   * dev.leibniz.nn.Activations#geluTanh}.
   *
   * <pre>{@code
   * Tensor.of(1, -1, -10).gelu()      // [ 8.41344746e-01 -1.58655254e-01 -7.61985302e-23]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor gelu() {
    return Run.one(Specials.GELU, floating());
  }

  /**
   * Elementwise the inverse of erf. An integer tensor becomes FLOAT32. See {@code torch.erfinv}.
   *
   * <pre>{@code
   * Tensor.of(0, 0.5).erfinv()      // [0.         0.47693628]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor erfinv() {
    return Run.one(Specials.ERFINV, floating());
  }

  /**
   * Elementwise ln |Γ(x)|. An integer tensor becomes FLOAT32. See {@code torch.lgamma}.
   *
   * <pre>{@code
   * Tensor.of(1, 5, 0.5).lgamma()      // [0.         3.17805383 0.57236494]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor lgamma() {
    return Run.one(Specials.LGAMMA, floating());
  }

  /**
   * Elementwise Γ′(x) / Γ(x). An integer tensor becomes FLOAT32. See {@code torch.digamma}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).digamma()      // [-0.57721566  0.42278434]
   * }</pre>
   *
   * @return a tensor of this shape
   */
  public final Tensor digamma() {
    return Run.one(Specials.DIGAMMA, floating());
  }

  final Tensor floating() {
    return dtype.isFloating() ? this : to(DType.DEFAULT_FLOATING);
  }

  /**
   * Elementwise derivative of order n of {@link #digamma}. See {@code torch.polygamma}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).polygamma(1)      // [1.64493407 0.64493407]
   * }</pre>
   *
   * @param n the order, not negative
   * @return a tensor of this shape
   * @throws LeibnizException if the order is negative
   */
  public final Tensor polygamma(int n) {
    if (n < 0) {
      throw new LeibnizException(
          "polygamma: the order " + n + " is negative; it must be 0 or more");
    }
    Tensor x = floating();
    return n == 0 ? x.digamma() : Run.two(Numbered.POLYGAMMA, scalar(n, x.dtype), x);
  }

  /**
   * Elementwise whether x is NaN. See {@code torch.isnan}.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN).isnan()      // [False  True]
   * }</pre>
   *
   * @return a BOOL tensor of this shape
   */
  public final Tensor isnan() {
    return Run.one(new Discrete.Test(Discrete.Test.Kind.ISNAN), this);
  }

  /**
   * Elementwise whether x is infinite. See {@code torch.isinf}.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NEGATIVE_INFINITY).isinf()      // [False  True]
   * }</pre>
   *
   * @return a BOOL tensor of this shape
   */
  public final Tensor isinf() {
    return Run.one(new Discrete.Test(Discrete.Test.Kind.ISINF), this);
  }

  /**
   * Elementwise whether x is neither NaN nor infinite. See {@code torch.isfinite}.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN).isfinite()      // [ True False]
   * }</pre>
   *
   * @return a BOOL tensor of this shape
   */
  public final Tensor isfinite() {
    return Run.one(new Discrete.Test(Discrete.Test.Kind.ISFINITE), this);
  }

  /**
   * Elementwise whether x is zero. See {@code torch.logical_not}.
   *
   * <pre>{@code
   * Tensor.of(1, 0).logicalNot()      // [False  True]
   * }</pre>
   *
   * @return a BOOL tensor of this shape
   */
  public final Tensor logicalNot() {
    return dtype == DType.BOOL ? Run.one(Discrete.Not.NOT, this) : eq(0);
  }

  // ---------------------------------------------------------------- elementwise, two arguments

  /**
   * Elementwise x + y, with broadcasting. See {@code torch.add}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).add(Tensor.of(10, 20))      // [11. 22.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor add(Tensor other) {
    return Promotion.pair(Arithmetic.ADD, this, other);
  }

  /**
   * Elementwise x + y with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor add(double other) {
    return Promotion.pair(Arithmetic.ADD, this, other);
  }

  /**
   * Elementwise x + y with an integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor add(long other) {
    return Promotion.pair(Arithmetic.ADD, this, other);
  }

  /**
   * Elementwise x − y, with broadcasting. See {@code torch.sub}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).sub(Tensor.of(10, 20))      // [ -9. -18.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor sub(Tensor other) {
    return Promotion.pair(Arithmetic.SUB, this, other);
  }

  /**
   * Elementwise x − y with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor sub(double other) {
    return Promotion.pair(Arithmetic.SUB, this, other);
  }

  /**
   * Elementwise x − y with an integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor sub(long other) {
    return Promotion.pair(Arithmetic.SUB, this, other);
  }

  /**
   * Elementwise x · y, with broadcasting. See {@code torch.mul}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).mul(Tensor.of(10, 20))      // [10. 40.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor mul(Tensor other) {
    return Promotion.pair(Arithmetic.MUL, this, other);
  }

  /**
   * Elementwise x · y with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor mul(double other) {
    return Promotion.pair(Arithmetic.MUL, this, other);
  }

  /**
   * Elementwise x · y with an integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor mul(long other) {
    return Promotion.pair(Arithmetic.MUL, this, other);
  }

  /**
   * Elementwise x / y, with broadcasting. Integers become FLOAT32. See {@code torch.div}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).div(Tensor.of(10, 20))      // [0.1 0.1]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor div(Tensor other) {
    return Promotion.pairFloating(Arithmetic.DIV, this, other);
  }

  /**
   * Elementwise x / y with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor div(double other) {
    return Promotion.pairFloating(Arithmetic.DIV, this, other);
  }

  /**
   * Elementwise x / y with an integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor div(long other) {
    return Promotion.pairFloating(Arithmetic.DIV, this, other);
  }

  /**
   * Elementwise xʸ, with broadcasting. See {@code torch.pow}.
   *
   * <pre>{@code
   * Tensor.of(2, 3).pow(Tensor.of(3, -1))      // [8.         0.33333333]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor pow(Tensor other) {
    return Promotion.pair(Arithmetic.POW, this, other);
  }

  /**
   * Elementwise xʸ with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor pow(double other) {
    return Promotion.pair(Arithmetic.POW, this, other);
  }

  /**
   * Elementwise xʸ with an integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor pow(long other) {
    return Promotion.pair(Arithmetic.POW, this, other);
  }

  /**
   * Elementwise the greater of x and y; a tie shares the derivative equally, NaN wins, with
   * broadcasting. See {@code torch.maximum}.
   *
   * <pre>{@code
   * Tensor.of(1, 5).maximum(Tensor.of(3, 4))      // [3. 5.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor maximum(Tensor other) {
    return Promotion.pair(Pairs.MAXIMUM, this, other);
  }

  /**
   * Elementwise the greater of x and y; a tie shares the derivative equally, NaN wins with a
   * number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor maximum(double other) {
    return Promotion.pair(Pairs.MAXIMUM, this, other);
  }

  /**
   * Elementwise the greater of x and y; a tie shares the derivative equally, NaN wins with an
   * integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor maximum(long other) {
    return Promotion.pair(Pairs.MAXIMUM, this, other);
  }

  /**
   * Elementwise the lesser of x and y; a tie shares the derivative equally, NaN wins, with
   * broadcasting. See {@code torch.minimum}.
   *
   * <pre>{@code
   * Tensor.of(1, 5).minimum(Tensor.of(3, 4))      // [1. 4.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor minimum(Tensor other) {
    return Promotion.pair(Pairs.MINIMUM, this, other);
  }

  /**
   * Elementwise the lesser of x and y; a tie shares the derivative equally, NaN wins with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor minimum(double other) {
    return Promotion.pair(Pairs.MINIMUM, this, other);
  }

  /**
   * Elementwise the lesser of x and y; a tie shares the derivative equally, NaN wins with an
   * integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor minimum(long other) {
    return Promotion.pair(Pairs.MINIMUM, this, other);
  }

  /**
   * Elementwise remainder of x / y, with the sign of x, with broadcasting. See {@code torch.fmod}.
   *
   * <pre>{@code
   * Tensor.of(5, -5).fmod(Tensor.of(3, 3))      // [ 2. -2.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor fmod(Tensor other) {
    return Promotion.pair(Pairs.FMOD, this, other);
  }

  /**
   * Elementwise remainder of x / y, with the sign of x with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor fmod(double other) {
    return Promotion.pair(Pairs.FMOD, this, other);
  }

  /**
   * Elementwise remainder of x / y, with the sign of x with an integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor fmod(long other) {
    return Promotion.pair(Pairs.FMOD, this, other);
  }

  /**
   * Elementwise remainder of x / y, with the sign of y, with broadcasting. See {@code
   * torch.remainder}.
   *
   * <pre>{@code
   * Tensor.of(5, -5).remainder(Tensor.of(3, 3))      // [2. 1.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor remainder(Tensor other) {
    return Promotion.pair(Pairs.REMAINDER, this, other);
  }

  /**
   * Elementwise remainder of x / y, with the sign of y with a number.
   *
   * @param other a number, which takes this dtype if that is floating
   * @return a tensor of this shape
   */
  public final Tensor remainder(double other) {
    return Promotion.pair(Pairs.REMAINDER, this, other);
  }

  /**
   * Elementwise remainder of x / y, with the sign of y with an integer.
   *
   * @param other an integer, which takes this dtype
   * @return a tensor of this shape
   */
  public final Tensor remainder(long other) {
    return Promotion.pair(Pairs.REMAINDER, this, other);
  }

  /**
   * Elementwise angle of the point (y, x), this being x and the argument y in {@code Math.atan2(x,
   * y)}, with broadcasting. Where both are 0 there is no derivative: it is NaN. Integers become
   * FLOAT32. See {@code torch.atan2}.
   *
   * <pre>{@code
   * Tensor.of(1, -1).atan2(Tensor.of(1, 0))      // [ 0.78539816 -1.57079633]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor atan2(Tensor other) {
    return Promotion.pairFloating(Pairs.ATAN2, this, other);
  }

  /**
   * Elementwise √(x² + y²), without overflow on the way, with broadcasting. Where both are 0 there
   * is no derivative: it is NaN. Integers become FLOAT32. See {@code torch.hypot}.
   *
   * <pre>{@code
   * Tensor.of(3, 3e200).hypot(Tensor.of(4, 4e200))      // [5.e+000 5.e+200]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor hypot(Tensor other) {
    return Promotion.pairFloating(Pairs.HYPOT, this, other);
  }

  /**
   * Elementwise ln(eˣ + eʸ), with broadcasting. Integers become FLOAT32. See {@code
   * torch.logaddexp}.
   *
   * <pre>{@code
   * Tensor.of(0, 1000).logaddexp(Tensor.of(0, 1000))      // [6.93147181e-01 1.00069315e+03]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor logaddexp(Tensor other) {
    return Promotion.pairFloating(Pairs.LOGADDEXP, this, other);
  }

  /**
   * Elementwise log₂(2ˣ + 2ʸ), with broadcasting. Integers become FLOAT32. See {@code
   * torch.logaddexp2}.
   *
   * <pre>{@code
   * Tensor.of(0, 2000).logaddexp2(Tensor.of(0, 2000))      // [1.000e+00 2.001e+03]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor logaddexp2(Tensor other) {
    double ln2 = Math.log(2);
    return floating().mul(ln2).logaddexp(other.floating().mul(ln2)).div(ln2);
  }

  /**
   * Elementwise |x| with the sign of y, that of a zero too, with broadcasting; where x is 0 the
   * derivative is 0, and so is that by y. Integers become FLOAT32. See {@code torch.copysign}.
   *
   * <pre>{@code
   * Tensor.of(1, -2).copysign(Tensor.of(-0.0, 3))      // [-1.  2.]
   * }</pre>
   *
   * @param other the second operand, whose signs count
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor copysign(Tensor other) {
    return Promotion.pairFloating(Pairs.COPYSIGN, this, other);
  }

  /**
   * Elementwise |x| with the sign of a number.
   *
   * @param other the number whose sign counts
   * @return a tensor of this shape
   */
  public final Tensor copysign(double other) {
    return Promotion.pairFloating(Pairs.COPYSIGN, this, other);
  }

  /**
   * Elementwise xʸ in FLOAT64, with broadcasting. See {@code torch.float_power}.
   *
   * <pre>{@code
   * Tensor.longs(2, 3).floatPower(Tensor.longs(-1, 2))      // [0.5 9. ]
   * }</pre>
   *
   * @param other the exponents
   * @return a FLOAT64 tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor floatPower(Tensor other) {
    return to(DType.FLOAT64).pow(other.to(DType.FLOAT64));
  }

  /**
   * Elementwise xʸ in FLOAT64, with a number.
   *
   * @param other the exponent
   * @return a FLOAT64 tensor of this shape
   */
  public final Tensor floatPower(double other) {
    return to(DType.FLOAT64).pow(other);
  }

  /**
   * Elementwise the greater of x and y, and the other one where one is NaN, with broadcasting; a
   * tie gives the derivative to x. See {@code torch.fmax}.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN).fmax(Tensor.of(3, 4))      // [3. 4.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor fmax(Tensor other) {
    return where(ge(other).logicalOr(other.isnan()), this, other);
  }

  /**
   * Elementwise the lesser of x and y, and the other one where one is NaN, with broadcasting; a tie
   * gives the derivative to x. See {@code torch.fmin}.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN).fmin(Tensor.of(3, 4))      // [1. 4.]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor fmin(Tensor other) {
    return where(le(other).logicalOr(other.isnan()), this, other);
  }

  /**
   * Elementwise x ln y, and 0 where x is 0 unless y is NaN, with broadcasting. Integers become
   * FLOAT32. See {@code torch.xlogy}.
   *
   * <pre>{@code
   * Tensor.of(2, 0).xlogy(Tensor.of(10, 0))      // [4.60517019 0.        ]
   * }</pre>
   *
   * @param other the second operand
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor xlogy(Tensor other) {
    return Promotion.pairFloating(Pairs.XLOGY, this, other);
  }

  /**
   * Elementwise whether x = y, with broadcasting. See {@code torch.eq}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).eq(Tensor.of(1, 3))      // [ True False]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor eq(Tensor other) {
    return Promotion.pair(Comparisons.EQ, this, other);
  }

  /**
   * Elementwise whether x = y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor eq(double other) {
    return Promotion.pair(Comparisons.EQ, this, other);
  }

  /**
   * Elementwise whether x = y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor eq(long other) {
    return Promotion.pair(Comparisons.EQ, this, other);
  }

  /**
   * Elementwise whether x ≠ y, with broadcasting. See {@code torch.ne}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).ne(Tensor.of(1, 3))      // [False  True]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor ne(Tensor other) {
    return Promotion.pair(Comparisons.NE, this, other);
  }

  /**
   * Elementwise whether x ≠ y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor ne(double other) {
    return Promotion.pair(Comparisons.NE, this, other);
  }

  /**
   * Elementwise whether x ≠ y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor ne(long other) {
    return Promotion.pair(Comparisons.NE, this, other);
  }

  /**
   * Elementwise whether x &lt; y, with broadcasting. See {@code torch.lt}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).lt(Tensor.of(1, 3))      // [False  True]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor lt(Tensor other) {
    return Promotion.pair(Comparisons.LT, this, other);
  }

  /**
   * Elementwise whether x &lt; y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor lt(double other) {
    return Promotion.pair(Comparisons.LT, this, other);
  }

  /**
   * Elementwise whether x &lt; y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor lt(long other) {
    return Promotion.pair(Comparisons.LT, this, other);
  }

  /**
   * Elementwise whether x ≤ y, with broadcasting. See {@code torch.le}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).le(Tensor.of(1, 3))      // [ True  True]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor le(Tensor other) {
    return Promotion.pair(Comparisons.LE, this, other);
  }

  /**
   * Elementwise whether x ≤ y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor le(double other) {
    return Promotion.pair(Comparisons.LE, this, other);
  }

  /**
   * Elementwise whether x ≤ y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor le(long other) {
    return Promotion.pair(Comparisons.LE, this, other);
  }

  /**
   * Elementwise whether x &gt; y, with broadcasting. See {@code torch.gt}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).gt(Tensor.of(1, 1))      // [False  True]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor gt(Tensor other) {
    return Promotion.pair(Comparisons.LT, other, this);
  }

  /**
   * Elementwise whether x &gt; y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor gt(double other) {
    return Promotion.pair(Comparisons.LT, other, this);
  }

  /**
   * Elementwise whether x &gt; y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor gt(long other) {
    return Promotion.pair(Comparisons.LT, other, this);
  }

  /**
   * Elementwise whether x ≥ y, with broadcasting. See {@code torch.ge}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).ge(Tensor.of(1, 3))      // [ True False]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor ge(Tensor other) {
    return Promotion.pair(Comparisons.LE, other, this);
  }

  /**
   * Elementwise whether x ≥ y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor ge(double other) {
    return Promotion.pair(Comparisons.LE, other, this);
  }

  /**
   * Elementwise whether x ≥ y, for a number y.
   *
   * @param other a number
   * @return a BOOL tensor of this shape
   */
  public final Tensor ge(long other) {
    return Promotion.pair(Comparisons.LE, other, this);
  }

  /**
   * Elementwise whether both are true (not zero), with broadcasting. See {@code torch.logical_and}.
   *
   * <pre>{@code
   * Tensor.bools(true, true).logicalAnd(Tensor.bools(true, false))      // [ True False]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor logicalAnd(Tensor other) {
    return Promotion.pair(Comparisons.LOGICAL_AND, this, other);
  }

  /**
   * Elementwise whether either is true (not zero), with broadcasting. See {@code torch.logical_or}.
   *
   * <pre>{@code
   * Tensor.bools(true, false).logicalOr(Tensor.bools(false, false))      // [ True False]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor logicalOr(Tensor other) {
    return Promotion.pair(Comparisons.LOGICAL_OR, this, other);
  }

  /**
   * Elementwise whether exactly one is true (not zero), with broadcasting. See {@code
   * torch.logical_xor}.
   *
   * <pre>{@code
   * Tensor.bools(true, true).logicalXor(Tensor.bools(true, false))      // [False  True]
   * }</pre>
   *
   * @param other the second operand
   * @return a BOOL tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor logicalXor(Tensor other) {
    return Promotion.pair(Comparisons.LOGICAL_XOR, this, other);
  }

  /**
   * Elementwise choice: {@code x} where the condition holds, else {@code y}, with broadcasting. See
   * {@code torch.where}.
   *
   * <p>A derivative does not see the branch not taken, but a NaN or infinite <i>partial</i> there
   * still spoils it: its cotangent is 0, and 0 · ∞ is NaN. So guard the argument as well as the
   * result, by a value at which the branch is harmless. This "double where" is safe to every order:
   *
   * <pre>{@code
   * Tensor positive = x.gt(0);
   * where(positive, where(positive, x, 1).log(), 0);     // ln x where there is one, else 0
   * where(positive, x.log(), 0);                         // the same value; the gradient is NaN at 0
   * }</pre>
   *
   * <pre>{@code
   * Tensor.where(x.gt(0), x, x.mul(0.01))      // leaky relu
   * }</pre>
   *
   * @param condition a BOOL tensor
   * @param x where it is true
   * @param y where it is false
   * @return the tensor
   * @throws DTypeException if the condition is not BOOL
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor where(Tensor condition, Tensor x, Tensor y) {
    return Promotion.where(condition, x, y);
  }

  /**
   * Elementwise choice: {@code x} where the condition holds, else {@code y}, with broadcasting. See
   * {@code torch.where}.
   *
   * @param condition a BOOL tensor
   * @param x the number where it is true
   * @param y where it is false
   * @return the tensor
   * @throws DTypeException if the condition is not BOOL
   */
  public static Tensor where(Tensor condition, double x, Tensor y) {
    return Promotion.where(condition, y.weak(x), y);
  }

  /**
   * Elementwise choice: {@code x} where the condition holds, else {@code y}, with broadcasting. See
   * {@code torch.where}.
   *
   * @param condition a BOOL tensor
   * @param x where it is true
   * @param y the number where it is false
   * @return the tensor
   * @throws DTypeException if the condition is not BOOL
   */
  public static Tensor where(Tensor condition, Tensor x, double y) {
    return Promotion.where(condition, x, x.weak(y));
  }

  /**
   * Elementwise choice: {@code x} where the condition holds, else {@code y}, with broadcasting. See
   * {@code torch.where}.
   *
   * @param condition a BOOL tensor
   * @param x the integer where it is true
   * @param y where it is false
   * @return the tensor
   * @throws DTypeException if the condition is not BOOL
   */
  public static Tensor where(Tensor condition, long x, Tensor y) {
    return Promotion.where(condition, y.weak(x), y);
  }

  /**
   * Elementwise choice: {@code x} where the condition holds, else {@code y}, with broadcasting. See
   * {@code torch.where}.
   *
   * @param condition a BOOL tensor
   * @param x where it is true
   * @param y the integer where it is false
   * @return the tensor
   * @throws DTypeException if the condition is not BOOL
   */
  public static Tensor where(Tensor condition, Tensor x, long y) {
    return Promotion.where(condition, x, x.weak(y));
  }

  /**
   * A number with a fraction as it meets this tensor: of its dtype, or FLOAT32 if that is integer.
   */
  private Tensor weak(double value) {
    return Dense.scalar(value, dtype.toFloating());
  }

  /** An integer as it meets this tensor. */
  private Tensor weak(long value) {
    return Dense.scalar(value, dtype == DType.BOOL ? DType.INT64 : dtype);
  }

  /**
   * Elementwise min(max(x, {@code min}), {@code max}), with broadcasting. See {@code torch.clamp}.
   * At a bound the derivative goes to x.
   *
   * <pre>{@code
   * Tensor.of(-3, 0.5, 9).clamp(Tensor.of(0, 0, 0), Tensor.of(1, 1, 1))      // [0.  0.5 1. ]
   * }</pre>
   *
   * @param min the lower bounds
   * @param max the upper bounds
   * @return a tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor clamp(Tensor min, Tensor max) {
    return clampMin(min).clampMax(max);
  }

  /**
   * Elementwise x cut to [{@code min}, {@code max}]. See {@code torch.clamp}.
   *
   * @param min the lower bound
   * @param max the upper bound
   * @return a tensor of this shape
   */
  public final Tensor clamp(double min, double max) {
    return clampMin(min).clampMax(max);
  }

  /**
   * Elementwise x cut to [{@code min}, {@code max}]. See {@code torch.clamp}.
   *
   * @param min the lower bound
   * @param max the upper bound
   * @return a tensor of this shape
   */
  public final Tensor clamp(long min, long max) {
    return clampMin(min).clampMax(max);
  }

  /**
   * Elementwise x, but not beyond lower bounds, with broadcasting; at a bound the derivative goes
   * to x. See {@code torch.clamp_min}.
   *
   * <pre>{@code
   * Tensor.of(-3, 0.5, 9).clampMin(Tensor.of(0, 0, 0))      // [0.  0.5 9. ]
   * }</pre>
   *
   * @param bound the lower bounds
   * @return a tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor clampMin(Tensor bound) {
    return Promotion.where(ge(bound).logicalOr(isnan()), this, bound);
  }

  /**
   * Elementwise x, but not beyond a lower bound; at the bound the derivative goes to x.
   *
   * @param bound the lower bound
   * @return a tensor of this shape
   */
  public final Tensor clampMin(double bound) {
    return clampMin(weak(bound));
  }

  /**
   * Elementwise x, but not beyond a lower bound; at the bound the derivative goes to x.
   *
   * @param bound the lower bound
   * @return a tensor of this shape
   */
  public final Tensor clampMin(long bound) {
    return clampMin(weak(bound));
  }

  /**
   * Elementwise x, but not beyond upper bounds, with broadcasting; at a bound the derivative goes
   * to x. See {@code torch.clamp_max}.
   *
   * <pre>{@code
   * Tensor.of(-3, 0.5, 9).clampMax(Tensor.of(1, 1, 1))      // [-3.   0.5  1. ]
   * }</pre>
   *
   * @param bound the upper bounds
   * @return a tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor clampMax(Tensor bound) {
    return Promotion.where(le(bound).logicalOr(isnan()), this, bound);
  }

  /**
   * Elementwise x, but not beyond a upper bound; at the bound the derivative goes to x.
   *
   * @param bound the upper bound
   * @return a tensor of this shape
   */
  public final Tensor clampMax(double bound) {
    return clampMax(weak(bound));
  }

  /**
   * Elementwise x, but not beyond a upper bound; at the bound the derivative goes to x.
   *
   * @param bound the upper bound
   * @return a tensor of this shape
   */
  public final Tensor clampMax(long bound) {
    return clampMax(weak(bound));
  }

  /**
   * Elementwise x + weight · (end − x), with broadcasting. See {@code torch.lerp}.
   *
   * <pre>{@code
   * Tensor.of(0, 10).lerp(Tensor.of(1, 20), Tensor.of(0.5, 0.1))      // [ 0.5 11. ]
   * }</pre>
   *
   * @param end where the weight is 1
   * @param weight how far
   * @return a tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor lerp(Tensor end, Tensor weight) {
    return add(weight.mul(end.sub(this)));
  }

  /**
   * Elementwise x + weight · (end − x), with broadcasting. See {@code torch.lerp}.
   *
   * @param end where the weight is 1
   * @param weight how far
   * @return a tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor lerp(Tensor end, double weight) {
    return add(end.sub(this).mul(weight));
  }

  /**
   * Elementwise this + value · x · y, with broadcasting. See {@code torch.addcmul}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).addcmul(Tensor.of(3, 4), Tensor.of(5, 6), 0.1)      // [2.5 4.4]
   * }</pre>
   *
   * @param x one factor
   * @param y the other
   * @param value the third
   * @return a tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor addcmul(Tensor x, Tensor y, double value) {
    boolean isAlike = x.dtype() == dtype() && y.dtype() == dtype();
    if (value == 1 && isAlike && dtype().isFloating()) {
      return Run.many(Addcmul.ADDCMUL, this, x, y)[0];
    }
    return add(x.mul(y).mul(value));
  }

  /**
   * Elementwise this + value · x / y, with broadcasting. See {@code torch.addcdiv}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).addcdiv(Tensor.of(3, 4), Tensor.of(5, 8), 10)      // [7. 7.]
   * }</pre>
   *
   * @param x the dividend
   * @param y the divisor
   * @param value a factor
   * @return a tensor of the common shape
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor addcdiv(Tensor x, Tensor y, double value) {
    return add(x.div(y).mul(value));
  }

  /**
   * Elementwise the value where the mask is true, else x, with broadcasting. See {@code
   * torch.masked_fill}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).maskedFill(Tensor.bools(true, false), Tensor.scalar(0))      // [0. 2.]
   * }</pre>
   *
   * @param mask a BOOL tensor
   * @param value what to fill in, of this dtype
   * @return a tensor of the common shape
   * @throws DTypeException if the mask is not BOOL
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor maskedFill(Tensor mask, Tensor value) {
    return Promotion.where(mask, value.to(dtype), this);
  }

  /**
   * Elementwise the value where the mask is true, else x, with broadcasting. See {@code
   * torch.masked_fill}.
   *
   * @param mask a BOOL tensor
   * @param value what to fill in, of this dtype
   * @return a tensor of the common shape
   * @throws DTypeException if the mask is not BOOL
   * @throws ShapeException if the shapes do not broadcast
   */
  public final Tensor maskedFill(Tensor mask, double value) {
    return maskedFill(mask, scalar(value, dtype));
  }

  /**
   * The nearest number with so many decimals, ties to even; its derivative is 0. See {@code
   * torch.round}.
   *
   * @param decimals how many; negative ones count before the point
   * @return a tensor of this shape
   */
  public final Tensor round(int decimals) {
    double scale = Math.pow(10, Math.abs(decimals));
    return decimals >= 0 ? mul(scale).round().div(scale) : div(scale).round().mul(scale);
  }

  // ---------------------------------------------------------------- reductions

  /**
   * The sum over some axes, which are dropped; over all of them where none is named. See {@code
   * torch.sum}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).sum(0)      // [4. 6.]
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor sum(int... axes) {
    Tensor x = dtype == DType.BOOL || dtype == DType.INT32 ? to(DType.INT64) : this;
    return Run.one(new Sums.Sum(Axes.of(shape.axes("sum", axes))), x);
  }

  /**
   * The sum over some axes, which stay with size one. See {@code torch.sum}.
   *
   * <pre>{@code
   * x.sub(x.sum(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor sum(KeepDim keepdim, int... axes) {
    return keepdim.of(sum(axes), shape, axes);
  }

  /**
   * The mean over some axes, which are dropped; over all of them where none is named. See {@code
   * torch.mean}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).mean(1)      // [1.5 3.5]
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor mean(int... axes) {
    Tensor x = floating();
    shape.axes("mean", axes);
    Tensor s = x.sum(axes);
    return s.div(s.size() == 0 ? 1 : (double) shape.size() / s.size());
  }

  /**
   * The mean over some axes, which stay with size one. See {@code torch.mean}.
   *
   * <pre>{@code
   * x.sub(x.mean(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor mean(KeepDim keepdim, int... axes) {
    return keepdim.of(mean(axes), shape, axes);
  }

  /**
   * The sum over some axes, which are dropped, NaN counting as zero. See {@code torch.nansum}. No
   * derivative reaches a NaN.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN, 3).nansum()      // 4.0
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor nansum(int... axes) {
    return (dtype.isFloating() ? where(isnan(), 0, this) : this).sum(axes);
  }

  /**
   * The sum over some axes, which stay with size one, NaN counting as zero. See {@code
   * torch.nansum}.
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor nansum(KeepDim keepdim, int... axes) {
    return keepdim.of(nansum(axes), shape, axes);
  }

  /**
   * The mean of what is not NaN over some axes, which are dropped; NaN where nothing else is. See
   * {@code torch.nanmean}. No derivative reaches a NaN.
   *
   * <pre>{@code
   * Tensor.of(1, Double.NaN, 3).nanmean()      // 2.0
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor nanmean(int... axes) {
    Tensor x = floating();
    return x.nansum(axes).div(x.isnan().logicalNot().to(x.dtype).sum(axes));
  }

  /**
   * The mean of what is not NaN over some axes, which stay with size one. See {@code
   * torch.nanmean}.
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor nanmean(KeepDim keepdim, int... axes) {
    return keepdim.of(nanmean(axes), shape, axes);
  }

  /**
   * The greatest element; ties share the derivative equally, NaN wins over some axes, which are
   * dropped; over all of them where none is named. See {@code torch.amax}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).amax(0)      // [3. 4.]
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor amax(int... axes) {
    return Run.many(
        new Extremum(Extremum.Kind.MAX, Axes.of(shape.nonEmptyAxes("amax", axes))), this)[0];
  }

  /**
   * The greatest element; ties share the derivative equally, NaN wins over some axes, which stay
   * with size one. See {@code torch.amax}.
   *
   * <pre>{@code
   * x.sub(x.amax(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor amax(KeepDim keepdim, int... axes) {
    return keepdim.of(amax(axes), shape, axes);
  }

  /**
   * The least element; ties share the derivative equally, NaN wins over some axes, which are
   * dropped; over all of them where none is named. See {@code torch.amin}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).amin(1)      // [1. 3.]
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor amin(int... axes) {
    return Run.many(
        new Extremum(Extremum.Kind.MIN, Axes.of(shape.nonEmptyAxes("amin", axes))), this)[0];
  }

  /**
   * The least element; ties share the derivative equally, NaN wins over some axes, which stay with
   * size one. See {@code torch.amin}.
   *
   * <pre>{@code
   * x.sub(x.amin(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor amin(KeepDim keepdim, int... axes) {
    return keepdim.of(amin(axes), shape, axes);
  }

  /**
   * ln Σ eˣ, without overflow on the way, over some axes, which are dropped; over all of them where
   * none is named. See {@code torch.logsumexp}.
   *
   * <pre>{@code
   * Tensor.of(1000, 1000).logsumexp()      // 1000.6931471805599
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor logsumexp(int... axes) {
    Tensor x = floating();
    int[] over = shape.axes("logsumexp", axes);
    if (shape.size() == 0) {
      return x.exp().sum(axes).log();
    }
    if (over.length == 0) {
      return x;
    }
    Tensor rows = over.length == 1 ? x : Arrangement.last(x, over);
    return Run.many(new LogSumExp(over.length == 1 ? over[0] : rows.rank() - 1), rows)[0];
  }

  /**
   * ln Σ eˣ, without overflow on the way, over some axes, which stay with size one. See {@code
   * torch.logsumexp}.
   *
   * <pre>{@code
   * x.sub(x.logsumexp(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor logsumexp(KeepDim keepdim, int... axes) {
    return keepdim.of(logsumexp(axes), shape, axes);
  }

  /**
   * Whether any element is true (not zero), over some axes, which are dropped; over all of them
   * where none is named. See {@code torch.any}.
   *
   * <pre>{@code
   * Tensor.bools(true, false).any()      // True
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor any(int... axes) {
    return truth(Quantifier.ANY, axes);
  }

  /**
   * Whether any element is true (not zero), over some axes, which stay with size one. See {@code
   * torch.any}.
   *
   * <pre>{@code
   * x.sub(x.any(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor any(KeepDim keepdim, int... axes) {
    return keepdim.of(any(axes), shape, axes);
  }

  /**
   * Whether all elements are true (not zero), over some axes, which are dropped; over all of them
   * where none is named. See {@code torch.all}.
   *
   * <pre>{@code
   * Tensor.bools(true, false).all()      // False
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor all(int... axes) {
    return truth(Quantifier.ALL, axes);
  }

  /**
   * Whether all elements are true (not zero), over some axes, which stay with size one. See {@code
   * torch.all}.
   *
   * <pre>{@code
   * x.sub(x.all(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor all(KeepDim keepdim, int... axes) {
    return keepdim.of(all(axes), shape, axes);
  }

  private Tensor truth(Quantifier quantifier, int[] axes) {
    String name = quantifier == Quantifier.ANY ? "any" : "all";
    Tensor x = dtype == DType.BOOL ? this : ne(0);
    return Run.one(new Discrete.Truth(quantifier, Axes.of(shape.axes(name, axes))), x);
  }

  /**
   * The Euclidean norm √Σ x² over all elements; its derivative at 0 is 0. See {@code torch.norm}.
   *
   * @return a scalar
   */
  public final Tensor norm() {
    return norm(2);
  }

  /**
   * Values along an axis, and the places they came from.
   *
   * @param values the chosen or ordered elements
   * @param indices their places along the axis, as INT64
   */
  public record ValuesAndIndices(Tensor values, Tensor indices) {}

  /**
   * The greatest element along an axis, and its place: the first among equals, which takes the
   * whole derivative. See {@code torch.max}; {@link #amax} shares between equals.
   *
   * <pre>{@code
   * Tensor.of(3, 7, 7).max(0).indices()      // 1
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return values and indices without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   */
  public final ValuesAndIndices max(int axis) {
    if (shape.nonEmptyAxes("max", axis).length == 0) {
      return new ValuesAndIndices(this, scalar(0, DType.INT64));
    }
    Tensor[] r = Run.many(new Extreme(Extremum.Kind.MAX, shape.axis("max", axis)), this);
    return new ValuesAndIndices(r[0], r[1]);
  }

  /**
   * The place of the greatest element along an axis: the first among equals. See {@code
   * torch.argmax}.
   *
   * <pre>{@code
   * Tensor.of(3, 7, 7).argmax(0)      // 1
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return an INT64 tensor without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   */
  public final Tensor argmax(int axis) {
    if (shape.nonEmptyAxes("argmax", axis).length == 0) {
      return scalar(0, DType.INT64);
    }
    return Run.one(new Discrete.Arg(Extremum.Kind.MAX, shape.axis("argmax", axis)), this);
  }

  /**
   * The least element along an axis, and its place: the first among equals, which takes the whole
   * derivative. See {@code torch.min}; {@link #amin} shares between equals.
   *
   * <pre>{@code
   * Tensor.of(3, 7, 3).min(0).indices()      // 0
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return values and indices without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   */
  public final ValuesAndIndices min(int axis) {
    if (shape.nonEmptyAxes("min", axis).length == 0) {
      return new ValuesAndIndices(this, scalar(0, DType.INT64));
    }
    Tensor[] r = Run.many(new Extreme(Extremum.Kind.MIN, shape.axis("min", axis)), this);
    return new ValuesAndIndices(r[0], r[1]);
  }

  /**
   * The place of the least element along an axis: the first among equals. See {@code torch.argmin}.
   *
   * <pre>{@code
   * Tensor.of(3, 7, 3).argmin(0)      // 0
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return an INT64 tensor without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   */
  public final Tensor argmin(int axis) {
    if (shape.nonEmptyAxes("argmin", axis).length == 0) {
      return scalar(0, DType.INT64);
    }
    return Run.one(new Discrete.Arg(Extremum.Kind.MIN, shape.axis("argmin", axis)), this);
  }

  /**
   * The elements along an axis in ascending order (equal ones in the order they had, NaN last), and
   * their places before. See {@code torch.sort}.
   *
   * <pre>{@code
   * Tensor.of(3, 1, 2).sort(0).indices()      // [1 2 0]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return values and indices of this shape
   * @throws ShapeException if there is no such axis
   */
  public final ValuesAndIndices sort(int axis) {
    return sort(axis, Order.ASCENDING);
  }

  /**
   * The elements along an axis in an order (equal ones in the order they had; NaN counts as
   * greatest), and their places before. See {@code torch.sort}.
   *
   * <pre>{@code
   * Tensor.of(3, 1, 2).sort(0, Order.DESCENDING).values()      // [3. 2. 1.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param order which come first
   * @return values and indices of this shape
   * @throws ShapeException if there is no such axis
   */
  public final ValuesAndIndices sort(int axis, Order order) {
    if (isWholeScalar(axis)) {
      return new ValuesAndIndices(this, scalar(0, DType.INT64));
    }
    Tensor[] r = Run.many(new Sort(shape.axis("sort", axis), order), this);
    return new ValuesAndIndices(r[0], r[1]);
  }

  /**
   * The greatest elements along an axis, greatest first, and their places. See {@code torch.topk}.
   * NaN counts as greatest; equal ones stand in the order they had.
   *
   * <pre>{@code
   * Tensor.of(3, 1, 2).topk(2, 0).indices()      // [0 2]
   * }</pre>
   *
   * @param k how many
   * @param axis counted from the front, or from the end if negative
   * @return values and indices of size k along the axis
   * @throws ShapeException if there is no such axis, or it has fewer elements
   */
  public final ValuesAndIndices topk(int k, int axis) {
    return topk(k, axis, Order.DESCENDING);
  }

  /**
   * The first elements along an axis in an order, and their places. See {@code torch.topk} with
   * {@code largest}.
   *
   * <pre>{@code
   * Tensor.of(3, 1, 2).topk(2, 0, Order.ASCENDING).values()      // [1. 2.]
   * }</pre>
   *
   * @param k how many
   * @param axis counted from the front, or from the end if negative
   * @param order descending for the greatest, ascending for the least
   * @return values and indices of size k along the axis
   * @throws ShapeException if there is no such axis, or it has fewer elements
   */
  public final ValuesAndIndices topk(int k, int axis, Order order) {
    return OrderStatistics.first(this, k, axis, order);
  }

  /**
   * The median of all elements: the lower of the middle two if they are evenly many; NaN if one is
   * NaN. See {@code torch.median}. Equal medians share the derivative.
   *
   * <pre>{@code
   * Tensor.of(3, 1, 2, 4).median()      // 2.0
   * }</pre>
   *
   * @return a scalar
   * @throws ShapeException if there are no elements
   */
  public final Tensor median() {
    return OrderStatistics.median(this);
  }

  /**
   * The median along an axis (the lower of the middle two if they are evenly many; NaN if one is
   * NaN), and its place, which takes the whole derivative. See {@code torch.median}; {@link
   * OrderStatistics#quantile(Tensor, double, int)} takes the mean of the middle two.
   *
   * <pre>{@code
   * Tensor.of(3, 1, 2).median(0).indices()      // 2
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return values and indices without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   */
  public final ValuesAndIndices median(int axis) {
    return OrderStatistics.median(this, axis);
  }

  /**
   * The running sum along an axis. See {@code torch.cumsum}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).cumsum(0)      // [1. 3. 6.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return a tensor of this shape
   * @throws ShapeException if there is no such axis
   */
  public final Tensor cumsum(int axis) {
    Tensor x = dtype == DType.BOOL || dtype == DType.INT32 ? to(DType.INT64) : this;
    return isWholeScalar(axis) ? x : Run.one(new Sums.Cumsum(shape.axis("cumsum", axis)), x);
  }

  /**
   * The running product along an axis. See {@code torch.cumprod}. The derivative is exact where
   * elements are zero.
   *
   * <pre>{@code
   * Tensor.of(2, 3, 4).cumprod(0)      // [ 2.  6. 24.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return a tensor of this shape; of integers and truths an INT64
   * @throws ShapeException if there is no such axis
   */
  public final Tensor cumprod(int axis) {
    Tensor x = dtype == DType.BOOL || dtype == DType.INT32 ? to(DType.INT64) : this;
    return isWholeScalar(axis) ? x : Run.many(new Cumprod(shape.axis("cumprod", axis)), x)[0];
  }

  /**
   * ln Σ exp x of the elements so far along an axis, without overflow on the way. See {@code
   * torch.logcumsumexp}.
   *
   * <pre>{@code
   * Tensor.of(1000, 1000).logcumsumexp(0)      // [1000.  1000.69314718]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return a tensor of this shape
   * @throws ShapeException if there is no such axis
   */
  public final Tensor logcumsumexp(int axis) {
    Tensor x = floating();
    return isWholeScalar(axis)
        ? x
        : Run.many(new Logcumsumexp(shape.axis("logcumsumexp", axis)), x)[0];
  }

  /**
   * The greatest element so far along an axis, and its place: the last among equals, which takes
   * the whole derivative. See {@code torch.cummax}. From a NaN on all is NaN.
   *
   * <pre>{@code
   * Tensor.of(1, 3, 2).cummax(0).indices()      // [0 1 1]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return values and indices of this shape
   * @throws ShapeException if there is no such axis
   */
  public final ValuesAndIndices cummax(int axis) {
    return running(Extremum.Kind.MAX, axis);
  }

  /**
   * The least element so far along an axis, and its place: the last among equals, which takes the
   * whole derivative. See {@code torch.cummin}. From a NaN on all is NaN.
   *
   * <pre>{@code
   * Tensor.of(3, 1, 2).cummin(0).values()      // [3. 1. 1.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return values and indices of this shape
   * @throws ShapeException if there is no such axis
   */
  public final ValuesAndIndices cummin(int axis) {
    return running(Extremum.Kind.MIN, axis);
  }

  private ValuesAndIndices running(Extremum.Kind kind, int axis) {
    if (isWholeScalar(axis)) {
      return new ValuesAndIndices(this, scalar(0, DType.INT64));
    }
    String name = kind == Extremum.Kind.MAX ? "cummax" : "cummin";
    Tensor[] r = Run.many(new RunningExtremum(kind, shape.axis(name, axis)), this);
    return new ValuesAndIndices(r[0], r[1]);
  }

  /**
   * eˣ / Σ eˣ along an axis, without overflow on the way. See {@code torch.softmax}.
   *
   * <pre>{@code
   * Tensor.of(0, 0, 1000).softmax(0)      // [0. 0. 1.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return a tensor of this shape whose sums along the axis are 1
   * @throws ShapeException if there is no such axis
   */
  public final Tensor softmax(int axis) {
    Tensor x = floating();
    return isWholeScalar(axis)
        ? x.reshape(1).softmax(0).reshape()
        : Run.many(new Softmax(shape.axis("softmax", axis)), x)[0];
  }

  /**
   * x − ln Σ eˣ along an axis, without overflow on the way. See {@code torch.log_softmax}.
   *
   * <pre>{@code
   * Tensor.of(0, 1000).logSoftmax(0)      // [-1000.     0.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return a tensor of this shape
   * @throws ShapeException if there is no such axis
   */
  public final Tensor logSoftmax(int axis) {
    Tensor x = floating();
    return isWholeScalar(axis)
        ? x.reshape(1).logSoftmax(0).reshape()
        : Run.many(new LogSoftmax(shape.axis("logSoftmax", axis)), x)[0];
  }

  /**
   * The product over some axes, which are dropped; over all of them where none is named. See {@code
   * torch.prod}. The derivative is exact where elements are zero.
   *
   * <pre>{@code
   * Tensor.of(2, 3, 4).prod()      // 24.0
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor prod(int... axes) {
    Tensor x = dtype == DType.BOOL || dtype == DType.INT32 ? to(DType.INT64) : this;
    return Arrangement.prod(x, axes);
  }

  /**
   * The product over some axes, which stay with size one. See {@code torch.prod}.
   *
   * <pre>{@code
   * x.div(x.prod(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor prod(KeepDim keepdim, int... axes) {
    return keepdim.of(prod(axes), shape, axes);
  }

  /**
   * The variance over some axes, which are dropped, divided by n − 1. See {@code torch.var}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).var()      // 1.0
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor var(int... axes) {
    return var(1, axes);
  }

  /**
   * The variance over some axes, which stay with size one, divided by n − 1. See {@code torch.var}.
   *
   * <pre>{@code
   * x.sub(x.mean(KEEPDIM, 1)).div(x.var(KEEPDIM, 1).sqrt())
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor var(KeepDim keepdim, int... axes) {
    return keepdim.of(var(axes), shape, axes);
  }

  /**
   * The variance over some axes, which are dropped, divided by n less a correction; NaN if nothing
   * is left of n. See {@code torch.var} with {@code correction}.
   *
   * @param correction what to take from n: 1 makes it {@link #var(int...)}, 0 {@link
   *     #varPopulation(int...)}
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor var(int correction, int[] axes) {
    Tensor x = floating();
    Tensor s = x.centred(axes).square().sum(axes);
    double n = s.size() == 0 ? 0 : (double) shape.size() / s.size();
    return s.div(Math.max(0, n - correction));
  }

  /**
   * The variance over some axes, which stay with size one, divided by n less a correction. See
   * {@code torch.var} with {@code correction}.
   *
   * @param keepdim says so
   * @param correction what to take from n
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor var(KeepDim keepdim, int correction, int[] axes) {
    return keepdim.of(var(correction, axes), shape, axes);
  }

  /**
   * This less its mean. The mean of equal numbers may lie an ulp beside them; taking the mean of
   * what remains makes them exactly zero. That second mean is zero but for rounding, so nothing is
   * differentiated through it.
   */
  private Tensor centred(int[] axes) {
    Tensor d = sub(mean(KeepDim.KEEPDIM, axes));
    return d.sub(d.detach().mean(KeepDim.KEEPDIM, axes));
  }

  /**
   * The variance over some axes, which are dropped, divided by n. See {@code torch.var} with {@code
   * correction=0}.
   *
   * <pre>{@code
   * Tensor.of(1, 3).varPopulation()      // 1.0
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor varPopulation(int... axes) {
    return var(0, axes);
  }

  /**
   * The variance over some axes, which stay with size one, divided by n. See {@code torch.var} with
   * {@code correction=0}.
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor varPopulation(KeepDim keepdim, int... axes) {
    return keepdim.of(varPopulation(axes), shape, axes);
  }

  /**
   * The standard deviation over some axes, which are dropped: the root of {@link #var(int...)}. See
   * {@code torch.std}. Its derivative is 0 where the deviation is.
   *
   * <pre>{@code
   * Tensor.of(1, 3, 5).std()      // 2.0
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor std(int... axes) {
    return std(1, axes);
  }

  /**
   * The standard deviation over some axes, which stay with size one. See {@code torch.std}.
   *
   * <pre>{@code
   * x.sub(x.mean(KEEPDIM, 1)).div(x.std(KEEPDIM, 1))
   * }</pre>
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor std(KeepDim keepdim, int... axes) {
    return keepdim.of(std(axes), shape, axes);
  }

  /**
   * The root of {@link #varPopulation(int...)}. See {@code torch.std} with {@code correction=0}.
   *
   * <pre>{@code
   * Tensor.of(1, 3).stdPopulation()      // 1.0
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor stdPopulation(int... axes) {
    return std(0, axes);
  }

  /**
   * The root of {@link #varPopulation(KeepDim, int...)}. See {@code torch.std} with {@code
   * correction=0}.
   *
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor stdPopulation(KeepDim keepdim, int... axes) {
    return keepdim.of(stdPopulation(axes), shape, axes);
  }

  /**
   * The root of {@link #var(int, int[])}. See {@code torch.std} with {@code correction}. Its
   * derivative is 0 where the deviation is.
   *
   * @param correction what to take from n
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor std(int correction, int[] axes) {
    Tensor x = floating();
    Tensor s = x.centred(axes).norm(2, axes);
    double n = s.size() == 0 ? 0 : (double) shape.size() / s.size();
    return s.div(Math.sqrt(Math.max(0, n - correction)));
  }

  /**
   * The root of {@link #var(KeepDim, int, int[])}. See {@code torch.std} with {@code correction}.
   *
   * @param keepdim says so
   * @param correction what to take from n
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor std(KeepDim keepdim, int correction, int[] axes) {
    return keepdim.of(std(correction, axes), shape, axes);
  }

  /**
   * (x − mean) / √(variance + ε) over some axes, or all of them where none is named; the variance
   * is the mean of squares. The common part of layer, group and batch normalisation; an integer
   * tensor becomes FLOAT32.
   *
   * <pre>{@code
   * Tensor.of(1, 3).standardise(0)      // [-1.  1.]
   * }</pre>
   *
   * @param eps ε, such as 1e-5, which keeps the derivative finite where all elements are the same
   * @param axes counted from the front, or from the end if negative
   * @return a tensor of this shape
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor standardise(double eps, int... axes) {
    Tensor x = floating();
    int[] over = shape.axes("standardise", axes);
    return over.length == 0
        ? x.reshape(1).standardise(eps, 0).reshape()
        : Run.many(new Standardise(eps, Axes.of(over)), x)[0];
  }

  /**
   * The p-norm (Σ |x|ᵖ)^(1/p) over some axes, which are dropped; over all of them where none is
   * named. p = ∞ gives the greatest |x|, −∞ the least, 0 the number of those that are not 0. See
   * {@code torch.linalg.vector_norm}. Where the norm is 0, so is its derivative.
   *
   * @param p the order
   * @param axes counted from the front, or from the end if negative
   * @return a tensor without these axes
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor norm(double p, int... axes) {
    return Norms.vector(floating(), p, axes);
  }

  /**
   * The p-norm over some axes, which stay with size one. See {@code torch.linalg.vector_norm}.
   *
   * <pre>{@code
   * x.div(x.norm(2, KEEPDIM, 1))      // rows of length one
   * }</pre>
   *
   * @param p the order, as in {@link #norm(double, int...)}
   * @param keepdim says so
   * @param axes counted from the front, or from the end if negative; none means all
   * @return a tensor in which these axes have size one
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor norm(double p, KeepDim keepdim, int... axes) {
    return keepdim.of(norm(p, axes), shape, axes);
  }

  // ---------------------------------------------------------------- products

  /**
   * The matrix product over the last two axes, broadcast over the others. A vector on the left
   * counts as a row, on the right as a column, and that axis is dropped from the result. See {@code
   * torch.matmul}.
   *
   * <pre>{@code
   * Tensor.ones(2, 3).matmul(Tensor.ones(3, 4))      // shape [2, 4]
   * Tensor.ones(2, 3).matmul(Tensor.of(1, 2, 3))     // shape [2]
   * }</pre>
   *
   * @param other the right factor
   * @return the product
   * @throws ShapeException if the inner sizes differ or a factor is a scalar
   */
  public final Tensor matmul(Tensor other) {
    return Products.matmul(this, other);
  }

  /**
   * This plus the matrix product of two others, which is made where the sum is: this + x · y, with
   * broadcasting. See {@code torch.addmm} and {@code torch.baddbmm}.
   *
   * <pre>{@code
   * Tensor bias = Tensor.of(1, 2);
   * bias.addmm(Tensor.ones(3, 4), Tensor.ones(4, 2))      // [[5 6] [5 6] [5 6]]
   * }</pre>
   *
   * @param x the left factor
   * @param y the right factor, as in {@link #matmul(Tensor)}
   * @return the sum, of the common shape of this and the product
   * @throws ShapeException if the inner sizes differ, a factor is a scalar, or this does not
   *     broadcast with the product
   */
  public final Tensor addmm(Tensor x, Tensor y) {
    return Products.addmm(this, x, y);
  }

  /**
   * The inner product of two vectors. See {@code torch.dot}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).dot(Tensor.of(3, 4))      // 11.0
   * }</pre>
   *
   * @param other a vector of the same length
   * @return a scalar
   * @throws ShapeException if they are not two vectors of one length
   */
  public final Tensor dot(Tensor other) {
    if (shape.rank() != 1 || !shape.equals(other.shape)) {
      throw new ShapeException(
          "dot: needs two vectors of one length, not shapes "
              + shape
              + " and "
              + other.shape
              + "; for other shapes use mul(other).sum() or matmul");
    }
    return mul(other).sum();
  }

  /**
   * The products of each element of one vector with each of another. See {@code torch.outer}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).outer(Tensor.of(3, 4)).shape()      // [2, 2]
   * }</pre>
   *
   * @param other a vector
   * @return a matrix
   * @throws ShapeException if they are not vectors
   */
  public final Tensor outer(Tensor other) {
    if (shape.rank() != 1 || other.shape.rank() != 1) {
      throw new ShapeException(
          "outer: needs two vectors, not shapes "
              + shape
              + " and "
              + other.shape
              + "; flatten them first");
    }
    return unsqueeze(1).mul(other);
  }

  /**
   * Sums of products by Einstein's convention. See {@code torch.einsum}.
   *
   * <pre>{@code
   * einsum("ij,jk->ik", a, b)        // a matrix product
   * einsum("bi,bj->bij", x, y)       // outer products
   * einsum("...ii->...", a)          // traces
   * }</pre>
   *
   * @param equation a term of letters for each operand, and behind {@code ->} one for the result
   * @param operands the tensors
   * @return the tensor
   * @throws ShapeException if the equation does not fit the shapes
   */
  public static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.of(equation, operands);
  }

  /**
   * The sums of products along the last axes. See {@code torch.inner}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).inner(Tensor.of(3, 4))      // 11
   * }</pre>
   *
   * @param other a tensor with a last axis of the same size; or either is a scalar
   * @return a tensor with the other axes of this one, then those of the other
   * @throws ShapeException if the sizes differ
   */
  public final Tensor inner(Tensor other) {
    return Products.inner(this, other);
  }

  /**
   * The sums of products over the last axes of this tensor and the first ones of another. See
   * {@code torch.tensordot}.
   *
   * <pre>{@code
   * Tensor.ones(2, 3).tensordot(Tensor.ones(3, 4), 1)      // 3 everywhere, of shape [2, 4]
   * }</pre>
   *
   * @param other the other tensor
   * @param count over how many axes
   * @return a tensor with the other axes of this one, then those of the other
   * @throws ShapeException if the sizes differ
   */
  public final Tensor tensordot(Tensor other, int count) {
    if (count < 0 || count > Math.min(rank(), other.rank())) {
      throw new ShapeException(
          "tensordot: "
              + count
              + " axes of shapes "
              + shape
              + " and "
              + other.shape()
              + "; there must be so many in each");
    }
    int[] last = java.util.stream.IntStream.range(rank() - count, rank()).toArray();
    int[] first = java.util.stream.IntStream.range(0, count).toArray();
    return Products.tensordot(this, other, last, first, "tensordot");
  }

  /**
   * The sums of products over pairs of axes. See {@code torch.tensordot}.
   *
   * <pre>{@code
   * x.tensordot(y, new int[] {0, 1}, new int[] {2, 0})
   * }</pre>
   *
   * @param other the other tensor
   * @param axes axes of this tensor
   * @param otherAxes as many axes of the other one, of the same sizes
   * @return a tensor with the other axes of this one, then those of the other
   * @throws ShapeException if the axes are not equally many, or their sizes differ
   */
  public final Tensor tensordot(Tensor other, int[] axes, int[] otherAxes) {
    return Products.tensordot(this, other, axes, otherAxes, "tensordot");
  }

  /**
   * Matrices along the diagonal of one, with zeros elsewhere. See {@code torch.block_diag}.
   *
   * <pre>{@code
   * Tensor.blockDiag(Tensor.of(1, 2), Tensor.scalar(5))      // [[1. 2. 0.]
   *                                                          //  [0. 0. 5.]]
   * }</pre>
   *
   * @param blocks matrices; vectors count as one row, scalars as one element
   * @return the matrix
   * @throws ShapeException if there is none, or one has more than two axes
   */
  public static Tensor blockDiag(Tensor... blocks) {
    return Products.blockDiag(blocks);
  }

  /**
   * The Kronecker product. See {@code torch.kron}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).kron(Tensor.of(3, 4))      // [3. 4. 6. 8.]
   * }</pre>
   *
   * @param other the right factor
   * @return a tensor each of whose axes has the product of both sizes
   */
  public final Tensor kron(Tensor other) {
    return Products.kron(this, other);
  }

  // ---------------------------------------------------------------- shape

  /**
   * The same elements, row by row, in another shape. One size may be −1: it is what is left. See
   * {@code torch.reshape}.
   *
   * <pre>{@code
   * x.reshape(-1)      // flat
   * }</pre>
   *
   * @param dims the size of each axis
   * @return the tensor
   * @throws ShapeException if the number of elements differs
   */
  public final Tensor reshape(int... dims) {
    return reshape(Factories.inferred(shape, dims));
  }

  /**
   * The same elements, row by row, in another shape.
   *
   * @param to a shape of the same size
   * @return the tensor
   * @throws ShapeException if the number of elements differs
   */
  public final Tensor reshape(Shape to) {
    return to.equals(shape) ? this : Run.one(new Shapes.Reshape(to), this);
  }

  /**
   * The same elements, row by row, as a vector. See {@code torch.flatten}.
   *
   * <pre>{@code
   * Tensor.ones(2, 3, 4).flatten(1, 2).shape()      // [2, 12]
   * }</pre>
   *
   * @return the tensor
   */
  public final Tensor flatten() {
    return reshape(Shape.of(shape.size()));
  }

  /**
   * Axes of size one spread, new ones put in front; nothing is copied. See {@code Tensor.expand}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).expand(3, 2).shape()      // [3, 2]
   * }</pre>
   *
   * @param dims the size of each axis; −1 leaves it as it is
   * @return the tensor
   * @throws ShapeException if an axis of another size than one would change
   */
  public final Tensor expand(int... dims) {
    return expand(Factories.spread(shape, dims));
  }

  /**
   * Axes of size one spread, new ones put in front; nothing is copied.
   *
   * @param to the wider shape
   * @return the tensor
   * @throws ShapeException if an axis of another size than one would change
   */
  public final Tensor expand(Shape to) {
    return to.equals(shape) ? this : Run.one(new Shapes.Expand(to), this);
  }

  /**
   * The axes in another order: axis i of the result is axis {@code axes[i]} of this. See {@code
   * torch.permute}.
   *
   * <pre>{@code
   * Tensor.ones(2, 3, 4).permute(2, 0, 1).shape()      // [4, 2, 3]
   * }</pre>
   *
   * @param axes every axis once
   * @return the tensor
   * @throws ShapeException if an axis is missing or named twice
   */
  public final Tensor permute(int... axes) {
    return Run.one(new Shapes.Permute(Axes.of(Factories.permutation(shape, axes))), this);
  }

  /**
   * Two axes swapped. See {@code torch.transpose}.
   *
   * <pre>{@code
   * Tensor.ones(2, 3, 4).transpose(0, 2).shape()      // [4, 3, 2]
   * }</pre>
   *
   * @param a one axis
   * @param b the other
   * @return the tensor
   * @throws ShapeException if there is no such axis
   */
  public final Tensor transpose(int a, int b) {
    if (shape.rank() == 0) {
      shape.axes("transpose", a);
      shape.axes("transpose", b);
      return this;
    }
    int p = shape.axis("transpose", a);
    int q = shape.axis("transpose", b);
    if (p == q) {
      return this;
    }
    int[] axes = Factories.count(shape.rank());
    axes[p] = q;
    axes[q] = p;
    return Run.one(new Shapes.Permute(Axes.of(axes)), this);
  }

  /**
   * The last two axes swapped: the transposes of matrices. See {@code Tensor.mT}.
   *
   * <pre>{@code
   * Tensor.ones(5, 2, 3).mT().shape()      // [5, 3, 2]
   * }</pre>
   *
   * @return the tensor
   * @throws ShapeException if there are fewer than two axes
   */
  public final Tensor mT() {
    if (shape.rank() < 2) {
      throw new ShapeException(
          "mT: a tensor of shape " + shape + " is no matrix; it needs at least two axes");
    }
    return transpose(-2, -1);
  }

  /**
   * One axis moved to another place, the others in their order. See {@code torch.movedim}.
   *
   * <pre>{@code
   * Tensor.ones(2, 3, 4).movedim(0, -1).shape()      // [3, 4, 2]
   * }</pre>
   *
   * @param from where the axis is
   * @param to where it shall be
   * @return the tensor
   * @throws ShapeException if there is no such axis
   */
  public final Tensor movedim(int from, int to) {
    int p = shape.axis("movedim", from);
    int q = shape.axis("movedim", to);
    if (p == q) {
      return this;
    }
    int[] axes = new int[shape.rank()];
    for (int i = 0, next = 0; i < axes.length; i++) {
      if (i == q) {
        axes[i] = p;
      } else {
        next += next == p ? 1 : 0;
        axes[i] = next++;
      }
    }
    return Run.one(new Shapes.Permute(Axes.of(axes)), this);
  }

  /**
   * One more axis, of size one. See {@code torch.unsqueeze}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).unsqueeze(0).shape()      // [1, 2]
   * }</pre>
   *
   * @param axis where it shall stand in the result
   * @return the tensor
   * @throws ShapeException if it cannot stand there
   */
  public final Tensor unsqueeze(int axis) {
    if (axis < -shape.rank() - 1 || axis > shape.rank()) {
      throw new ShapeException(
          "unsqueeze: axis "
              + axis
              + " of a tensor of shape "
              + shape
              + ": must lie between "
              + (-shape.rank() - 1)
              + " and "
              + shape.rank());
    }
    return reshape(shape.insert(axis < 0 ? axis + shape.rank() + 1 : axis, 1));
  }

  /**
   * Without any axis of size one. See {@code torch.squeeze}.
   *
   * <pre>{@code
   * Tensor.ones(1, 2).squeeze(0).shape()      // [2]
   * }</pre>
   *
   * @return the tensor
   */
  public final Tensor squeeze() {
    return reshape(Shape.of(Arrays.stream(shape.dims()).filter(n -> n != 1).toArray()));
  }

  /**
   * Without this axis if its size is one, else unchanged. See {@code torch.squeeze}.
   *
   * @param axis counted from the front, or from the end if negative
   * @return the tensor
   * @throws ShapeException if there is no such axis
   */
  public final Tensor squeeze(int axis) {
    return !isWholeScalar(axis) && shape.get(axis) == 1
        ? reshape(shape.remove(shape.axis("squeeze", axis)))
        : this;
  }

  /** A scalar passes for a vector of one element where its axis 0 is asked for, as in PyTorch. */
  private boolean isWholeScalar(int axis) {
    return shape.rank() == 0 && (axis == 0 || axis == -1);
  }

  /**
   * Some neighbours along an axis, as a view. See {@code torch.narrow}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3, 4).narrow(0, 1, 2)      // [2. 3.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param start the first, counted from the end if negative
   * @param length how many
   * @return the tensor
   * @throws ShapeException if they reach outside
   */
  public final Tensor narrow(int axis, int start, int length) {
    int a = shape.axis("narrow", axis);
    int n = shape.get(a);
    int s = start < 0 ? start + n : start;
    if (s < 0 || length < 0 || length > n - s) {
      throw new ShapeException(
          "narrow: "
              + length
              + " elements from "
              + start
              + " along axis "
              + axis
              + " of shape "
              + shape
              + " reach outside its size "
              + n);
    }
    return s == 0 && length == n ? this : Run.one(new Shapes.Slice(a, s, length, 1), this);
  }

  /**
   * One slice along an axis, which is dropped. See {@code torch.select}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).select(1, 0)      // [1. 3.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index which slice, counted from the end if negative
   * @return the tensor
   * @throws ShapeException if there is no such slice
   */
  public final Tensor select(int axis, int index) {
    int a = shape.axis("select", axis);
    int n = shape.get(a);
    int i = index < 0 ? index + n : index;
    if (i < 0 || i >= n) {
      throw new ShapeException(
          "select: index "
              + index
              + " along axis "
              + axis
              + " of shape "
              + shape
              + ": must lie between "
              + -n
              + " and "
              + (n - 1));
    }
    return narrow(a, i, 1).reshape(shape.remove(a));
  }

  /**
   * The order along some axes reversed, as a view. See {@code torch.flip}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).flip(0)      // [3. 2. 1.]
   * }</pre>
   *
   * @param axes counted from the front, or from the end if negative
   * @return the tensor
   * @throws ShapeException if there is no such axis, or one is named twice
   */
  public final Tensor flip(int... axes) {
    Tensor x = this;
    if (axes.length > 0) {
      for (int a : shape.axes("flip", axes)) {
        int n = shape.get(a);
        x = Run.one(new Shapes.Slice(a, Math.max(n - 1, 0), n, -1), x);
      }
    }
    return x;
  }

  /**
   * The elements on and below a diagonal of the last two axes, zeros elsewhere. See {@code
   * torch.tril}.
   *
   * <pre>{@code
   * Tensor.ones(2, 2).tril()      // [[1. 0.], [1. 1.]]
   * }</pre>
   *
   * @param diagonal 0 is the main one, positive ones lie above it
   * @return the tensor
   * @throws ShapeException if there are fewer than two axes
   */
  public final Tensor tril(int diagonal) {
    return Run.one(new Shapes.Triangle(diagonal, Shapes.Triangle.Part.LOWER), this);
  }

  /**
   * The elements on and below the main diagonal of the last two axes, zeros elsewhere. See {@code
   * torch.tril}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).tril()      // [[1. 0.]
   *                                                        //  [3. 4.]]
   * }</pre>
   *
   * @return the tensor
   * @throws ShapeException if there are fewer than two axes
   */
  public final Tensor tril() {
    return tril(0);
  }

  /**
   * The elements on and above a diagonal of the last two axes, zeros elsewhere. See {@code
   * torch.triu}.
   *
   * <pre>{@code
   * Tensor.ones(2, 2).triu()      // [[1. 1.], [0. 1.]]
   * }</pre>
   *
   * @param diagonal 0 is the main one, positive ones lie above it
   * @return the tensor
   * @throws ShapeException if there are fewer than two axes
   */
  public final Tensor triu(int diagonal) {
    return Run.one(new Shapes.Triangle(diagonal, Shapes.Triangle.Part.UPPER), this);
  }

  /**
   * The elements on and above the main diagonal of the last two axes, zeros elsewhere. See {@code
   * torch.triu}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).triu()      // [[1. 2.]
   *                                                        //  [0. 4.]]
   * }</pre>
   *
   * @return the tensor
   * @throws ShapeException if there are fewer than two axes
   */
  public final Tensor triu() {
    return triu(0);
  }

  /**
   * Tensors one behind the other along an axis. See {@code torch.cat}.
   *
   * <pre>{@code
   * Tensor.cat(0, Tensor.ones(2, 3), Tensor.zeros(1, 3))      // shape [3, 3]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param parts tensors whose other axes agree
   * @return the tensor
   * @throws ShapeException if another axis differs, or there are no parts
   */
  public static Tensor cat(int axis, Tensor... parts) {
    return Products.cat(axis, parts);
  }

  /**
   * Tensors of one shape along a new axis. See {@code torch.stack}.
   *
   * <pre>{@code
   * Tensor.stack(0, Tensor.of(1, 2), Tensor.of(3, 4)).shape()      // [2, 2]
   * }</pre>
   *
   * @param axis where the new axis shall stand
   * @param parts tensors of one shape
   * @return the tensor
   * @throws ShapeException if shapes differ, or there are no parts
   */
  public static Tensor stack(int axis, Tensor... parts) {
    if (parts.length == 0) {
      throw new ShapeException("stack: no tensors; it needs at least one");
    }
    Tensor[] wider = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].shape.equals(parts[0].shape)) {
        throw new ShapeException(
            "stack: shapes "
                + parts[0].shape
                + " and "
                + parts[i].shape
                + " (part "
                + i
                + ") must be equal; to join along an existing axis use cat");
      }
      wider[i] = parts[i].unsqueeze(axis);
    }
    int a = axis < 0 ? axis + parts[0].shape.rank() + 1 : axis;
    return cat(a, wider);
  }

  /**
   * Tensors side by side: joined along axis 1, vectors and scalars along their only axis. See
   * {@code torch.hstack}.
   *
   * <pre>{@code
   * Tensor.hstack(Tensor.of(1, 2), Tensor.of(3))      // [1. 2. 3.]
   * }</pre>
   *
   * @param parts at least one
   * @return the joined tensor, of the promoted dtype
   * @throws ShapeException if there is none, or the shapes differ elsewhere
   */
  public static Tensor hstack(Tensor... parts) {
    return Stacks.horizontal(parts);
  }

  /**
   * Tensors on top of each other: joined along axis 0, of which vectors are rows. See {@code
   * torch.vstack}.
   *
   * <pre>{@code
   * Tensor.vstack(Tensor.of(1, 2), Tensor.of(3, 4)).shape()      // [2, 2]
   * }</pre>
   *
   * @param parts at least one
   * @return the joined tensor, of the promoted dtype
   * @throws ShapeException if there is none, or the shapes differ elsewhere
   */
  public static Tensor vstack(Tensor... parts) {
    return Stacks.vertical(parts);
  }

  /**
   * Tensors behind each other: joined along axis 2; vectors of n elements have shape [1, n, 1],
   * matrices one axis more. See {@code torch.dstack}.
   *
   * <pre>{@code
   * Tensor.dstack(Tensor.of(1, 2), Tensor.of(3, 4))      // [[[1. 3.] [2. 4.]]]
   * }</pre>
   *
   * @param parts at least one
   * @return the joined tensor, of the promoted dtype
   * @throws ShapeException if there is none, or the shapes differ elsewhere
   */
  public static Tensor dstack(Tensor... parts) {
    return Stacks.deep(parts);
  }

  /**
   * Columns side by side: joined along axis 1, of which vectors and scalars are columns. See {@code
   * torch.column_stack}.
   *
   * <pre>{@code
   * Tensor.columnStack(Tensor.of(1, 2), Tensor.of(3, 4))      // [[1. 3.] [2. 4.]]
   * }</pre>
   *
   * @param parts at least one
   * @return the joined tensor, of the promoted dtype
   * @throws ShapeException if there is none, or the shapes differ elsewhere
   */
  public static Tensor columnStack(Tensor... parts) {
    return Stacks.columns(parts);
  }

  /**
   * The coordinates of a grid: the vectors spread so that all have one shape. Views. See {@code
   * torch.meshgrid}.
   *
   * <pre>{@code
   * Tensor[] g = Tensor.meshgrid(GridIndexing.IJ, Tensor.of(1, 2), Tensor.of(3, 4, 5));
   * g[0]      // [[1. 1. 1.] [2. 2. 2.]]
   * g[1]      // [[3. 4. 5.] [3. 4. 5.]]
   * }</pre>
   *
   * @param indexing which axis is the first vector's
   * @param vectors vectors or scalars, as many as the grid has axes
   * @return a grid for each vector
   * @throws ShapeException if one has two axes or more
   */
  public static Tensor[] meshgrid(GridIndexing indexing, Tensor... vectors) {
    return Stacks.grid(indexing, vectors);
  }

  /**
   * Neighbouring axes joined to one. See {@code torch.flatten}.
   *
   * @param first the first of them
   * @param last the last
   * @return the tensor
   * @throws ShapeException if there is no such axis
   */
  public final Tensor flatten(int first, int last) {
    int rank = Math.max(1, shape.rank());
    Tensor x = shape.rank() == 0 ? reshape(1) : this;
    int a = x.shape.axis("flatten", first);
    int b = x.shape.axis("flatten", last);
    if (a > b) {
      throw new ShapeException(
          "flatten: axis "
              + first
              + " stands behind axis "
              + last
              + " in a tensor of "
              + rank
              + " axes");
    }
    Shape joined = Shape.of(x.shape.range(a, b + 1).size());
    return x.reshape(x.shape.range(0, a).join(joined).join(x.shape.range(b + 1, rank)));
  }

  /**
   * An axis split into several; the inverse of {@link #flatten(int, int)}. See {@code
   * torch.unflatten}.
   *
   * <pre>{@code
   * Tensor.zeros(3, 6).unflatten(1, 2, -1).shape()      // [3, 2, 3]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param sizes the sizes of the new axes; one may be −1 for what is left
   * @return a tensor with the same elements
   * @throws ShapeException if the sizes do not multiply to that of the axis
   */
  public final Tensor unflatten(int axis, int... sizes) {
    return Arrangement.unflatten(this, axis, sizes);
  }

  /**
   * Several axes moved to other places, the others in their order. See {@code torch.movedim}.
   *
   * @param from where the axes are
   * @param to where they shall be
   * @return the tensor
   * @throws ShapeException if an axis is named twice or there is none such
   */
  public final Tensor movedim(int[] from, int[] to) {
    return Products.movedim(this, from, to);
  }

  /**
   * Parts of these sizes along an axis, as views. See {@code torch.split}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).split(0, 1, 2)[1]      // [2. 3.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param sizes they add up to the size of the axis
   * @return the parts
   * @throws ShapeException if the sizes do not add up
   */
  public final Tensor[] split(int axis, int... sizes) {
    return Arrangement.split(this, axis, sizes);
  }

  /**
   * Parts of one size along an axis, the last of what is left, as views. See {@code torch.split}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).splitBy(0, 2)[1]      // [3.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param size the size of each part
   * @return the parts
   * @throws ShapeException if the size is not positive
   */
  public final Tensor[] splitBy(int axis, int size) {
    return Arrangement.splitBy(this, axis, size);
  }

  /**
   * So many parts along an axis, as equal as can be and the last one smaller; perhaps fewer. See
   * {@code torch.chunk}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).chunk(0, 2)[0]      // [1. 2.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param chunks how many
   * @return the parts
   * @throws ShapeException if the number is not positive
   */
  public final Tensor[] chunk(int axis, int chunks) {
    return Arrangement.chunk(this, axis, chunks);
  }

  /**
   * The slices along an axis. See {@code torch.unbind}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).unbind(0)[2]      // 3.0
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return as many tensors as the axis has places
   * @throws ShapeException if there is no such axis
   */
  public final Tensor[] unbind(int axis) {
    return Arrangement.unbind(this, axis);
  }

  /**
   * Copies of this tensor one behind the other along each axis. See {@code Tensor.repeat}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).repeat(2)      // [1. 2. 1. 2.]
   * }</pre>
   *
   * @param times how often, for each axis; more numbers than axes add axes in front
   * @return the tensor
   * @throws ShapeException if there are too few numbers, or negative ones
   */
  public final Tensor repeat(int... times) {
    return Arrangement.repeat(this, times);
  }

  /**
   * Copies of this tensor one behind the other along the last axes. See {@code torch.tile}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).tile(2, 2).shape()      // [2, 4]
   * }</pre>
   *
   * @param times how often, counted from the last axis
   * @return the tensor
   * @throws ShapeException if a number is negative
   */
  public final Tensor tile(int... times) {
    return Arrangement.tile(this, times);
  }

  /**
   * Each element several times in a row along an axis. See {@code torch.repeat_interleave}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).repeatInterleave(2, 0)      // [1. 1. 2. 2.]
   * }</pre>
   *
   * @param repeats how many times
   * @param axis counted from the front, or from the end if negative
   * @return a tensor that is so much longer along the axis
   * @throws ShapeException if there is no such axis, or the number is negative
   */
  public final Tensor repeatInterleave(int repeats, int axis) {
    return Arrangement.repeatInterleave(this, repeats, axis);
  }

  /**
   * Each element as often in a row as a number says, along an axis. See {@code
   * torch.repeat_interleave}. The numbers say how long the result is, so that they cannot differ
   * from example to example of a batch.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).repeatInterleave(Tensor.longs(0, 1, 2), 0)      // [2. 3. 3.]
   * }</pre>
   *
   * @param repeats a vector of integers as long as the axis, or one integer
   * @param axis counted from the front, or from the end if negative
   * @return a tensor whose size along the axis is their sum
   * @throws ShapeException if the vector does not fit, or a number is negative
   * @throws DTypeException if they are no integers
   */
  public final Tensor repeatInterleave(Tensor repeats, int axis) {
    return Arrangement.repeatInterleave(this, repeats, axis);
  }

  /**
   * A plane turned by quarters of a full turn, from the first axis towards the second. See {@code
   * torch.rot90}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).rot90(1, 0, 1)      // [[2. 4.] [1. 3.]]
   * }</pre>
   *
   * @param times how often; negative ones turn the other way
   * @param first an axis of the plane, counted from the front, or from the end if negative
   * @param second the other
   * @return a view with the same elements
   * @throws ShapeException if there is no such axis, or both are the same
   */
  public final Tensor rot90(int times, int first, int second) {
    return Arrangement.rot90(this, times, first, second);
  }

  /**
   * The sum over the axes that broadcasting would have spread, so that the result has a given
   * shape. See {@code torch.Tensor.sum_to_size}.
   *
   * <pre>{@code
   * Tensor.ones(4, 2, 3).sumToSize(2, 1)      // [[12.] [12.]]
   * }</pre>
   *
   * @param dims a shape that broadcasts to this one
   * @return a tensor of that shape
   * @throws ShapeException if it does not broadcast
   */
  public final Tensor sumToSize(int... dims) {
    return Arrangement.sumToSize(this, Shape.of(dims));
  }

  /**
   * The difference of each element and the one before along an axis. See {@code torch.diff}.
   *
   * <pre>{@code
   * Tensor.of(1, 4, 9).diff(0)      // [3. 5.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @return a tensor shorter by one along the axis
   * @throws ShapeException if there is no such axis
   * @throws DTypeException if this is BOOL
   */
  public final Tensor diff(int axis) {
    return diff(1, axis);
  }

  /**
   * Differences of differences along an axis. See {@code torch.diff}; what goes in front or behind
   * is joined before, with {@link #cat}.
   *
   * <pre>{@code
   * Tensor.of(1, 4, 9).diff(2, 0)      // [2.]
   * }</pre>
   *
   * @param times how often
   * @param axis counted from the front, or from the end if negative
   * @return a tensor shorter by so much along the axis, or empty
   * @throws ShapeException if there is no such axis
   * @throws DTypeException if this is BOOL
   */
  public final Tensor diff(int times, int axis) {
    return Arrangement.diff(this, times, axis);
  }

  /**
   * The elements moved along an axis; those that leave at one end come in at the other. See {@code
   * torch.roll}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).roll(1, 0)      // [3. 1. 2.]
   * }</pre>
   *
   * @param shift by how many places
   * @param axis counted from the front, or from the end if negative
   * @return the tensor
   * @throws ShapeException if there is no such axis
   */
  public final Tensor roll(int shift, int axis) {
    return Arrangement.roll(this, shift, axis);
  }

  /**
   * The diagonals of the matrices in two axes, along a new last axis. See {@code torch.diagonal}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).diagonal(0, 0, 1)      // [1. 4.]
   * }</pre>
   *
   * @param offset 0 is the main one, positive ones lie above it
   * @param first the axis of rows
   * @param second the axis of columns
   * @return the tensor
   * @throws ShapeException if there are no such axes, or they are the same
   */
  public final Tensor diagonal(int offset, int first, int second) {
    return Arrangement.diagonal(this, offset, first, second);
  }

  /**
   * Matrices with the last axis on a diagonal, zeros elsewhere. See {@code torch.diag_embed}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).diagEmbed(0, 0, 1).shape()      // [2, 2]
   * }</pre>
   *
   * @param offset 0 is the main one, positive ones lie above it
   * @param first the axis of rows in the result
   * @param second the axis of columns in the result
   * @return the tensor
   * @throws ShapeException if there are no such axes, or they are the same
   */
  public final Tensor diagEmbed(int offset, int first, int second) {
    return Arrangement.diagEmbed(this, offset, first, second);
  }

  /**
   * Of a vector the matrix with it on a diagonal, of a matrix the diagonal. See {@code torch.diag};
   * for batches {@link #diagEmbed} and {@link #diagonal}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).diag(0)      // [[1. 0.] [0. 2.]]
   * }</pre>
   *
   * @param offset which diagonal: 0 the main one, positive ones to the right of it
   * @return the matrix, or the diagonal
   * @throws ShapeException if this is neither vector nor matrix
   */
  public final Tensor diag(int offset) {
    return Arrangement.diag(this, offset);
  }

  /**
   * Sliding windows along an axis, their elements along a new last axis; a view. See {@code
   * Tensor.unfold}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3, 4).unfold(0, 2, 1).shape()      // [3, 2]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param size the elements of a window
   * @param step from one window to the next
   * @return the tensor
   * @throws ShapeException if a window is larger than the axis
   */
  public final Tensor unfold(int axis, int size, int step) {
    return unfold(axis, size, step, 1);
  }

  /**
   * Sliding windows along an axis whose elements lie apart: what convolutions and poolings read; a
   * view.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3, 4).unfold(0, 2, 1, 2)      // [[1. 3.]
   *                                               //  [2. 4.]]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param size the elements of a window
   * @param step from one window to the next
   * @param dilation from one element to the next
   * @return the tensor
   * @throws ShapeException if a window reaches farther than the axis
   */
  public final Tensor unfold(int axis, int size, int step, int dilation) {
    if (rank() == 0) {
      return unsqueeze(0).unfold(axis, size, step, dilation).squeeze(0);
    }
    return Run.one(new Windowed.Unfold(shape.axis("unfold", axis), size, step, dilation), this);
  }

  /**
   * The sum of windows that overlap: the transpose of {@link #unfold(int, int, int, int)}, each
   * element of a window added where it came from.
   *
   * <pre>{@code
   * Tensor.ones(5).unfold(0, 3, 1).fold(0, 5, 1, 1)      // [1. 2. 3. 2. 1.]
   * }</pre>
   *
   * @param axis along which the windows stand, counted without the last axis
   * @param size the size of the result along it
   * @param step how far it is from one window to the next
   * @param dilation how far it is from one element of a window to the next
   * @return a tensor without the last axis, which holds the windows' elements
   * @throws ShapeException if windows of that size and number do not fit
   */
  public final Tensor fold(int axis, int size, int step, int dilation) {
    Shape places = shape.range(0, Math.max(0, rank() - 1));
    int a = places.axis("fold", axis);
    int window = shape.get(-1);
    int reach = dilation * (window - 1) + 1;
    int count = size < reach || step < 1 ? 0 : (size - reach) / step + 1;
    if (window < 1 || dilation < 1 || count != shape.get(a)) {
      throw new ShapeException(
          "fold: a tensor of shape "
              + shape
              + ": "
              + shape.get(a)
              + " windows of "
              + window
              + " elements, "
              + dilation
              + " apart, every "
              + step
              + ": along an axis of size "
              + size
              + " there are "
              + count);
    }
    return Run.one(new Windowed.Fold(a, size, window, step, dilation), this);
  }

  /**
   * The cross-correlation with windows over the last one or two axes, {@code y[n, o, p] = Σ w[o, c,
   * k] x[n, c, p · stride + k · dilation − padding]}: what the layers call convolution. {@link
   * dev.leibniz.nn.Convolutions} is more convenient. See {@code torch.convolution}.
   *
   * <pre>{@code
   * images.convolution(weight, 1, new int[] {2, 2}, new int[] {1, 1, 1, 1}, new int[] {1, 1})
   * }</pre>
   *
   * @param weight of shape [O, C / groups, k] or [O, C / groups, kH, kW], for this tensor of shape
   *     [N, C, L] or [N, C, H, W]
   * @param groups a divisor of C and O: into how many parts the channels fall that do not mix
   * @param stride from one window to the next, for each axis
   * @param padding how many zeros stand in front and behind, in the order of {@link #pad}: the last
   *     axis first
   * @param dilation from one element of a window to the next, for each axis
   * @return of shape [N, O, L′] or [N, O, H′, W′], where L′ = (L + padding − dilation (k − 1) − 1)
   *     / stride + 1, rounded down
   * @throws ShapeException if the shapes do not fit one another
   * @throws DTypeException if both are BOOL
   */
  public final Tensor convolution(
      Tensor weight, int groups, int[] stride, int[] padding, int[] dilation) {
    return Correlation.of(this, weight, groups, stride, padding, dilation);
  }

  /**
   * The transpose of {@link #convolution} with respect to its input: each element of this tensor
   * adds its multiple of the window to the result. See {@code torch.convolution} with {@code
   * transposed=True}.
   *
   * <pre>{@code
   * features.convolutionTranspose(weight, 1, new int[] {2, 2}, new int[] {0, 0, 0, 0}, new int[] {1, 1})
   * }</pre>
   *
   * @param weight of shape [C, O / groups, k] or [C, O / groups, kH, kW], for this tensor of shape
   *     [N, C, L] or [N, C, H, W]
   * @param groups a divisor of C
   * @param stride from one window to the next, for each axis
   * @param padding how much is cut off the result in front and behind, in the order of {@link
   *     #pad}; a negative number adds zeros
   * @param dilation from one element of a window to the next, for each axis
   * @return of shape [N, O, L′] or [N, O, H′, W′], where L′ = (L − 1) stride + dilation (k − 1) + 1
   *     − padding
   * @throws ShapeException if the shapes do not fit one another
   * @throws DTypeException if both are BOOL
   */
  public final Tensor convolutionTranspose(
      Tensor weight, int groups, int[] stride, int[] padding, int[] dilation) {
    return Correlation.transposed(this, weight, groups, stride, padding, dilation);
  }

  /**
   * The greatest element of each window over the last one or two axes, and its place. {@link
   * dev.leibniz.nn.Poolings} is more convenient. See {@code torch.max_pool2d_with_indices}.
   *
   * <pre>{@code
   * Tensor.of(1, 4, 2, 3).maxPool(new int[] {2}, new int[] {2}, new int[] {0, 0}, new int[] {1}).values()
   * // [4. 3.]
   * }</pre>
   *
   * @param size of a window along each axis
   * @param stride from one window to the next, for each axis
   * @param padding how many places stand in front and behind that never win, in the order of {@link
   *     #pad}: the last axis first
   * @param dilation from one element of a window to the next, for each axis
   * @return values of shape […, L′] or […, H′, W′], where L′ = (L + padding − dilation (size − 1) −
   *     1) / stride + 1, rounded down; and indices, along the axis or as row · W + column: the
   *     first NaN of a window, else the first among equals
   * @throws ShapeException if the axes do not fit, or a window holds nothing but padding
   * @throws DTypeException if this tensor is BOOL
   */
  public final ValuesAndIndices maxPool(int[] size, int[] stride, int[] padding, int[] dilation) {
    return MaxPooling.of(this, size, stride, padding, dilation);
  }

  /**
   * Zeros around this tensor. See {@code torch.nn.functional.pad}.
   *
   * <pre>{@code
   * x.pad(1, 1)            // one zero before and behind along the last axis
   * x.pad(0, 0, 2, 0)      // two rows of zeros on top
   * }</pre>
   *
   * @param amounts how many before and behind along the last axis, then along the last but one, and
   *     so on; negative ones cut off
   * @return the tensor
   * @throws ShapeException if the amounts are no pairs, too many, or cut off more than there is
   */
  public final Tensor pad(int... amounts) {
    return Arrangement.pad(this, amounts);
  }

  /**
   * Equal numbers around this tensor. See {@code torch.nn.functional.pad}.
   *
   * <pre>{@code
   * Tensor.of(1, 2).pad(9, new int[] {1, 2})      // [9. 1. 2. 9. 9.]
   * }</pre>
   *
   * @param value the number
   * @param amounts as in {@link #pad(int...)}
   * @return the tensor
   * @throws ShapeException if the amounts are no pairs, too many, or cut off more than there is
   */
  public final Tensor pad(double value, int[] amounts) {
    if (value == 0) {
      return pad(amounts);
    }
    Tensor inside = Arrangement.pad(full(shape, 1, DType.BOOL), amounts);
    return where(inside, pad(amounts), value);
  }

  // ---------------------------------------------------------------- indexing

  /**
   * Part of this tensor, as NumPy and PyTorch index. There may be fewer indices than axes; each is
   * one of
   *
   * <ul>
   *   <li>an {@code Integer}: one slice, the axis is dropped; negative ones count from the end
   *   <li>{@link Index#slice}, {@link Index#all}: some of an axis, as a view
   *   <li>{@code null}: a new axis of size one
   *   <li>{@link Index#ELLIPSIS}: as many whole axes as are left over
   *   <li>an integer {@code Tensor}, or an {@code int[]}: the slices it names; several of them are
   *       broadcast together
   *   <li>a BOOL {@code Tensor}: the elements where it is true
   * </ul>
   *
   * <pre>{@code
   * x.get(0)                                  // the first row
   * x.get(Index.slice(1, 3), -1)              // the last column of rows 1 and 2
   * x.get(Index.ELLIPSIS, null)               // with one more axis behind
   * x.get(x.gt(0))                            // the positive elements, as a vector
   * }</pre>
   *
   * @param index an index for each of the first axes
   * @return the tensor
   * @throws ShapeException if an index does not fit the shape
   * @throws DTypeException if an index tensor is floating
   */
  public final Tensor get(@Nullable Object... index) {
    return Indexer.of(this, "get", index).read();
  }

  /**
   * A place in this tensor, of which {@link Selection#set} and {@link Selection#add} give changed
   * copies. The index is one for {@link #get}.
   *
   * <pre>{@code
   * x.at(0).set(7)                 // x with its first row 7
   * x.at(index).add(1)             // x with 1 added at each place, as often as it is named
   * }</pre>
   *
   * @param index an index for each of the first axes
   * @return the place
   * @throws ShapeException if an index does not fit the shape
   * @throws DTypeException if an index tensor is floating
   */
  public final Selection at(@Nullable Object... index) {
    return new Selection(Indexer.of(this, "at", index));
  }

  /**
   * Elements along an axis by index: for axis 0, out[i][j] = this[index[i][j]][j], and so on. See
   * {@code torch.gather}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).gather(0, Tensor.longs(2, 0))      // [3. 1.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index integers of this rank; its other axes may be shorter than these
   * @return a tensor of the shape of the index
   * @throws ShapeException if the ranks differ, another axis is longer, or an index is out of range
   * @throws DTypeException if the index is not of integers
   */
  public final Tensor gather(int axis, Tensor index) {
    return Products.gather(this, axis, index);
  }

  /**
   * The slices along an axis that a vector of integers names. See {@code torch.index_select}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).indexSelect(0, Tensor.longs(2, 0))      // [3. 1.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index a vector of integers
   * @return the tensor
   * @throws ShapeException if the index is no vector or out of range
   * @throws DTypeException if the index is not of integers
   */
  public final Tensor indexSelect(int axis, Tensor index) {
    return Products.indexSelect(this, axis, index);
  }

  /**
   * This tensor with the source added at an index along an axis: the reverse of {@link #gather}.
   * See {@code torch.scatter_add}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).scatterAdd(0, Tensor.longs(0, 0), Tensor.of(10, 20))      // [31.  2.  3.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index integers of this rank
   * @param source at least as large as the index along each axis
   * @return a tensor of this shape
   * @throws ShapeException if shapes do not fit or an index is out of range
   * @throws DTypeException if the index is not of integers
   */
  public final Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    return Products.scatterAdd(this, axis, index, source);
  }

  /**
   * Elements along an axis by index, the other axes broadcast together. See {@code
   * torch.take_along_dim}.
   *
   * <pre>{@code
   * Tensor.of(1, 2, 3).takeAlongDim(Tensor.longs(2, 0), 0)      // [3. 1.]
   * }</pre>
   *
   * @param index integers of this rank
   * @param axis counted from the front, or from the end if negative
   * @return the tensor
   * @throws ShapeException if shapes do not fit or an index is out of range
   * @throws DTypeException if the index is not of integers
   */
  public final Tensor takeAlongDim(Tensor index, int axis) {
    return Products.takeAlongDim(this, index, axis);
  }

  /**
   * The elements at these places of the tensor read row by row. See {@code torch.take}.
   *
   * <pre>{@code
   * Tensor.of(new double[][] {{1, 2}, {3, 4}}).take(Tensor.longs(0, 3))      // [1. 4.]
   * }</pre>
   *
   * @param index places of any shape; negative ones count from the end
   * @return a tensor of the index's shape
   * @throws ShapeException if a place is out of range
   * @throws DTypeException if the index is not of integers
   */
  public final Tensor take(Tensor index) {
    Products.requireIntegers("take", index);
    return Run.two(new Indexed.Take(0, "take"), flatten(), index);
  }

  /**
   * The elements where a mask is true, row by row, after both are broadcast. See {@code
   * torch.masked_select}. The mask says how many there are, so that it cannot differ from example
   * to example of a batch: there use {@link #where(Tensor, Tensor, double)}.
   *
   * <pre>{@code
   * Tensor x = Tensor.of(3, -1, 2);
   * x.maskedSelect(x.gt(0))      // [3. 2.]
   * }</pre>
   *
   * @param mask a BOOL tensor
   * @return a vector
   * @throws ShapeException if the shapes do not broadcast
   * @throws DTypeException if the mask is not BOOL
   */
  public final Tensor maskedSelect(Tensor mask) {
    if (mask.dtype != DType.BOOL) {
      throw new DTypeException(
          "maskedSelect: a mask of "
              + mask.dtype
              + "; it must be BOOL: compare first, as in ne(0)");
    }
    Shape common = Shape.broadcast("maskedSelect", shape, mask.shape);
    Object[] index = {mask.expand(common)};
    return Indexer.of(expand(common), "maskedSelect", index).read();
  }

  /**
   * The tensor with elements of another one written along an axis: {@code out[i][index[i][j]] =
   * source[i][j]} for axis 1. See {@code torch.scatter}. Where the index names a place several
   * times, the last one counts, and takes the derivative.
   *
   * <pre>{@code
   * Tensor.zeros(4).scatter(0, Tensor.longs(3, 0), Tensor.of(7, 8))      // [8. 0. 0. 7.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index with as many axes as this, and none but the named one longer than this's
   * @param source at least as long as the index along every axis
   * @return a tensor of this shape and dtype
   * @throws ShapeException if the shapes do not fit, or a place is out of range
   * @throws DTypeException if the index is not of integers
   */
  public final Tensor scatter(int axis, Tensor index, Tensor source) {
    return Scatters.scatter(this, axis, index, source);
  }

  /**
   * The tensor with a number written along an axis. See {@code torch.scatter}.
   *
   * @param axis counted from the front, or from the end if negative
   * @param index with as many axes as this, and none but the named one longer than this's
   * @param value the number
   * @return a tensor of this shape and dtype
   * @throws ShapeException if the shapes do not fit, or a place is out of range
   * @throws DTypeException if the index is not of integers
   */
  public final Tensor scatter(int axis, Tensor index, double value) {
    return scatter(axis, index, full(index.shape, value, dtype));
  }

  /**
   * The tensor with slices of another one added along an axis, as often as the index names a place.
   * See {@code torch.index_add}.
   *
   * <pre>{@code
   * Tensor.zeros(3).indexAdd(0, Tensor.longs(2, 2), Tensor.of(5, 6))      // [ 0.  0. 11.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index a vector of places along the axis
   * @param source as long as the index along the axis; broadcast elsewhere
   * @return a tensor of this shape and dtype
   * @throws ShapeException if the shapes do not fit, or a place is out of range
   * @throws DTypeException if the index is not of integers, or floating numbers are to become
   *     integers, or numbers truths
   */
  public final Tensor indexAdd(int axis, Tensor index, Tensor source) {
    return Scatters.slices(this, "indexAdd", axis, index, source, at -> at.add(source));
  }

  /**
   * The tensor with slices of another one written along an axis; of several at one place the last
   * one counts. See {@code torch.index_copy}.
   *
   * <pre>{@code
   * Tensor.zeros(3).indexCopy(0, Tensor.longs(2, 0), Tensor.of(5, 6))      // [6. 0. 5.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index a vector of places along the axis
   * @param source as long as the index along the axis; broadcast elsewhere
   * @return a tensor of this shape and dtype
   * @throws ShapeException if the shapes do not fit, or a place is out of range
   * @throws DTypeException if the index is not of integers, or floating numbers are to become
   *     integers, or numbers truths
   */
  public final Tensor indexCopy(int axis, Tensor index, Tensor source) {
    return Scatters.slices(this, "indexCopy", axis, index, source, at -> at.set(source));
  }

  /**
   * The tensor with a value written into slices along an axis. See {@code torch.index_fill}.
   *
   * <pre>{@code
   * Tensor.zeros(3).indexFill(0, Tensor.longs(0, 2), Tensor.scalar(1))      // [1. 0. 1.]
   * }</pre>
   *
   * @param axis counted from the front, or from the end if negative
   * @param index a vector of places along the axis
   * @param value what to write; broadcast
   * @return a tensor of this shape and dtype
   * @throws ShapeException if the shapes do not fit, or a place is out of range
   * @throws DTypeException if the index is not of integers, or floating numbers are to become
   *     integers, or numbers truths
   */
  public final Tensor indexFill(int axis, Tensor index, Tensor value) {
    return Scatters.slices(this, "indexFill", axis, index, value, at -> at.set(value));
  }

  // ---------------------------------------------------------------- the classical API

  /**
   * This tensor as a leaf of the graph: what is computed from it is recorded, and {@link #backward}
   * adds the derivative into its {@link #grad}.
   *
   * <pre>{@code
   * Tensor x = Tensor.of(3, 4).requiresGrad();
   * x.norm().backward();
   * x.grad();                      // [0.6 0.8]
   * }</pre>
   *
   * <p>A tensor that requires grad already is returned as it is.
   *
   * @return the tensor
   * @throws DTypeException if the numbers are not floating
   * @throws GraphException inside a transform, on a tensor of that transform
   */
  public final Tensor requiresGrad() {
    return Autograd.leaf(this);
  }

  /**
   * Whether operations on this tensor are recorded at level 0.
   *
   * @return true for a leaf made by {@link #requiresGrad} and for what depends on one
   */
  public final boolean isRequiringGrad() {
    return Autograd.isRecorded(this);
  }

  /**
   * Whether this tensor was not computed from one that requires grad. See {@code Tensor.is_leaf}.
   *
   * @return true for constants and for what {@link #requiresGrad} gives
   */
  public final boolean isLeaf() {
    return Autograd.isLeaf(this);
  }

  /**
   * What {@link #backward} has added up for this leaf (or for a tensor with {@link #retainGrad}).
   *
   * @return the gradient, or null if there is none yet
   */
  public final @Nullable Tensor grad() {
    return Autograd.accumulated(this);
  }

  /** Forgets the gradient added up so far. */
  public final void zeroGrad() {
    Autograd.forget(this);
  }

  /**
   * Keeps the gradient of a tensor that is no leaf as well: what every later backward pass, and
   * every {@link Autograd#grad}, hands to it, after its hooks, is added up in {@link #grad}. See
   * {@code Tensor.retain_grad}.
   *
   * <pre>{@code
   * Tensor h = x.square().retainGrad();
   * h.sin().sum().backward();
   * h.grad();                      // cos h
   * }</pre>
   *
   * <p>A leaf keeps its gradient anyway. A gradient that belongs to a transform ({@code
   * Autograd.grad} of a gradient captured there, or with {@code gradsBatched()}) is not kept.
   *
   * @return this tensor
   * @throws GraphException if it does not require grad, or belongs to a transform
   */
  public final Tensor retainGrad() {
    return Autograd.retain(this);
  }

  /**
   * Adds the derivatives of this scalar into the {@link #grad} of every leaf it depends on. See
   * {@code Tensor.backward}.
   *
   * <p>The graph's kept values are freed on the way, unless {@link Autograd#retainGraph} or {@link
   * Functional#createGraph} is given; with the latter the gradients can themselves be
   * differentiated. For several outputs at once see {@link Autograd#backward}.
   *
   * @param options {@code retainGraph()}, {@code createGraph()}, {@code inputs(…)}
   * @throws GraphException if this does not require grad, or the graph was freed
   * @throws ShapeException if this is not a scalar
   */
  public final void backward(Option.Backward... options) {
    Autograd.backward(this, null, options);
  }

  /**
   * Adds vᵀJ into the {@link #grad} of every leaf, for the v given.
   *
   * @param gradient v, of this shape
   * @param options {@code retainGraph()}, {@code createGraph()}, {@code inputs(…)}
   * @throws GraphException if this does not require grad, or the graph was freed
   * @throws ShapeException if the gradient has another shape
   */
  public final void backward(Tensor gradient, Option.Backward... options) {
    Autograd.backward(this, gradient, options);
  }

  /**
   * Calls a function with this tensor's gradient whenever a walk through the classical graph has
   * added it up, once in a walk; what it returns takes the gradient's place, unless that is null.
   * Hooks run in the order of their registration, each seeing what the one before gave; the same
   * function registered twice runs twice. See {@code Tensor.register_hook}.
   *
   * <pre>{@code
   * Runnable remove = h.registerHook(g -> g.clamp(-1, 1));
   * }</pre>
   *
   * <p>Hooks belong to the classical graph: transforms of {@link Functional} run none, and refuse
   * one on a tensor of theirs. Where {@link Autograd#grad} is called inside a transform, with a
   * gradient that belongs to it, a hook is given that transform's tensor, and what it does with it
   * is differentiated or batched like everything else; so it is with {@code createGraph()} and
   * {@code gradsBatched()}.
   *
   * @param hook from the gradient to another one of its shape, or to null
   * @return what removes this registration again, and no other
   * @throws GraphException if this does not require grad, or belongs to a transform
   */
  public final Runnable registerHook(UnaryOperator<@Nullable Tensor> hook) {
    return Autograd.hook(this, Objects.requireNonNull(hook));
  }

  /**
   * Calls a function with this leaf whenever {@link #backward} has added to its {@link #grad}: once
   * a pass, when the gradients of all leaves are there. An optimiser may take its step in it, and
   * forget the gradient. See {@code Tensor.register_post_accumulate_grad_hook}.
   *
   * @param hook given this tensor
   * @return what removes this registration again
   * @throws GraphException if this is no leaf that requires grad
   */
  public final Runnable registerPostAccumulateGradHook(Consumer<Tensor> hook) {
    return Autograd.hookAfter(this, Objects.requireNonNull(hook));
  }

  /**
   * The same numbers as a constant: no derivative, of any order or mode, sees through it.
   *
   * @return a tensor without a past
   */
  public final Tensor detach() {
    return Numbers.detach(this);
  }

  // ---------------------------------------------------------------- comparing and printing

  /**
   * Whether shapes and dtypes are equal and every element satisfies |this − other| ≤ atol + rtol ·
   * |other|; NaN is close to NaN. See {@code torch.allclose}.
   *
   * @param other the tensor to compare with
   * @param rtol the relative tolerance
   * @param atol the absolute tolerance
   * @return true if they agree
   */
  public final boolean allClose(Tensor other, double rtol, double atol) {
    return Factories.allClose(this, other, rtol, atol);
  }

  /**
   * Whether this is close to another tensor, with a relative tolerance of 1e-5 and an absolute one
   * of 1e-8.
   *
   * @param other the tensor to compare with
   * @return true if they agree
   */
  public final boolean allClose(Tensor other) {
    return allClose(other, 1e-5, 1e-8);
  }

  /** Identity: tensors are equal only if they are the same object. */
  @Override
  public final boolean equals(@Nullable Object o) {
    return this == o;
  }

  @Override
  public final int hashCode() {
    return System.identityHashCode(this);
  }

  /** The numbers as NumPy prints them, summarised if there are more than a thousand. */
  @Override
  public final String toString() {
    return Printer.print(this);
  }
}
