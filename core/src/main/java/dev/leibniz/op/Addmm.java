package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.MatrixProduct;
import dev.leibniz.kernel.Settings;
import dev.leibniz.transform.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * c + x₁ y₁ + x₂ y₂ + …, products of matrices that are added up where they are made: what a layer
 * with a bias computes, and the tangent of any product. The inputs are c, if there is one, and then
 * the factors in pairs. All products have the shape of the result, and c spreads to it.
 *
 * <p>Its tangent is another such sum, so that it stays one op at any order.
 *
 * @param hasFirst whether there is a c
 * @param products how many products
 */
public record Addmm(boolean hasFirst, int products) implements General {
  /** From how many multiplications on the one op is worth its while. */
  private static final int LARGE = Settings.THRESHOLD == 1 ? 1 : 1 << 18;

  /** How many batches at most are added up one after the other, each a factor of the op. */
  private static final int MOST = 256;

  /** Whether a sum with x y is quicker as one op; a product of a vector has its own ways. */
  public static boolean pays(Tensor x, Tensor y) {
    Shape a = x.shape();
    Shape b = y.shape();
    if (a.rank() < 2 || b.rank() < 2 || !x.dtype().isFloating()) {
      return false;
    }
    int k = b.get(-2);
    long rows = b.rank() == 2 && k > 0 ? a.size() / k : a.get(-2);
    return rows > 1 && b.get(-1) > 1 && rows * k * b.get(-1) >= LARGE;
  }

  /** The tangent of x y where both factors move. */
  static Tensor ofTangents(Tensor dx, Tensor y, Tensor x, Tensor dy) {
    return Run.many(new Addmm(false, 2), dx, y, x, dy)[0];
  }

  /** What a plain matrix x that met batches of y gets back: the sum of all ct yᵀ. */
  static Tensor ofBatches(Tensor ct, Tensor y) {
    Shape s = ct.shape();
    int count = s.range(0, s.rank() - 2).size();
    if (count < 2 || count > MOST) {
      return Run.two(MatMul.MATMUL, ct, y.mT());
    }
    Tensor left = ct.reshape(count, s.get(-2), s.get(-1));
    Tensor right = y.reshape(count, y.shape().get(-2), y.shape().get(-1)).mT();
    Tensor[] factors = new Tensor[2 * count];
    for (int i = 0; i < count; i++) {
      factors[2 * i] = left.select(0, i);
      factors[2 * i + 1] = right.select(0, i);
    }
    return Run.many(new Addmm(false, count), factors)[0];
  }

  private int first() {
    return hasFirst ? 1 : 0;
  }

  @Override
  public boolean keepsInput(int i) {
    return i >= first();
  }

  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  private Shape shape(Tensor[] in) {
    int at = first();
    return MatMul.MATMUL.shape(in[at].shape(), in[at + 1].shape());
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {new Op.Spec(shape(in), in[first()].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Dense[] x = new Dense[products];
    Dense[] y = new Dense[products];
    for (int i = 0, at = first(); i < products; i++, at += 2) {
      x[i] = in[at];
      y[i] = in[at + 1];
    }
    return new Dense[] {MatrixProduct.addmm(hasFirst ? in[0] : null, x, y, shape(in))};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Shape shape = out[0].shape();
    return d -> {
      List<Tensor> factors = new ArrayList<>(4 * products);
      for (int at = first(); at < in.length; at += 2) {
        Tensor dx = d[at];
        Tensor dy = d[at + 1];
        if (dx != null) {
          factors.add(dx);
          factors.add(in[at + 1]);
        }
        if (dy != null) {
          factors.add(in[at]);
          factors.add(dy);
        }
      }
      Tensor first = hasFirst ? d[0] : null;
      if (factors.isEmpty()) {
        return new @Nullable Tensor[] {first == null ? null : first.expand(shape)};
      }
      return new @Nullable Tensor[] {sum(first, factors)};
    };
  }

  private static Tensor sum(@Nullable Tensor first, List<Tensor> factors) {
    if (first == null && factors.size() == 2) {
      return Run.two(MatMul.MATMUL, factors.get(0), factors.get(1));
    }
    List<Tensor> in = new ArrayList<>(factors.size() + 1);
    if (first != null) {
      in.add(first);
    }
    in.addAll(factors);
    Addmm op = new Addmm(first != null, factors.size() / 2);
    return Run.many(op, in.toArray(Tensor[]::new))[0];
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    return ct -> {
      Tensor c = ct[0];
      @Nullable Tensor[] back = new Tensor[in.length];
      if (c == null) {
        return back;
      }
      if (hasFirst && wanted[0]) {
        back[0] = Op.unbroadcast(c, in[0].shape());
      }
      for (int at = first(); at < in.length; at += 2) {
        Tensor x = in[at];
        Tensor y = in[at + 1];
        if (wanted[at]) {
          back[at] = Op.unbroadcast(MatMul.MATMUL.transpose(0, x, y, c), x.shape());
        }
        if (wanted[at + 1]) {
          back[at + 1] = Op.unbroadcast(MatMul.MATMUL.transpose(1, x, y, c), y.shape());
        }
      }
      return back;
    };
  }

  @Override
  public Addmm batched(int size) {
    return this;
  }

  /** A product of which neither factor is batched is the same for all: it is part of c. */
  @Override
  public Tensor[] batch(Tensor[] in, boolean[] batched, int size) {
    int rank = 0;
    for (int i = 0; i < in.length; i++) {
      rank = Math.max(rank, Batching.rank(in[i], batched[i]));
    }
    Tensor first = hasFirst ? Batching.align(in[0], batched[0], rank) : null;
    List<Tensor> factors = new ArrayList<>(in.length);
    for (int at = first(); at < in.length; at += 2) {
      if (batched[at] || batched[at + 1]) {
        factors.add(Batching.align(in[at], batched[at], rank));
        factors.add(Batching.align(in[at + 1], batched[at + 1], rank));
      } else {
        first = Op.sum(first, Run.two(MatMul.MATMUL, in[at], in[at + 1]));
      }
    }
    if (factors.isEmpty()) {
      return new Tensor[] {Objects.requireNonNull(first)};
    }
    return new Tensor[] {sum(first, factors)};
  }
}
