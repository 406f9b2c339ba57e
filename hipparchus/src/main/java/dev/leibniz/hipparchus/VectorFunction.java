package dev.leibniz.hipparchus;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.function.Function;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * A function from the vector of the unknown to a vector.
 *
 * @param unknowns how many numbers go in
 * @param f the function, which gives one axis
 */
record VectorFunction(int unknowns, TensorFunction f) {
  static <P> VectorFunction of(Function<? super P, ? extends Tensor> f, Vector<P> vector) {
    TensorFunction flat = vector.of(f);
    return new VectorFunction(vector.size(), v -> flat.apply(v).flatten());
  }

  RealVector value(double[] x) {
    return Vector.vector(f.apply(Tensor.of(x)));
  }

  RealMatrix jacobian(double[] x) {
    return Vector.matrix(Functional.jacobian(f, Tensor.of(x)));
  }
}
