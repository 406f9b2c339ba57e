package dev.leibniz.bench.task;

import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;

import dev.leibniz.Jacobian;
import dev.leibniz.Tensor;
import dev.leibniz.models.Examples;
import dev.leibniz.models.Problem;
import dev.leibniz.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A task on a problem, ready to be called. What a call gives is complete: nothing is left to be
 * computed when somebody looks.
 *
 * @param <P> the parameters
 */
public final class Work<P> {
  private final Task task;
  private final Function<P, Tensor> loss;
  private final Optional<Examples<P, ?>> examples;
  private final P point;
  private final P direction;
  private final Tensor cotangent;

  private Work(Task task, Problem<P> problem) {
    this.task = task;
    loss = problem.loss();
    examples = problem.examples();
    point = problem.parameters();
    direction = Directions.of(point, 1);
    cotangent = Tensor.scalar(0.75, Tree.parameters(point).getFirst().tensor().dtype());
  }

  /**
   * The work.
   *
   * @param <P> the parameters
   * @param task what is computed
   * @param problem of what
   * @return the work; nothing has been computed yet
   */
  public static <P> Work<P> of(Task task, Problem<P> problem) {
    return new Work<>(task, problem);
  }

  /**
   * Does it.
   *
   * @return what was computed, which the caller keeps until the time has been taken
   */
  public Object call() {
    return switch (task) {
      case FORWARD -> loss.apply(point);
      case BACKWARD -> backward();
      case VJP -> vjp(loss, point, cotangent);
      case JVP -> jvp(loss, point, direction);
      case VHP -> vhp(loss, point).apply(direction);
      case HVP -> hvp(loss, point).apply(direction);
      case JACOBIAN, JACFWD, JACREV -> gradients();
      case HESSIAN, HESSIAN_FWDREV, HESSIAN_REVREV -> curvature();
      case PER_EXAMPLE_GRAD -> rows();
    };
  }

  /** The gradients that the classical API leaves in its leaves. */
  List<Tensor> backward() {
    P leaves = Tree.map(Tensor::requiresGrad, point);
    loss.apply(leaves).backward();
    return Tree.parameters(leaves).stream().map(l -> gradient(l.tensor())).toList();
  }

  private static Tensor gradient(Tensor leaf) {
    Tensor g = leaf.grad();
    return g == null ? leaf.zerosLike() : g;
  }

  Jacobian<P, Tensor> gradients() {
    return jacobian(loss, point, task.strategy());
  }

  Jacobian<P, P> curvature() {
    return hessian(loss, point, task.strategy());
  }

  P rows() {
    return examples.orElseThrow().gradients(point);
  }

  Task task() {
    return task;
  }

  Function<P, Tensor> loss() {
    return loss;
  }

  P point() {
    return point;
  }

  P direction() {
    return direction;
  }

  Tensor cotangent() {
    return cotangent;
  }
}
