package dev.leibniz.optim.solver;

import dev.leibniz.Curvature;
import dev.leibniz.Functional;
import dev.leibniz.HessianProduct;
import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A scalar function of a vector, which counts how often it is asked. */
final class Objective<P> {
  private final Function<? super P, ? extends Tensor> f;
  private final Unknown<P> unknown;
  private int values;
  private int derivatives;
  private int products;

  Objective(Function<? super P, ? extends Tensor> f, Unknown<P> unknown) {
    this.f = f;
    this.unknown = unknown;
  }

  /** A value and a gradient. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Slope(double value, double[] gradient) {
    boolean isFinite() {
      return Double.isFinite(value) && Vectors.isFinite(gradient);
    }

    /** The largest element of the gradient, by absolute value. */
    double norm() {
      return Vectors.largest(gradient);
    }
  }

  /** What a quadratic model is made of. */
  record Curve(Slope slope, UnaryOperator<double[]> product) {}

  /** The diagonal of the Hessian; NaN where it cannot be computed, as everything here. */
  double[] diagonal(double[] x) {
    products += unknown.size();
    try {
      return unknown.flatten("diagonal", Curvature.hessianDiagonal(f, unknown.tree(x)));
    } catch (NumericalException e) {
      return nan();
    }
  }

  /** With the Hessian whole; null where nothing is finite. */
  record Surface(Slope slope, Tensor hessian) {}

  Evaluations evaluations() {
    return new Evaluations(values, derivatives, products);
  }

  double value(double[] x) {
    values++;
    try {
      return f.apply(unknown.tree(x)).item();
    } catch (NumericalException e) {
      return Double.NaN;
    }
  }

  Slope slope(double[] x) {
    derivatives++;
    try {
      var both = Functional.valueAndGrad(f, unknown.tree(x));
      return new Slope(both.value().item(), unknown.flatten("gradient", both.grad()));
    } catch (NumericalException e) {
      return undefined();
    }
  }

  Curve curve(double[] x) {
    derivatives++;
    try {
      HessianProduct<P> h = Functional.hvp(f, unknown.tree(x));
      Slope slope = new Slope(h.value().item(), unknown.flatten("gradient", h.grad()));
      return new Curve(slope, v -> product(h, v));
    } catch (NumericalException e) {
      return new Curve(undefined(), v -> v);
    }
  }

  private double[] product(HessianProduct<P> h, double[] v) {
    products++;
    try {
      return unknown.flatten("product", h.apply(unknown.tree(v)));
    } catch (NumericalException e) {
      return nan();
    }
  }

  Surface surface(double[] x) {
    derivatives++;
    try {
      var all = Functional.valueAndHessian(f, unknown.tree(x));
      Slope slope = new Slope(all.value().item(), unknown.flatten("gradient", all.grad()));
      return new Surface(slope, all.hessian().toDense());
    } catch (NumericalException e) {
      return new Surface(undefined(), Tensor.zeros(unknown.size(), unknown.size()));
    }
  }

  private double[] nan() {
    double[] nan = new double[unknown.size()];
    Arrays.fill(nan, Double.NaN);
    return nan;
  }

  private Slope undefined() {
    return new Slope(Double.NaN, nan());
  }
}
