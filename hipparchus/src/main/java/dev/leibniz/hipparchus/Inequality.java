package dev.leibniz.hipparchus;

import dev.leibniz.Tensor;
import java.util.function.Function;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.constrained.InequalityConstraint;

/**
 * The constraint c(x) ≥ 0 with its Jacobian, for the constrained optimisers of Hipparchus.
 *
 * <pre>{@code
 * var disc = Inequality.of(v -> v.square().sum().neg().add(1), start);
 * new SQPOptimizerS().optimize(f.function(), f.initialGuess(), disc);
 * }</pre>
 */
public final class Inequality extends InequalityConstraint {
  private final VectorFunction c;

  private Inequality(VectorFunction c, int size) {
    super(new ArrayRealVector(size));
    this.c = c;
  }

  /**
   * A constraint.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param c from the unknown to what shall not be negative, a tensor of any shape
   * @param start the start of the objective, where c is called to know how much it gives
   * @return the constraint
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   */
  public static <P> Inequality of(Function<? super P, ? extends Tensor> c, P start) {
    VectorFunction f = VectorFunction.of(c, new Vector<>(start));
    return new Inequality(f, c.apply(start).size());
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
