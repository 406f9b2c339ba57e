package dev.leibniz.hipparchus;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.function.Function;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.constrained.EqualityConstraint;

/**
 * The constraint c(x) = 0 with its Jacobian, for the constrained optimisers of Hipparchus.
 *
 * <pre>{@code
 * var circle = Equality.of(v -> v.square().sum().sub(1), start);
 * new SQPOptimizerS().optimize(f.function(), f.initialGuess(), circle);
 * }</pre>
 */
public final class Equality extends EqualityConstraint {
  private final int size;
  private final TensorFunction c;

  private Equality(int size, TensorFunction c, int equations) {
    super(new ArrayRealVector(equations));
    this.size = size;
    this.c = c;
  }

  /**
   * A constraint.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param c from the unknown to what shall be zero, a tensor of any shape
   * @param start the start of the objective, where c is called to know how much it gives
   * @return the constraint
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   */
  public static <P> Equality of(Function<? super P, ? extends Tensor> c, P start) {
    Vector<P> vector = new Vector<>(start);
    TensorFunction flat = vector.of(c);
    return new Equality(vector.size(), v -> flat.apply(v).flatten(), c.apply(start).size());
  }

  @Override
  public int dim() {
    return size;
  }

  @Override
  public RealVector value(RealVector x) {
    return Vector.vector(c.apply(Tensor.of(x.toArray())));
  }

  @Override
  public RealMatrix jacobian(RealVector x) {
    return Vector.matrix(Functional.jacobian(c, Tensor.of(x.toArray())));
  }
}
