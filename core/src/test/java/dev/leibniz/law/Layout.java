package dev.leibniz.law;

import dev.leibniz.Index;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.Arrays;

/** Ways to hold the same numbers in an array in another order. */
enum Layout {
  /** The first axis runs fastest. */
  TRANSPOSED {
    @Override
    Tensor of(Tensor x) {
      int[] reversed = count(x.rank());
      for (int i = 0; i < reversed.length; i++) {
        reversed[i] = reversed.length - 1 - i;
      }
      return x.permute(reversed).copy().permute(reversed);
    }
  },
  /** Backwards. */
  FLIPPED {
    @Override
    Tensor of(Tensor x) {
      return x.flip(count(x.rank())).copy().flip(count(x.rank()));
    }
  },
  /** Every second element of a longer array, behind a beginning that is not part of it. */
  SPACED {
    @Override
    Tensor of(Tensor x) {
      int[] longer = Arrays.stream(x.shape().dims()).map(n -> 2 * n + 1).toArray();
      Object[] places = new Object[x.rank()];
      Arrays.fill(places, Index.slice(1, null, 2));
      return Tensor.zeros(Shape.of(longer), x.dtype()).at(places).set(x).get(places);
    }
  },
  /** The first slice along the last axis that has several, spread; other numbers. */
  SPREAD {
    @Override
    Tensor of(Tensor x) {
      for (int axis = x.rank() - 1; axis >= 0; axis--) {
        if (x.shape().get(axis) > 1) {
          return x.narrow(axis, 0, 1).copy().expand(x.shape());
        }
      }
      return x;
    }
  };

  abstract Tensor of(Tensor x);

  private static int[] count(int n) {
    int[] a = new int[n];
    for (int i = 0; i < n; i++) {
      a[i] = i;
    }
    return a;
  }
}
