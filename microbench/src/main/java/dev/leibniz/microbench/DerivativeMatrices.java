package dev.leibniz.microbench;

import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.Jacobian;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.models.Problem;
import dev.leibniz.models.RobustRegression;
import dev.leibniz.models.SimpleRegression;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Whole Hessians and Jacobians in FLOAT32: of Rosenbrock's function of 100 numbers, of the two
 * regressions of PyTorch's functional_autograd_benchmark, of one function with many outputs, and of
 * one for each of 64 examples.
 */
public class DerivativeMatrices extends Measured {
  private final Tensor start = uniform(1, 100);
  private final Problem<Tensor> simple = SimpleRegression.problem(Key.of(0));
  private final Problem<RobustRegression.Parameters> robust = RobustRegression.problem(Key.of(0));
  private final Tensor tall = uniform(2, 2048, 32);
  private final Tensor point = uniform(3, 32);
  private final Tensor wide = uniform(4, 10, 32);
  private final Tensor examples = uniform(5, 64, 32);
  private final TensorFunction jacobian = Functional.jacobian(x -> wide.matmul(x).tanh());
  private final Function<Tensor, Tensor> jacobians = Functional.vmap(jacobian);

  private static Tensor uniform(long seed, int... dims) {
    return Key.of(seed).uniform(Shape.of(dims), DType.FLOAT32);
  }

  private static Tensor rosenbrock(Tensor x) {
    int n = x.size() - 1;
    Tensor left = x.narrow(0, 0, n);
    Tensor right = x.narrow(0, 1, n);
    Tensor valley = right.sub(left.square()).square().mul(100);
    return valley.add(left.neg().add(1).square()).sum();
  }

  @Benchmark
  public Tensor rosenbrockHessian() {
    return Functional.hessian(DerivativeMatrices::rosenbrock, start);
  }

  @Benchmark
  public Tensor simpleRegressionHessian() {
    return Functional.hessian(simple.loss(), simple.parameters());
  }

  @Benchmark
  public Jacobian<RobustRegression.Parameters, RobustRegression.Parameters>
      robustRegressionHessian() {
    return Functional.hessian(robust.loss(), robust.parameters());
  }

  @Benchmark
  public Tensor tallJacobian() {
    return Functional.<Tensor>jacobian(x -> tall.matmul(x).tanh(), point);
  }

  @Benchmark
  public Tensor batchedJacobians() {
    return jacobians.apply(examples);
  }
}
