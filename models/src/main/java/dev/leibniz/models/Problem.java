package dev.leibniz.models;

import dev.leibniz.Tensor;
import java.util.Optional;
import java.util.function.Function;

/**
 * A function to be differentiated, and where.
 *
 * <pre>{@code
 * Problem<WordTransformer> p = WordTransformer.problem(Size.TINY, Key.of(0));
 * WordTransformer g = grad(p.loss(), p.parameters());
 * }</pre>
 *
 * @param <P> the parameters, a tree
 * @param parameters the point
 * @param loss from parameters to a scalar; it holds the data
 * @param examples the loss as a sum over examples, where it is one
 */
public record Problem<P>(
    P parameters, Function<P, Tensor> loss, Optional<Examples<P, ?>> examples) {
  /**
   * A problem whose loss is not taken apart.
   *
   * @param parameters the point
   * @param loss from parameters to a scalar
   */
  public Problem(P parameters, Function<P, Tensor> loss) {
    this(parameters, loss, Optional.empty());
  }

  /**
   * The same problem with the loss of one example.
   *
   * @param of the loss as a sum over examples
   * @return a problem whose gradient can be had for each example
   */
  public Problem<P> withExamples(Examples<P, ?> of) {
    return new Problem<>(parameters, loss, Optional.of(of));
  }
}
