package dev.leibniz.hipparchus;

import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.tree.Tree;
import java.util.function.Function;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * The unknown as one vector of doubles, and tensors as what Hipparchus has for them.
 *
 * @param <P> the unknown: a tensor or a tree
 */
final class Vector<P> {
  private final P like;
  private final double[] start;

  Vector(P like) {
    this.like = like;
    this.start = Tree.ravel(like).toArray();
  }

  int size() {
    return start.length;
  }

  double[] start() {
    return start.clone();
  }

  P tree(double[] x) {
    return Tree.unravel(like, Tensor.of(x));
  }

  /** The function of the vector. */
  TensorFunction of(Function<? super P, ? extends Tensor> f) {
    return v -> f.apply(Tree.unravel(like, v));
  }

  static RealVector vector(Tensor t) {
    return MatrixUtils.createRealVector(t.toArray());
  }

  /** A matrix whose rows are those of the first axis. */
  static RealMatrix matrix(Tensor t) {
    int columns = t.shape().get(1);
    double[] all = t.toArray();
    double[][] rows = new double[t.shape().get(0)][columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all, i * columns, rows[i], 0, columns);
    }
    return MatrixUtils.createRealMatrix(rows);
  }
}
