package dev.leibniz.optim.solver;

import dev.leibniz.Functional;
import dev.leibniz.JacobianOperator;
import dev.leibniz.Jacobians;
import dev.leibniz.NumericalException;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A tensor function of a vector, which counts how often it is asked. */
final class Residuals<P> {
  private final String operation;
  private final Function<? super P, ? extends Tensor> f;
  private final Unknown<P> unknown;
  private int size = -1;
  private int values;
  private int derivatives;
  private int products;

  Residuals(String operation, Function<? super P, ? extends Tensor> f, Unknown<P> unknown) {
    this.operation = operation;
    this.f = f;
    this.unknown = unknown;
  }

  Evaluations evaluations() {
    return new Evaluations(values, derivatives, products);
  }

  /** The residuals; NaN where the function has no value. */
  double[] at(double[] x) {
    values++;
    try {
      return checked(f.apply(unknown.tree(x)));
    } catch (NumericalException e) {
      return undefined(Math.max(size, 1));
    }
  }

  private double[] checked(Tensor t) {
    if (size < 0) {
      size = t.size();
    }
    if (t.size() == 0) {
      throw new ShapeException(operation + ": the function gave no residuals; it must give some");
    }
    if (t.size() != size) {
      throw new ShapeException(
          operation
              + ": the function gave "
              + size
              + " residuals first and "
              + t.size()
              + " now; their number must not change");
    }
    return t.toArray();
  }

  private static double[] undefined(int size) {
    double[] nan = new double[size];
    Arrays.fill(nan, Double.NaN);
    return nan;
  }

  /** The columns of the Jacobian. */
  double[][] jacobian(double[] x) {
    derivatives++;
    int n = unknown.size();
    try {
      var both = Functional.<P, Tensor>valueAndJacobian(f, unknown.tree(x));
      double[] rows = both.jacobian().toDense().mT().toArray();
      double[][] columns = new double[n][];
      for (int j = 0; j < n; j++) {
        columns[j] = Arrays.copyOfRange(rows, j * size, (j + 1) * size);
      }
      return columns;
    } catch (NumericalException e) {
      double[][] columns = new double[n][];
      Arrays.setAll(columns, j -> undefined(size));
      return columns;
    }
  }

  /** The Jacobian as a map. */
  Products products(double[] x) {
    derivatives++;
    try {
      return new Products(Jacobians.operator(f, unknown.tree(x)));
    } catch (NumericalException e) {
      return new Products(null);
    }
  }

  final class Products {
    private final @Nullable JacobianOperator<P, Tensor> operator;

    /**
     * @param operator null where there is none
     */
    Products(@Nullable JacobianOperator<P, Tensor> operator) {
      this.operator = operator;
    }

    double[] apply(double[] v) {
      products++;
      JacobianOperator<P, Tensor> j = operator;
      if (j == null) {
        return undefined(size);
      }
      try {
        return j.apply(unknown.tree(v)).toArray();
      } catch (NumericalException e) {
        return undefined(size);
      }
    }

    double[] applyTranspose(double[] u) {
      products++;
      JacobianOperator<P, Tensor> j = operator;
      if (j == null) {
        return undefined(unknown.size());
      }
      try {
        Tensor ct = Tensor.of(u).reshape(j.value().shape()).to(j.value().dtype());
        return unknown.flatten("gradient", j.applyTranspose(ct));
      } catch (NumericalException e) {
        return undefined(unknown.size());
      }
    }
  }
}
