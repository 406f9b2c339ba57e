package dev.leibniz.bench.task;

import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.valueAndGrad;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;

import dev.leibniz.Autograd;
import dev.leibniz.DType;
import dev.leibniz.Jacobian;
import dev.leibniz.Tensor;
import dev.leibniz.models.Golden;
import dev.leibniz.tree.Tree;
import dev.leibniz.tree.Tree.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks before anything is timed whether the task's result is right: each is computed a second time
 * by a way that shares as little as possible with the first.
 *
 * <table>
 *   <caption>Ways</caption>
 *   <tr><td>forward</td><td>the value that a recorded evaluation gives</td></tr>
 *   <tr><td>backward</td><td>the gradient of the functional API</td></tr>
 *   <tr><td>vjp, jvp</td><td>⟨v J, u⟩ = ⟨v, J u⟩</td></tr>
 *   <tr><td>vhp, hvp</td><td>reverse over reverse by the classical API, and a difference of gradients</td></tr>
 *   <tr><td>Jacobians</td><td>vjp</td></tr>
 *   <tr><td>Hessians</td><td>a product with the Hessian</td></tr>
 *   <tr><td>per-example-grad</td><td>the rows add up to the gradient</td></tr>
 * </table>
 *
 * <p>Values and first derivatives of a model are compared with PyTorch's numbers as well, at the
 * size and with the data for which PyTorch was asked.
 */
public final class Checks {
  /** Rounding in FLOAT32 of sums over a whole network. */
  private static final double ROUNDING = 1e-3;

  /** Central differences in FLOAT64, of functions with kinks. */
  private static final double DIFFERENCES = 1e-3;

  /** Of differences, as parts of the point's length. */
  private static final List<Double> STEPS = List.of(1e-7, 1e-9, 1e-11);

  /** What FLOAT32 makes of a whole network whose numbers are known in FLOAT64. */
  private static final double GOLDEN = 1e-4;

  private Checks() {}

  /**
   * Checks the result of a task.
   *
   * @param <P> the parameters
   * @param work the task, ready to be called
   * @return a line for each comparison
   */
  public static <P> List<Check> of(Work<P> work) {
    return switch (work.task()) {
      case FORWARD -> List.of(value(work));
      case BACKWARD -> List.of(classical(work));
      case VJP, JVP -> List.of(transposes(work));
      case VHP -> products(work, Checks::byReverse);
      case HVP -> products(work, Checks::byForward);
      case JACOBIAN, JACFWD, JACREV -> List.of(row(work));
      case HESSIAN, HESSIAN_FWDREV, HESSIAN_REVREV -> List.of(columns(work));
      case PER_EXAMPLE_GRAD -> List.of(sum(work));
    };
  }

  /**
   * Checks a task against PyTorch's numbers.
   *
   * @param <P> the parameters
   * @param task what is computed
   * @param golden what PyTorch gave
   * @return a line, or none for second derivatives, which the file does not hold
   */
  public static <P> List<Check> of(Task task, Golden<P> golden) {
    Work<P> w = Work.of(task, golden.problem());
    List<Tensor> gradient = Directions.tensors(golden.gradient());
    double scale = Directions.norm(gradient);
    return switch (task) {
      case FORWARD -> {
        double value = w.loss().apply(w.point()).item();
        yield pyTorch(Math.abs(value - golden.loss()), Math.abs(golden.loss()));
      }
      case BACKWARD -> pyTorch(Directions.distance(w.backward(), gradient), scale);
      case VJP -> {
        P pulled = vjp(w.loss(), w.point(), w.cotangent()).cotangent();
        yield scaled(pulled, w, golden.gradient());
      }
      case JVP -> {
        double pushed = jvp(w.loss(), w.point(), w.direction()).tangent().item();
        double expected = Directions.dot(golden.gradient(), w.direction());
        yield pyTorch(Math.abs(pushed - expected), scale * Directions.norm(w.direction()));
      }
      case JACOBIAN, JACFWD, JACREV ->
          scaled(w.gradients().applyTranspose(w.cotangent()), w, golden.gradient());
      case VHP, HVP, HESSIAN, HESSIAN_FWDREV, HESSIAN_REVREV, PER_EXAMPLE_GRAD -> List.of();
    };
  }

  private static <P> List<Check> scaled(P pulled, Work<P> w, P gradient) {
    double factor = w.cotangent().item();
    P expected = Tree.map(g -> g.mul(factor), gradient);
    return pyTorch(Directions.distance(pulled, expected), Directions.norm(expected));
  }

  private static List<Check> pyTorch(double difference, double scale) {
    return List.of(Check.of("against PyTorch, tiny", difference, scale, GOLDEN));
  }

  private static <P> Check value(Work<P> w) {
    double alone = w.loss().apply(w.point()).item();
    double recorded = valueAndGrad(w.loss(), w.point()).value().item();
    return Check.of(
        "forward against valueAndGrad", Math.abs(alone - recorded), Math.abs(recorded), 1e-5);
  }

  private static <P> Check classical(Work<P> w) {
    List<Tensor> functional = Directions.tensors(grad(w.loss(), w.point()));
    List<Tensor> found = w.backward();
    return Check.of(
        "backward against grad",
        Directions.distance(found, functional),
        Directions.norm(functional),
        1e-5);
  }

  private static <P> Check transposes(Work<P> w) {
    P cotangent = vjp(w.loss(), w.point(), w.cotangent()).cotangent();
    Tensor tangent = jvp(w.loss(), w.point(), w.direction()).tangent();
    double pulled = Directions.dot(cotangent, w.direction());
    double pushed = tangent.item() * w.cotangent().item();
    // Terms may cancel in the sum: what they round by goes with their size.
    double scale = Directions.norm(cotangent) * Directions.norm(w.direction());
    return Check.of("vjp against jvp", Math.abs(pulled - pushed), scale, ROUNDING);
  }

  private static <P> List<Check> products(Work<P> w, Product product) {
    List<Tensor> found = Directions.tensors(product.of(w.loss(), w.point(), w.direction()));
    List<Check> out = new ArrayList<>();
    List<Tensor> twice = reverseTwice(w);
    double scale = Math.max(Directions.norm(twice), Directions.norm(found));
    out.add(
        Check.of(
            "product against reverse twice", Directions.distance(found, twice), scale, ROUNDING));
    out.add(differences(w, product));
    return out;
  }

  /** The gradient of ⟨gradient, direction⟩, all by the classical API. */
  private static <P> List<Tensor> reverseTwice(Work<P> w) {
    P leaves = Tree.map(Tensor::requiresGrad, w.point());
    List<Tensor> inputs = Tree.parameters(leaves).stream().map(Leaf::tensor).toList();
    List<Tensor> along = Tree.parameters(w.direction()).stream().map(Leaf::tensor).toList();
    List<@Nullable Tensor> gradient =
        Autograd.grad(List.of(w.loss().apply(leaves)), inputs, createGraph());
    Tensor sum = null;
    for (int i = 0; i < inputs.size(); i++) {
      Tensor g = gradient.get(i);
      if (g != null) {
        Tensor term = g.mul(along.get(i)).sum();
        sum = sum == null ? term : sum.add(term);
      }
    }
    List<@Nullable Tensor> second = Autograd.grad(List.of(Objects.requireNonNull(sum)), inputs);
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor g = second.get(i);
      out.add(g == null ? inputs.get(i).zerosLike() : g);
    }
    return out;
  }

  /**
   * In FLOAT64 and with short steps: a network has so many kinks that a step long enough for
   * FLOAT32 goes past thousands of them, each of which turns the gradient, and none of which a
   * product with the Hessian knows of. A shorter step is taken where a longer one meets a kink.
   */
  private static <P> Check differences(Work<P> w, Product product) {
    P point = doubled(w.point());
    P direction = doubled(w.direction());
    List<Tensor> found = Directions.tensors(product.of(w.loss(), point, direction));
    double unit = Math.max(Directions.norm(point), 1) / Directions.norm(direction);
    double least = Double.POSITIVE_INFINITY;
    for (double part : STEPS) {
      double step = part * unit;
      List<Tensor> ahead = gradient(w.loss(), Directions.moved(point, direction, step));
      List<Tensor> behind = gradient(w.loss(), Directions.moved(point, direction, -step));
      List<Tensor> difference = new ArrayList<>();
      for (int i = 0; i < ahead.size(); i++) {
        difference.add(ahead.get(i).sub(behind.get(i)).div(2 * step));
      }
      double apart = Directions.distance(found, difference);
      double size = Math.max(Directions.norm(difference), Directions.norm(found));
      least = Math.min(least, apart == 0 ? 0 : apart / size);
      if (least <= DIFFERENCES) {
        break;
      }
    }
    return new Check("product against a difference of gradients", least, DIFFERENCES);
  }

  private static <P> P doubled(P tree) {
    return Tree.map(t -> t.dtype().isFloating() ? t.to(DType.FLOAT64) : t, tree);
  }

  private static <P> List<Tensor> gradient(Function<P, Tensor> loss, P point) {
    return Directions.tensors(grad(loss, point));
  }

  /** A way to the Hessian times a direction. */
  private interface Product {
    <P> P of(Function<P, Tensor> loss, P point, P direction);
  }

  private static <P> P byReverse(Function<P, Tensor> loss, P point, P direction) {
    return vhp(loss, point).apply(direction);
  }

  private static <P> P byForward(Function<P, Tensor> loss, P point, P direction) {
    return hvp(loss, point).apply(direction);
  }

  private static <P> Check row(Work<P> w) {
    Jacobian<P, Tensor> j = w.gradients();
    P pulled = vjp(w.loss(), w.point(), w.cotangent()).cotangent();
    P row = j.applyTranspose(w.cotangent());
    return Check.of(
        "row against vjp", Directions.distance(row, pulled), Directions.norm(pulled), ROUNDING);
  }

  private static <P> Check columns(Work<P> w) {
    P byBlocks = w.curvature().apply(w.direction());
    P product = hvp(w.loss(), w.point()).apply(w.direction());
    return Check.of(
        "Hessian against hvp",
        Directions.distance(byBlocks, product),
        Directions.norm(product),
        ROUNDING);
  }

  private static <P> Check sum(Work<P> w) {
    P whole = Tree.map(t -> t.dtype().isFloating() ? t.sum(0) : t, w.rows());
    P gradient = grad(w.loss(), w.point());
    return Check.of(
        "sum of rows against grad",
        Directions.distance(whole, gradient),
        Directions.norm(gradient),
        ROUNDING);
  }
}
