package dev.leibniz.hipparchus;

import dev.leibniz.Tensor;
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
  private final VectorFunction c;

  private Equality(VectorFunction c, int size) {
    super(new ArrayRealVector(size));
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
    VectorFunction f = VectorFunction.of(c, new Vector<>(start));
    return new Equality(f, c.apply(start).size());
  }

  @Override
  public int dim() {
    return c.unknowns();
  }

  @Override
  public RealVector value(RealVector x) {
    return c.value(x.toArray());
  }

  @Override
  public RealMatrix jacobian(RealVector x) {
    return c.jacobian(x.toArray());
  }
}
