package dev.leibniz.models;

import dev.leibniz.Tensor;
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
 */
public record Problem<P>(P parameters, Function<P, Tensor> loss) {}
