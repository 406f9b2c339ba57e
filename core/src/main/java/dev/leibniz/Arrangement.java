package dev.leibniz;

import dev.leibniz.kernel.Copies;
import dev.leibniz.op.Op;
import dev.leibniz.op.Shapes;
import dev.leibniz.op.Split;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Run;
import java.util.Arrays;
import java.util.Objects;

/** Operations that rearrange elements and are made of a few others. */
final class Arrangement {
  private Arrangement() {}

  /** Some axes, in order, behind the others and as one. */
  static Tensor last(Tensor x, int[] axes) {
    int rank = x.rank();
    int[] order = new int[rank];
    int kept = 0;
    int size = 1;
    for (int axis = 0; axis < rank; axis++) {
      if (Arrays.binarySearch(axes, axis) < 0) {
        order[kept++] = axis;
      } else {
        size *= x.shape().get(axis);
      }
    }
    System.arraycopy(axes, 0, order, kept, axes.length);
    Shape others = x.shape().remove(axes);
    return x.permute(order).reshape(others.insert(others.rank(), size));
  }

  static Tensor[] split(Tensor x, int axis, int[] sizes) {
    int a = x.shape().axis(axis);
    int total = Arrays.stream(sizes).sum();
    if (total != x.shape().get(a) || Arrays.stream(sizes).anyMatch(n -> n < 0)) {
      throw new ShapeException(
          "split: sizes "
              + Arrays.toString(sizes)
              + " along axis "
              + axis
              + " of shape "
              + x.shape()
              + ": they must not be negative and add up to "
              + x.shape().get(a));
    }
    return switch (sizes.length) {
      case 0 -> new Tensor[0];
      case 1 -> new Tensor[] {x};
      default -> Run.many(Split.of(a, sizes), x);
    };
  }

  static Tensor[] splitBy(Tensor x, int axis, int size) {
    int n = x.shape().get(axis);
    if (size < 1) {
      throw new ShapeException("split: parts of size " + size + "; it must be 1 or more");
    }
    int count = Math.max(1, (n + size - 1) / size);
    int[] sizes = new int[count];
    Arrays.fill(sizes, size);
    sizes[count - 1] = n - size * (count - 1);
    return split(x, axis, sizes);
  }

  static Tensor[] chunk(Tensor x, int axis, int chunks) {
    if (chunks < 1) {
      throw new ShapeException("chunk: " + chunks + " parts; it must be 1 or more");
    }
    int n = x.shape().get(axis);
    return n == 0 ? split(x, axis, new int[chunks]) : splitBy(x, axis, Math.ceilDiv(n, chunks));
  }

  static Tensor[] unbind(Tensor x, int axis) {
    int[] ones = new int[x.shape().get(axis)];
    Arrays.fill(ones, 1);
    Tensor[] slices = split(x, axis, ones);
    for (int i = 0; i < slices.length; i++) {
      slices[i] = slices[i].squeeze(axis);
    }
    return slices;
  }

  static Tensor repeat(Tensor x, int[] times) {
    int extra = times.length - x.rank();
    if (extra < 0 || Arrays.stream(times).anyMatch(n -> n < 0)) {
      throw new ShapeException(
          "repeat: "
              + Arrays.toString(times)
              + " times a tensor of shape "
              + x.shape()
              + ": give a number, not negative, for each of its axes at least");
    }
    int[] split = new int[2 * times.length];
    int[] wide = new int[2 * times.length];
    int[] dims = new int[times.length];
    for (int i = 0; i < times.length; i++) {
      int n = i < extra ? 1 : x.shape().get(i - extra);
      split[2 * i] = 1;
      split[2 * i + 1] = n;
      wide[2 * i] = times[i];
      wide[2 * i + 1] = n;
      dims[i] = times[i] * n;
    }
    return x.reshape(Shape.of(split)).expand(Shape.of(wide)).reshape(Shape.of(dims));
  }

  static Tensor tile(Tensor x, int[] times) {
    int[] all = new int[Math.max(times.length, x.rank())];
    Arrays.fill(all, 1);
    System.arraycopy(times, 0, all, all.length - times.length, times.length);
    return repeat(x, all);
  }

  static Tensor roll(Tensor x, int shift, int axis) {
    int a = x.shape().axis(axis);
    int n = x.shape().get(a);
    int s = n == 0 ? 0 : Math.floorMod(shift, n);
    return s == 0 ? x : Tensor.cat(a, x.narrow(a, n - s, s), x.narrow(a, 0, n - s));
  }

  static Tensor diagonal(Tensor x, int offset, int first, int second) {
    int[] axes = plane("diagonal", x, first, second);
    Tensor m = matricesLast(x, axes[0], axes[1]);
    return m.flatten(-2, -1).get(Index.ELLIPSIS, diagonalPlaces(m, offset));
  }

  static Tensor diagonalScatter(Tensor x, Tensor source, int offset, int first, int second) {
    int[] axes = plane("diagonalScatter", x, first, second);
    Tensor m = matricesLast(x, axes[0], axes[1]);
    Tensor flat = m.flatten(-2, -1);
    Object[] index = {Index.ELLIPSIS, diagonalPlaces(m, offset)};
    Tensor changed = new Selection(Indexer.of(flat, "diagonalScatter", index)).set(source);
    int min = Math.min(axes[0], axes[1]);
    int max = Math.max(axes[0], axes[1]);
    Tensor back = changed.reshape(m.shape());
    back = axes[0] < axes[1] ? back : back.mT();
    return back.movedim(new int[] {-2, -1}, new int[] {min, max});
  }

  private static int[] plane(String operation, Tensor x, int first, int second) {
    int p = x.shape().axis(operation, first);
    int q = x.shape().axis(operation, second);
    if (p == q) {
      throw new ShapeException(
          operation + ": axes " + first + " and " + second + " are the same; a plane needs two");
    }
    return new int[] {p, q};
  }

  /** Where a diagonal stands in matrices read row by row. */
  private static Index diagonalPlaces(Tensor m, int offset) {
    int rows = m.shape().get(-2);
    int columns = m.shape().get(-1);
    int length = Math.max(0, Math.min(rows, columns - offset) - Math.max(0, -offset));
    int start = offset >= 0 ? offset : -offset * columns;
    return length == 0
        ? Index.slice(0, 0)
        : Index.slice(start, start + (length - 1) * (columns + 1) + 1, columns + 1);
  }

  private static Tensor matricesLast(Tensor x, int p, int q) {
    int[] axes = new int[x.rank()];
    int n = 0;
    for (int i = 0; i < axes.length; i++) {
      if (i != p && i != q) {
        axes[n++] = i;
      }
    }
    axes[n++] = p;
    axes[n] = q;
    return x.permute(axes);
  }

  static Tensor diagEmbed(Tensor x, int offset, int first, int second) {
    if (x.rank() == 0) {
      throw new ShapeException("diagEmbed: a scalar is no diagonal; use unsqueeze(0) before");
    }
    int k = x.shape().get(-1);
    int n = k + Math.abs(offset);
    int start = offset >= 0 ? offset : -offset * n;
    Shape lead = x.shape().range(0, x.rank() - 1);
    Tensor flat = Tensor.zeros(lead.join(Shape.of(n * n)), x.dtype());
    Tensor m = flat;
    if (k > 0) {
      Index places = Index.slice(start, start + (k - 1) * (n + 1) + 1, n + 1);
      m = flat.at(Index.ELLIPSIS, places).set(x);
    }
    m = m.reshape(lead.join(Shape.of(n, n)));
    int p = m.shape().axis(first);
    int q = m.shape().axis(second);
    if (p == q) {
      throw new ShapeException("diagEmbed: axes " + first + " and " + second + " are the same");
    }
    int[] axes = new int[m.rank()];
    for (int i = 0, next = 0; i < axes.length; i++) {
      axes[i] = i == p ? m.rank() - 2 : i == q ? m.rank() - 1 : next++;
    }
    return m.permute(axes);
  }

  static Tensor pad(Tensor x, int[] amounts) {
    if (amounts.length % 2 != 0 || amounts.length / 2 > x.rank()) {
      throw new ShapeException(
          "pad: amounts "
              + Arrays.toString(amounts)
              + " for a tensor of shape "
              + x.shape()
              + ": they come in pairs, before and behind, at most one pair for each axis");
    }
    Tensor t = x;
    for (int k = 0; k < amounts.length / 2; k++) {
      int axis = x.rank() - 1 - k;
      int before = amounts[2 * k];
      int behind = amounts[2 * k + 1];
      int n = x.shape().get(axis);
      if (n + before + behind < 0 || n + Math.min(before, 0) + Math.min(behind, 0) < 0) {
        throw new ShapeException(
            "pad: "
                + before
                + " and "
                + behind
                + " along axis "
                + axis
                + " cut more off than the size "
                + n);
      }
      int cut = Math.max(-before, 0);
      t = t.narrow(axis, cut, n - cut - Math.max(-behind, 0));
      if (before > 0 || behind > 0) {
        int wide = t.shape().get(axis) + Math.max(before, 0) + Math.max(behind, 0);
        t = Run.one(new Shapes.Embed(axis, wide, Math.max(before, 0), 1), t);
      }
    }
    return t;
  }

  /**
   * A product by halves: exact to any order where there are zeros, which a quotient would not be.
   */
  static Tensor prod(Tensor x, int[] axes) {
    int[] reduced = x.shape().axes(axes);
    Tensor t = x;
    for (int i = reduced.length - 1; i >= 0; i--) {
      t = prodAlong(t, reduced[i]);
    }
    return t;
  }

  private static Tensor prodAlong(Tensor x, int axis) {
    Tensor t = x;
    int n = t.shape().get(axis);
    if (n == 0) {
      return Tensor.ones(x.shape().remove(axis), x.dtype());
    }
    while (n > 1) {
      int half = n / 2;
      Tensor product = t.narrow(axis, 0, half).mul(t.narrow(axis, half, half));
      t = n % 2 == 0 ? product : Tensor.cat(axis, product, t.narrow(axis, n - 1, 1));
      n = t.shape().get(axis);
    }
    return t.squeeze(axis);
  }

  static Tensor unflatten(Tensor x, int axis, int[] sizes) {
    int a = x.shape().axis("unflatten", axis);
    int n = x.shape().get(a);
    long known =
        Arrays.stream(sizes).filter(k -> k != -1).asLongStream().reduce(1, Math::multiplyExact);
    long unknowns = Arrays.stream(sizes).filter(k -> k == -1).count();
    boolean fits = unknowns == 0 ? known == n : unknowns == 1 && known > 0 && n % known == 0;
    if (!fits || sizes.length == 0 || Arrays.stream(sizes).anyMatch(k -> k < -1)) {
      throw new ShapeException(
          "unflatten: axis "
              + axis
              + " of shape "
              + x.shape()
              + " into sizes "
              + Arrays.toString(sizes)
              + ": their product must be "
              + n
              + "; one of them may be -1 for what is left");
    }
    int[] all = Arrays.stream(sizes).map(k -> k == -1 ? (int) (n / known) : k).toArray();
    Shape s = x.shape();
    return x.reshape(s.range(0, a).join(Shape.of(all)).join(s.range(a + 1, s.rank())));
  }

  static Tensor rot90(Tensor x, int times, int first, int second) {
    int[] axes = plane("rot90", x, first, second);
    int p = axes[0];
    int q = axes[1];
    return switch (Math.floorMod(times, 4)) {
      case 0 -> x;
      case 1 -> x.flip(q).transpose(p, q);
      case 2 -> x.flip(p, q);
      default -> x.flip(p).transpose(p, q);
    };
  }

  static Tensor diag(Tensor x, int offset) {
    return switch (x.rank()) {
      case 1 -> x.diagEmbed(offset, 0, 1);
      case 2 -> x.diagonal(offset, 0, 1);
      default ->
          throw new ShapeException(
              "diag: a tensor of shape "
                  + x.shape()
                  + " is neither vector nor matrix; see diagonal and diagEmbed for batches of them");
    };
  }

  static Tensor repeatInterleave(Tensor x, int repeats, int axis) {
    if (repeats < 0) {
      throw new ShapeException("repeatInterleave: " + repeats + " times; it must not be negative");
    }
    int a = x.shape().axis("repeatInterleave", axis);
    int n = x.shape().get(a);
    Tensor spread = x.unsqueeze(a + 1).expand(x.shape().insert(a + 1, repeats));
    return spread.reshape(x.shape().with(a, Math.multiplyExact(n, repeats)));
  }

  static Tensor repeatInterleave(Tensor x, Tensor repeats, int axis) {
    Products.requireIntegers("repeatInterleave", repeats);
    int a = x.shape().axis("repeatInterleave", axis);
    int n = x.shape().get(a);
    if (repeats.rank() > 1 || repeats.size() != n && repeats.size() != 1) {
      throw new ShapeException(
          "repeatInterleave: repeats of shape "
              + repeats.shape()
              + " for axis "
              + axis
              + " of shape "
              + x.shape()
              + ": give one number, or a vector of "
              + n);
    }
    long[] times = Copies.toLongs(Numbers.of(repeats, "repeatInterleave by a tensor"));
    int total = 0;
    for (int i = 0; i < n; i++) {
      long k = times[times.length == 1 ? 0 : i];
      if (k < 0) {
        throw new ShapeException(
            "repeatInterleave: " + k + " times element " + i + "; it must not be negative");
      }
      total = Math.addExact(total, Math.toIntExact(k));
    }
    long[] places = new long[total];
    for (int i = 0, at = 0; i < n; i++) {
      int end = at + (int) times[times.length == 1 ? 0 : i];
      Arrays.fill(places, at, end, i);
      at = end;
    }
    return x.indexSelect(a, Tensor.of(places));
  }

  static Tensor sumToSize(Tensor x, Shape to) {
    if (!to.broadcastsTo(x.shape())) {
      throw new ShapeException(
          "sumToSize: a tensor of shape "
              + x.shape()
              + " to "
              + to
              + ": that shape must broadcast to the tensor's");
    }
    return Objects.requireNonNull(Op.unbroadcast(x, to));
  }

  static Tensor diff(Tensor x, int times, int axis) {
    if (times < 0) {
      throw new LeibnizException("diff: " + times + " times; it must not be negative");
    }
    if (x.dtype() == DType.BOOL) {
      throw new DTypeException(
          "diff: BOOL tensors have no difference; convert them with to(INT64), or compare neighbours"
              + " with ne");
    }
    int a = x.shape().axis("diff", axis);
    Tensor t = x;
    for (int i = 0; i < times && t.shape().get(a) > 0; i++) {
      int n = t.shape().get(a);
      t = t.narrow(a, 1, n - 1).sub(t.narrow(a, 0, n - 1));
    }
    return t;
  }
}
