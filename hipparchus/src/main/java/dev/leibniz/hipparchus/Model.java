package dev.leibniz.hipparchus;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import java.util.function.Function;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.ValueAndJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * A model with its Jacobian, for least squares solvers of Hipparchus.
 *
 * <pre>{@code
 * record Decay(Tensor height, Tensor rate) {}
 *
 * var model = Model.of(d -> d.height().mul(d.rate().mul(t).neg().exp()), new Decay(one, one));
 * var problem = new LeastSquaresBuilder().model(model).start(model.start()).target(y)
 *     .maxEvaluations(100).maxIterations(100).build();
 * var optimum = new LevenbergMarquardtOptimizer().optimize(problem);
 * Decay decay = model.point(optimum.getPoint());
 * }</pre>
 *
 * <p>One recorded run gives values and Jacobian, forward or reverse by size. What the function
 * throws reaches the caller of the optimiser.
 *
 * @param <P> the unknown: a tensor or a tree
 */
public final class Model<P> implements ValueAndJacobianFunction {
  private final Vector<P> vector;
  private final VectorFunction f;

  private Model(Vector<P> vector, VectorFunction f) {
    this.vector = vector;
    this.f = f;
  }

  /**
   * A model that begins somewhere.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param f from the unknown to what is compared with the target, a tensor of any shape
   * @param start where to begin; it tells how the unknown is structured
   * @return the model
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   */
  public static <P> Model<P> of(Function<? super P, ? extends Tensor> f, P start) {
    Vector<P> vector = new Vector<>(start);
    return new Model<>(vector, VectorFunction.of(f, vector));
  }

  /**
   * Where to begin, for the problem's {@code start}.
   *
   * @return a number for each element of the unknown
   */
  public RealVector start() {
    return MatrixUtils.createRealVector(vector.start());
  }

  /**
   * The unknown of which Hipparchus found the numbers.
   *
   * @param x a number for each element
   * @return the unknown, structured as the start
   * @throws dev.leibniz.ShapeException if there are too many or too few
   */
  public P point(RealVector x) {
    return vector.tree(x.toArray());
  }

  @Override
  public Pair<RealVector, RealMatrix> value(RealVector x) {
    var both = Functional.valueAndJacobian(f.f(), Tensor.of(x.toArray()));
    return new Pair<>(Vector.vector(both.value()), Vector.matrix(both.jacobian()));
  }

  @Override
  public RealVector computeValue(double[] x) {
    return f.value(x);
  }

  @Override
  public RealMatrix computeJacobian(double[] x) {
    return f.jacobian(x);
  }
}
