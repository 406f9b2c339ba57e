package dev.leibniz.transform.structured;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.UnitRows;
import dev.leibniz.op.Arithmetic;
import dev.leibniz.op.Indexed;
import dev.leibniz.op.MatMul;
import dev.leibniz.op.Op;
import dev.leibniz.op.Powers;
import dev.leibniz.op.Shapes;
import dev.leibniz.transform.Run;
import dev.leibniz.transform.structured.Factor.Columns;
import dev.leibniz.transform.structured.Factor.Product;
import dev.leibniz.transform.structured.Factor.Rows;
import dev.leibniz.transform.structured.Factor.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a linear map makes of many unit vectors, kept as it is made up rather than as numbers.
 *
 * <p>A whole Jacobian is found by sending unit vectors through the recorded derivative: n of them,
 * so that each step works on n times as many numbers as the value has. At first nearly all of these
 * are zeros, and for long they are a few diagonals. So a stack of images is held as a sum of <i>
 * diag(scale) · factor</i>. A factor is a {@link Selection}, in which each element of the value
 * follows one unit vector or none, or any matrix that a product gave ({@link Factor.Product}). What
 * the chain rule is made of then costs as much as for a single tangent:
 *
 * <ul>
 *   <li>products and quotients by something that is the same for all vectors, and changes of sign,
 *       work on the scales;
 *   <li>slices, padding, reshapes, spreading and permutations work on scales and factors, and a
 *       selection is moved by the very op, applied to its numbers;
 *   <li>sums and differences put the terms side by side; terms of one factor become one;
 *   <li>a matrix times the unit vectors is the matrix, and times any other stack one plain product.
 * </ul>
 *
 * <p>For anything else {@link #dense} gives the stack of numbers, and the sweep goes on with that.
 * All rules are linear algebra on tensors of the levels below: forward or reverse, recorded,
 * batched or nested makes no difference to them. They are used by {@link
 * dev.leibniz.transform.Batch}, which is where the sweep runs.
 *
 * <p>Zeros of the structure stay zeros: where a partial is infinite, its product with a zero that
 * is not held is no NaN. See decision 0026.
 */
public final class Stack {
  /** With more selections than these the numbers are cheaper. */
  private static final int MOST_TERMS = 8;

  /** Where products keep the axis of the unit vectors. */
  public enum Axis {
    /** As the rows of a Jacobian, which reverse sweeps make. */
    FRONT,

    /** As its columns, which forward sweeps make. */
    BEHIND
  }

  private final int size;
  private final Axis axis;
  private final Shape shape;
  private final DType dtype;
  private final List<Term> terms;

  private Stack(int size, Axis axis, Shape shape, DType dtype, List<Term> terms) {
    this.size = size;
    this.axis = axis;
    this.shape = shape;
    this.dtype = dtype;
    this.terms = terms;
  }

  /**
   * Unit vectors.
   *
   * @param shape of each
   * @param first the element that the first of them is one at; elements before the tensor, and
   *     behind it, mean zeros
   * @param size how many
   * @param axis where products keep theirs
   */
  public static Stack units(Shape shape, DType dtype, long first, int size, Axis axis) {
    int[] index = new int[shape.size()];
    int from = Math.clamp(first, 0, index.length);
    int to = Math.clamp(first + size, 0, index.length);
    for (int j = from; j < to; j++) {
      index[j] = (int) (j - first) + 1;
    }
    Dense selection = Dense.over(shape, DType.INT32, index);
    return new Stack(size, axis, shape, dtype, List.of(new Term(null, new Selection(selection))));
  }

  /** The shape of each image. */
  public Shape shape() {
    return shape;
  }

  public DType dtype() {
    return dtype;
  }

  private Stack with(Shape to, DType type, List<Term> changed) {
    return new Stack(size, axis, to, type, changed);
  }

  /** The images under an op, or null if their structure is not known. */
  public @Nullable Stack one(Op.One op) {
    return switch (op) {
      case Powers.Neg _ -> negated();
      case Shapes s -> moved(s);
      default -> null;
    };
  }

  private Stack negated() {
    List<Term> changed = new ArrayList<>(terms.size());
    for (Term t : terms) {
      changed.add(new Term(t.scale(shape, dtype).neg(), t.factor()));
    }
    return with(shape, dtype, changed);
  }

  private @Nullable Stack moved(Shapes op) {
    List<Term> changed = new ArrayList<>(terms.size());
    for (Term t : terms) {
      Term m = t.moved(op);
      if (m == null) {
        return null;
      }
      changed.add(m);
    }
    return with(op.shape(shape), op.dtype(dtype), changed);
  }

  private @Nullable Stack spread(Shape to) {
    return to.equals(shape) ? this : moved(new Shapes.Expand(to));
  }

  /** The images under op(·, y), where y is the same for all, or null. */
  public @Nullable Stack left(Op.Two op, Tensor y) {
    return switch (op) {
      case Arithmetic.Mul _ -> scaled(op, y);
      case Arithmetic.Div _ -> scaled(op, y);
      case MatMul _ when y.rank() == 2 && shape.rank() == 2 && shape.get(0) == 1 ->
          product(y.mT(), Shape.of(1, y.shape().get(1)));
      default -> null;
    };
  }

  /** The images under op(x, ·), where x is the same for all, or null. */
  public @Nullable Stack right(Op.Two op, Tensor x) {
    return switch (op) {
      case Arithmetic.Mul _ -> scaled(op, x);
      case MatMul _ when x.rank() == 2 && shape.rank() == 2 && shape.get(1) == 1 ->
          product(x, Shape.of(x.shape().get(0), 1));
      default -> null;
    };
  }

  private @Nullable Stack scaled(Op.Two op, Tensor by) {
    Shape to = op.shape(shape, by.shape());
    Stack wide = spread(to);
    if (wide == null) {
      return null;
    }
    List<Term> changed = new ArrayList<>(terms.size());
    for (Term t : wide.terms) {
      Tensor scale =
          t.scale() == null && op instanceof Arithmetic.Mul
              ? by.expand(to)
              : Run.two(op, t.scale(to, dtype), by);
      changed.add(new Term(scale, t.factor()));
    }
    return with(to, dtype, changed);
  }

  /** The images under op of this stack and another one, vector by vector, or null. */
  public @Nullable Stack both(Op.Two op, Stack other) {
    boolean adds = op instanceof Arithmetic.Add;
    if (!adds && !(op instanceof Arithmetic.Sub)) {
      return null;
    }
    Shape to = op.shape(shape, other.shape);
    Stack a = spread(to);
    Stack b = other.spread(to);
    return a == null || b == null ? null : a.plus(adds ? b : b.negated());
  }

  private @Nullable Stack plus(Stack other) {
    List<Term> all = new ArrayList<>(terms);
    for (Term t : other.terms) {
      int same = 0;
      while (same < all.size() && !all.get(same).factor().isSame(t.factor())) {
        same++;
      }
      if (same == all.size()) {
        all.add(t);
      } else {
        Term s = all.get(same);
        all.set(same, new Term(s.scale(shape, dtype).add(t.scale(shape, dtype)), s.factor()));
      }
    }
    return all.size() == 1 || all.size() <= MOST_TERMS && areSelections(all)
        ? with(shape, dtype, all)
        : null;
  }

  /**
   * Whether all take no more room than the value; a sum with a product is as large as its numbers.
   */
  private static boolean areSelections(List<Term> terms) {
    return terms.stream().allMatch(t -> t.factor() instanceof Selection);
  }

  /** The images where a condition holds, and zeros elsewhere, or null. */
  public @Nullable Stack where(Tensor condition) {
    Shape to = Shape.broadcast("where", condition.shape(), shape);
    Stack wide = spread(to);
    if (wide == null) {
      return null;
    }
    List<Term> changed = new ArrayList<>(terms.size());
    for (Term t : wide.terms) {
      changed.add(new Term(Tensor.where(condition, t.scale(to, dtype), 0), t.factor()));
    }
    return with(to, dtype, changed);
  }

  /** A matrix times each image, taken as a column. */
  private Stack product(Tensor matrix, Shape to) {
    int units = unitsInTurn();
    Factor product;
    if (axis == Axis.BEHIND) {
      Tensor m =
          units < 0
              ? matrix.matmul(images().mT())
              : times(matrix.narrow(1, units, size), scale(units));
      product = new Columns(m.reshape(to.join(Shape.of(size))));
    } else {
      Tensor transposed = matrix.mT();
      Tensor m =
          units < 0
              ? images().matmul(transposed)
              : times(transposed.narrow(0, units, size), unsqueezed(scale(units)));
      product = new Rows(m.reshape(to.insert(0, size)));
    }
    return with(to, dtype, List.of(new Term(null, product)));
  }

  /** The numbers, each image a row. */
  private Tensor images() {
    return dense().reshape(Shape.of(size, shape.size()));
  }

  private static Tensor times(Tensor m, @Nullable Tensor scale) {
    return scale == null ? m : m.mul(scale);
  }

  private static @Nullable Tensor unsqueezed(@Nullable Tensor scale) {
    return scale == null ? null : scale.unsqueeze(1);
  }

  /** Number of the element with which the unit vectors begin, if these are all there is; or −1. */
  private int unitsInTurn() {
    return terms.size() == 1 && terms.getFirst().factor() instanceof Selection s ? s.run(size) : -1;
  }

  private @Nullable Tensor scale(int units) {
    Tensor scale = terms.getFirst().scale();
    return scale == null ? null : scale.reshape(Shape.of(shape.size())).narrow(0, units, size);
  }

  /** The numbers, with the axis of the vectors in front. */
  public Tensor dense() {
    @Nullable Tensor sum = null;
    for (Term t : terms) {
      if (t.factor() instanceof Product p) {
        Tensor numbers = p.scaled(t.scale());
        sum = sum == null ? numbers : sum.add(numbers);
      }
    }
    if (sum == null || terms.stream().anyMatch(t -> t.factor() instanceof Selection)) {
      Tensor placed = placed();
      sum = sum == null ? placed : sum.add(placed);
    }
    return sum;
  }

  /** All selections. */
  private Tensor placed() {
    List<Term> selections = terms.stream().filter(t -> t.factor() instanceof Selection).toList();
    return selections.stream().allMatch(t -> t.scale() == null || t.scale() instanceof Dense)
        ? written(selections)
        : taken(selections);
  }

  private Tensor written(List<Term> selections) {
    Shape all = shape.insert(0, size);
    Object numbers = Dense.newArray(dtype, all.size());
    for (Term t : selections) {
      UnitRows.add(((Selection) t.factor()).index(), (Dense) t.scale(), numbers);
    }
    return Dense.over(all, dtype, numbers);
  }

  /** By an op, where scales are followed: zeros take what they follow, one more what is in none. */
  private Tensor taken(List<Term> selections) {
    int n = shape.size();
    int[] places = new int[selections.size() * n];
    Tensor[] scales = new Tensor[selections.size()];
    Shape flat = Shape.of(n);
    int at = 0;
    for (int i = 0; i < scales.length; i++) {
      Term t = selections.get(i);
      Dense index = ((Selection) t.factor()).index();
      int[] a = index.ints();
      int from = index.offset();
      for (int j = 0; j < n; j++) {
        int vector = a[from + j];
        places[at++] = vector == 0 ? size * n : (vector - 1) * n + j;
      }
      scales[i] = t.scale(shape, dtype).reshape(flat);
    }
    Tensor all = scales.length == 1 ? scales[0] : Tensor.cat(0, scales);
    Dense to = Dense.over(Shape.of(places.length), DType.INT32, places);
    Tensor sum = Run.two(new Indexed.TakeAdd(0, size * n + 1, 1), all, to);
    return sum.narrow(0, 0, size * n).reshape(shape.insert(0, size));
  }
}
