package dev.leibniz.models;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;

import dev.leibniz.Tensor;
import java.util.function.BiFunction;

/**
 * A loss as a sum over examples, so that each has a gradient of its own. Models with batch
 * normalisation have no such form: there every example takes part in the loss of the others.
 *
 * <pre>{@code
 * Problem<WordTransformer> p = WordTransformer.problem(Size.TINY, Key.of(0));
 * WordTransformer rows = p.examples().orElseThrow().gradients(p.parameters());
 * }</pre>
 *
 * @param <P> the parameters
 * @param <X> an example: a tree of tensors
 * @param data all examples, each along the first axis of every tensor
 * @param loss of one example; their sum is the loss of the problem
 */
public record Examples<P, X>(X data, BiFunction<P, X, Tensor> loss) {
  /**
   * The gradient of every example's loss.
   *
   * @param parameters the point
   * @return structured as the point, with a leading axis of examples
   */
  public P gradients(P parameters) {
    return vmap(Object.class, (X x) -> grad(p -> loss.apply(p, x), parameters)).apply(data);
  }
}
