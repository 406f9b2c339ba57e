package dev.leibniz.nn;

import dev.leibniz.Functional;
import dev.leibniz.Linearized;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Buffer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What training gives at each step: an output, and the module to go on with.
 *
 * <pre>{@code
 * Step.Gradient<Net> g = Step.gradient(m -> m.train(x, key).map(o -> crossEntropy(o, y)), net);
 * g.loss();          // the number
 * g.gradient();      // a Net of derivatives
 * g.module();        // a Net with updated running statistics
 * }</pre>
 *
 * @param <M> the module
 * @param output what the module gave
 * @param module the module with updated buffers; its parameters are those it had
 */
public record Step<M>(Tensor output, @Buffer M module) {
  /**
   * The same step with something done to the output, such as a loss.
   *
   * @param f from the output to what takes its place
   * @return the changed step
   */
  public Step<M> map(UnaryOperator<Tensor> f) {
    return new Step<>(f.apply(output), module);
  }

  /**
   * A loss, its gradient, and the module that training leaves behind.
   *
   * @param <M> the module
   * @param loss the value of the loss
   * @param gradient the derivative with respect to each parameter
   * @param module the module with updated buffers
   */
  public record Gradient<M>(Tensor loss, M gradient, M module) {}

  /**
   * The gradient of a loss in training.
   *
   * @param <M> the module
   * @param loss from a module to a step whose output is a scalar loss
   * @param module the point
   * @return the loss, its gradient and the new module
   * @throws ShapeException if the loss is no scalar
   */
  public static <M> Gradient<M> gradient(Function<? super M, Step<M>> loss, M module) {
    Linearized<Step<M>, Step<M>, M> pullback = Functional.vjp(loss, module);
    Step<M> step = pullback.value();
    if (step.output().rank() != 0) {
      throw new ShapeException(
          "Step.gradient: the loss has the shape "
              + step.output().shape()
              + "; it must be a scalar: reduce it with map(Tensor::mean) or the like");
    }
    M gradient = pullback.apply(step.map(Tensor::onesLike));
    return new Gradient<>(step.output(), gradient, step.module());
  }
}
