package dev.leibniz.property;

import dev.leibniz.DType;
import dev.leibniz.Index;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An index of random kinds for a tensor of random shape. */
final class RandomIndex {
  private static final int[][] SHAPES = {{5}, {3, 4}, {2, 3, 4}, {2, 3, 2, 3}, {1, 4}, {3, 3, 3}};

  /** Shapes that broadcast with one another, and with a vector of three. */
  private static final int[][] LOOKUPS = {{}, {3}, {2, 1}, {1}, {2, 3}};

  private final Shape shape;
  private final @Nullable Object[] parts;

  private RandomIndex(Shape shape, @Nullable Object[] parts) {
    this.shape = shape;
    this.parts = parts;
  }

  Shape shape() {
    return shape;
  }

  @Nullable Object[] parts() {
    return parts;
  }

  static RandomIndex of(Random random) {
    Shape shape = Shape.of(SHAPES[random.nextInt(SHAPES.length)]);
    List<@Nullable Object> parts = new ArrayList<>();
    boolean masked = false;
    boolean isElliptic = false;
    int named = random.nextInt(shape.rank() + 1);
    for (int axis = 0; axis < named; axis++) {
      int n = shape.get(axis);
      if (random.nextInt(6) == 0) {
        parts.add(null);
      }
      if (!isElliptic && random.nextInt(8) == 0) {
        isElliptic = true;
        parts.add(Index.ELLIPSIS);
        axis += shape.rank() - named;
        named = shape.rank();
        n = axis < named ? shape.get(axis) : 1;
        if (axis >= named) {
          break;
        }
      }
      switch (random.nextInt(7)) {
        case 0 -> parts.add(random.nextInt(-n, n));
        case 1, 2 -> parts.add(slice(n, random));
        case 3 -> parts.add(Index.all());
        case 4 -> {
          if (!masked && parts.stream().noneMatch(RandomIndex::isLookup)) {
            masked = true;
            int rank = axis + 1 < named && random.nextBoolean() ? 2 : 1;
            parts.add(mask(shape.range(axis, axis + rank), random));
            axis += rank - 1;
          } else {
            parts.add(lookup(n, masked, random));
          }
        }
        default -> parts.add(lookup(n, masked, random));
      }
    }
    return new RandomIndex(shape, parts.toArray());
  }

  private static boolean isLookup(@Nullable Object part) {
    return part instanceof Tensor || part instanceof int[];
  }

  private static Index slice(int n, Random random) {
    int[] steps = {1, 1, 2, -1, -2, 3};
    Integer start = random.nextBoolean() ? null : random.nextInt(-n - 1, n + 2);
    Integer stop = random.nextBoolean() ? null : random.nextInt(-n - 1, n + 2);
    return Index.slice(start, stop, steps[random.nextInt(steps.length)]);
  }

  private static Tensor mask(Shape shape, Random random) {
    boolean[] a = new boolean[shape.size()];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextBoolean();
    }
    return Tensor.of(a).reshape(shape);
  }

  /** Beside a mask, whose length is anything, only what broadcasts with every length. */
  private static Object lookup(int n, boolean masked, Random random) {
    Shape shape = Shape.of(masked ? new int[] {1} : LOOKUPS[random.nextInt(LOOKUPS.length)]);
    long[] a = new long[shape.size()];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextInt(-n, n);
    }
    if (shape.rank() == 1 && random.nextInt(4) == 0) {
      return Arrays.stream(a).mapToInt(i -> (int) i).toArray();
    }
    return Tensor.of(a).reshape(shape).to(random.nextBoolean() ? DType.INT64 : DType.INT32);
  }

  /** The integer tensors among the parts, in order. */
  List<Tensor> indexTensors() {
    List<Tensor> all = new ArrayList<>();
    for (Object p : parts) {
      if (p instanceof Tensor t && t.dtype() != DType.BOOL) {
        all.add(t);
      }
    }
    return all;
  }

  /** The same with other integer tensors. */
  @Nullable Object[] with(List<Tensor> tensors) {
    @Nullable Object[] all = parts.clone();
    for (int i = 0, k = 0; i < all.length; i++) {
      if (all[i] instanceof Tensor t && t.dtype() != DType.BOOL) {
        all[i] = tensors.get(k++);
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return shape
        + Arrays.stream(parts)
            .map(p -> p instanceof int[] a ? "int" + Arrays.toString(a) : String.valueOf(p))
            .collect(Collectors.joining(", ", " [", "]"));
  }
}
