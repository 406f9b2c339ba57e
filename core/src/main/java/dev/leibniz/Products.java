package dev.leibniz;

import dev.leibniz.op.Addmm;
import dev.leibniz.op.Axes;
import dev.leibniz.op.Cat;
import dev.leibniz.op.Indexed;
import dev.leibniz.op.MatMul;
import dev.leibniz.op.Shapes;
import dev.leibniz.transform.Run;

/**
 * Operations of several tensors that come down to one op after their shapes are brought in line.
 */
final class Products {
  private Products() {}

  static Tensor matmul(Tensor x, Tensor y) {
    if (x.rank() == 0 || y.rank() == 0) {
      throw new ShapeException(
          "matmul: "
              + x.shape()
              + " times "
              + y.shape()
              + ": a scalar is no matrix; use mul to multiply by a number");
    }
    DType d = Promotion.of(x, y);
    if (d == DType.BOOL) {
      throw new DTypeException("matmul: BOOL tensors have no product; convert them with to(INT64)");
    }
    Tensor a = x.rank() == 1 ? x.unsqueeze(0) : x;
    Tensor b = y.rank() == 1 ? y.unsqueeze(1) : y;
    if (a.shape().get(-1) != b.shape().get(-2)) {
      throw new ShapeException(
          "matmul: "
              + x.shape()
              + " times "
              + y.shape()
              + ": the inner sizes "
              + a.shape().get(-1)
              + " and "
              + b.shape().get(-2)
              + " must be equal; transpose one of them with mT() if that is what you mean");
    }
    Tensor z = Run.two(MatMul.MATMUL, a.to(d), b.to(d));
    if (x.rank() == 1) {
      z = z.squeeze(-2);
    }
    return y.rank() == 1 ? z.reshape(z.shape().remove(z.rank() - 1)) : z;
  }

  static Tensor addmm(Tensor c, Tensor x, Tensor y) {
    Tensor product = null;
    if (c.dtype() == x.dtype() && x.dtype() == y.dtype() && Addmm.pays(x, y)) {
      Shape shape = MatMul.MATMUL.shape(x.shape(), y.shape());
      if (Shape.broadcast("addmm", c.shape(), shape).equals(shape)) {
        product = Run.many(new Addmm(true, 1), c, x, y)[0];
      }
    }
    return product == null ? matmul(x, y).add(c) : product;
  }

  static Tensor cat(int axis, Tensor[] parts) {
    if (parts.length == 0) {
      throw new ShapeException("cat: no tensors; it needs at least one");
    }
    DType d = parts[0].dtype();
    for (Tensor p : parts) {
      if (p.rank() == 0) {
        throw new ShapeException("cat: a scalar has no axis to be joined along; use stack");
      }
      d = DType.promote(d, p.dtype());
    }
    if (parts.length == 1) {
      parts[0].shape().axis(axis);
      return parts[0];
    }
    Tensor[] same = new Tensor[parts.length];
    for (int i = 0; i < parts.length; i++) {
      same[i] = parts[i].to(d);
    }
    return Run.many(new Cat(parts[0].shape().axis(axis)), same)[0];
  }

  static void requireIntegers(String operation, Tensor index) {
    if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
      throw new DTypeException(
          operation
              + ": an index of "
              + index.dtype()
              + "; it must be of integers: convert it with to(INT64)");
    }
  }

  private static Tensor last(Tensor x, int axis) {
    return axis == x.rank() - 1 ? x : x.movedim(axis, -1);
  }

  private static Tensor restored(Tensor x, int axis) {
    return axis == x.rank() - 1 ? x : x.movedim(-1, axis);
  }

  /** Cuts the axes other than this one to the sizes of the index. */
  private static Tensor cut(String operation, Tensor x, int axis, Shape index) {
    Tensor t = x;
    for (int i = 0; i < index.rank(); i++) {
      if (i != axis) {
        if (index.get(i) > x.shape().get(i)) {
          throw new ShapeException(
              operation
                  + ": an index of shape "
                  + index
                  + " for a tensor of shape "
                  + x.shape()
                  + ": but for axis "
                  + axis
                  + ", none may be longer");
        }
        t = t.narrow(i, 0, index.get(i));
      }
    }
    return t;
  }

  private static void requireRank(String operation, Tensor x, Tensor index) {
    requireIntegers(operation, index);
    if (x.rank() != index.rank()) {
      throw new ShapeException(
          operation
              + ": an index of shape "
              + index.shape()
              + " for a tensor of shape "
              + x.shape()
              + ": they must have equally many axes");
    }
  }

  static Tensor gather(Tensor x, int axis, Tensor index) {
    if (x.rank() == 0 && index.rank() <= 1) {
      x.shape().axes("gather", axis);
      requireIntegers("gather", index);
      return gather(x.reshape(1), 0, index.flatten()).reshape(index.shape());
    }
    requireRank("gather", x, index);
    int a = x.shape().axis("gather", axis);
    Tensor from = last(cut("gather", x, a, index.shape()), a);
    return restored(Run.two(new Indexed.Take(x.rank() - 1, "gather"), from, last(index, a)), a);
  }

  static Tensor scatterAdd(Tensor x, int axis, Tensor index, Tensor source) {
    requireRank("scatterAdd", x, index);
    requireRank("scatterAdd", source, index);
    if (x.rank() == 0) {
      return x.add(source);
    }
    int a = x.shape().axis("scatterAdd", axis);
    DType d = x.dtype();
    cut("scatterAdd", x, a, index.shape());
    Tensor s = cut("scatterAdd", source, a, index.shape()).narrow(a, 0, index.shape().get(a));
    int n = x.shape().get(a);
    Tensor sums =
        restored(
            Run.two(new Indexed.TakeAdd(x.rank() - 1, n, 1), last(s.to(d), a), last(index, a)), a);
    for (int i = 0; i < x.rank(); i++) {
      if (sums.shape().get(i) != x.shape().get(i)) {
        sums = Run.one(new Shapes.Embed(i, x.shape().get(i), 0, 1), sums);
      }
    }
    return x.add(sums);
  }

  static Tensor indexSelect(Tensor x, int axis, Tensor index) {
    requireIntegers("indexSelect", index);
    if (index.rank() != 1) {
      throw new ShapeException(
          "indexSelect: an index of shape " + index.shape() + "; it must be a vector");
    }
    if (x.rank() == 0) {
      x.shape().axes("indexSelect", axis);
      return indexSelect(x.reshape(1), 0, index).reshape(Shape.SCALAR);
    }
    int a = x.shape().axis("indexSelect", axis);
    return Run.two(new Indexed.Take(0, "indexSelect"), x.movedim(a, 0), index).movedim(0, a);
  }

  static Tensor takeAlongDim(Tensor x, Tensor index, int axis) {
    requireRank("takeAlongDim", x, index);
    int a = x.shape().axis(axis);
    Shape common = Shape.broadcast("takeAlongDim", x.shape().with(a, 1), index.shape().with(a, 1));
    return gather(
        x.expand(common.with(a, x.shape().get(a))),
        a,
        index.expand(common.with(a, index.shape().get(a))));
  }

  static Tensor inner(Tensor x, Tensor y) {
    if (x.rank() == 0 || y.rank() == 0) {
      return x.mul(y);
    }
    return tensordot(x, y, new int[] {x.rank() - 1}, new int[] {y.rank() - 1}, "inner");
  }

  static Tensor tensordot(Tensor x, Tensor y, int[] ofX, int[] ofY, String operation) {
    int[] a = each(x, ofX);
    int[] b = each(y, ofY);
    boolean fits = a.length == b.length;
    for (int i = 0; fits && i < a.length; i++) {
      fits = x.shape().get(a[i]) == y.shape().get(b[i]);
    }
    if (!fits) {
      throw new ShapeException(
          operation
              + ": axes "
              + java.util.Arrays.toString(ofX)
              + " of shape "
              + x.shape()
              + " and "
              + java.util.Arrays.toString(ofY)
              + " of shape "
              + y.shape()
              + ": they must be equally many, of the same sizes");
    }
    int[] freeX = others(x.rank(), a);
    int[] freeY = others(y.rank(), b);
    Shape rows = selected(x.shape(), freeX);
    Shape columns = selected(y.shape(), freeY);
    int inner = selected(x.shape(), a).size();
    Tensor left = permuted(x, joined(freeX, a)).reshape(rows.size(), inner);
    Tensor right = permuted(y, joined(b, freeY)).reshape(inner, columns.size());
    return matmul(left, right).reshape(rows.join(columns));
  }

  /** Axes counted from the front, in their order. */
  private static int[] each(Tensor x, int[] axes) {
    int[] out = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      out[i] = x.shape().axis(axes[i]);
    }
    x.shape().axes(out.length == 0 ? new int[] {} : out);
    return out;
  }

  private static int[] others(int rank, int[] axes) {
    return java.util.stream.IntStream.range(0, rank)
        .filter(i -> java.util.Arrays.stream(axes).noneMatch(a -> a == i))
        .toArray();
  }

  private static int[] joined(int[] a, int[] b) {
    int[] out = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  private static Shape selected(Shape s, int[] axes) {
    return Shape.of(java.util.Arrays.stream(axes).map(s::get).toArray());
  }

  static Tensor blockDiag(Tensor[] blocks) {
    if (blocks.length == 0) {
      throw new ShapeException("blockDiag: no blocks; it needs at least one");
    }
    DType d = blocks[0].dtype();
    int width = 0;
    for (Tensor b : blocks) {
      if (b.rank() > 2) {
        throw new ShapeException(
            "blockDiag: a block of shape " + b.shape() + "; blocks have two axes at most");
      }
      d = DType.promote(d, b.dtype());
      width += b.rank() == 0 ? 1 : b.shape().get(-1);
    }
    Tensor[] rows = new Tensor[blocks.length];
    int before = 0;
    for (int i = 0; i < blocks.length; i++) {
      Tensor b = blocks[i].rank() == 2 ? blocks[i] : blocks[i].reshape(1, blocks[i].size());
      int n = b.shape().get(0);
      int own = b.shape().get(1);
      rows[i] =
          cat(
              1,
              new Tensor[] {
                Tensor.zeros(Shape.of(n, before), d),
                b.to(d),
                Tensor.zeros(Shape.of(n, width - before - own), d)
              });
      before += own;
    }
    return cat(0, rows);
  }

  static Tensor kron(Tensor x, Tensor y) {
    int rank = Math.max(x.rank(), y.rank());
    int[] p = new int[2 * rank];
    int[] q = new int[2 * rank];
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int a = i - (rank - x.rank());
      int b = i - (rank - y.rank());
      p[2 * i] = a < 0 ? 1 : x.shape().get(a);
      p[2 * i + 1] = 1;
      q[2 * i] = 1;
      q[2 * i + 1] = b < 0 ? 1 : y.shape().get(b);
      dims[i] = p[2 * i] * q[2 * i + 1];
    }
    return x.reshape(Shape.of(p)).mul(y.reshape(Shape.of(q))).reshape(Shape.of(dims));
  }

  static Tensor movedim(Tensor x, int[] from, int[] to) {
    if (from.length != to.length) {
      throw new ShapeException(
          "movedim: "
              + from.length
              + " axes to "
              + to.length
              + " places; they must be equally many");
    }
    int[] order = new int[x.rank()];
    java.util.Arrays.fill(order, -1);
    boolean[] used = new boolean[x.rank()];
    for (int i = 0; i < from.length; i++) {
      int p = x.shape().axis(from[i]);
      int q = x.shape().axis(to[i]);
      if (used[p] || order[q] >= 0) {
        throw new ShapeException(
            "movedim: axis " + from[i] + " or place " + to[i] + " is named twice; name each once");
      }
      order[q] = p;
      used[p] = true;
    }
    for (int i = 0, next = 0; i < order.length; i++) {
      if (order[i] < 0) {
        while (used[next]) {
          next++;
        }
        order[i] = next++;
      }
    }
    return permuted(x, order);
  }

  /** Permutes without the checks of user input. */
  static Tensor permuted(Tensor x, int[] axes) {
    return Run.one(new Shapes.Permute(Axes.of(axes)), x);
  }
}
