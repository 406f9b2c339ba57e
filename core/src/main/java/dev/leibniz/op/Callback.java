package dev.leibniz.op;

import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A user's function that sees plain numbers of one example: those of a batch go through it one
 * after the other.
 *
 * @param what the name for errors
 * @param f the function, of one example or of stacks
 * @param cache who may know the answer already
 */
public record Callback(String what, UnaryOperator<Tensor[]> f, Cache cache)
    implements UnaryOperator<Tensor[]> {
  /** What was answered before. */
  @FunctionalInterface
  public interface Cache {
    /** The answer to x, which is computed if it is not known. */
    Tensor[] answer(Tensor[] x, UnaryOperator<Tensor[]> compute);
  }

  @Override
  public Tensor[] apply(Tensor[] x) {
    return cache.answer(x, f);
  }

  /** The function of stacks. */
  Callback batched(int size) {
    return new Callback(what, x -> each(size, x), cache);
  }

  private Tensor[] each(int size, Tensor[] stacked) {
    if (size == 0) {
      throw new ShapeException(
          "vmap of "
              + what
              + ": the batch has no examples, and what the function would give is not known; give"
              + " at least one");
    }
    Tensor[][] y = new Tensor[size][];
    for (int i = 0; i < size; i++) {
      int example = i;
      y[i] = f.apply(Arrays.stream(stacked).map(t -> t.select(0, example)).toArray(Tensor[]::new));
    }
    Tensor[] out = new Tensor[y[0].length];
    Arrays.setAll(
        out, k -> Tensor.stack(0, Arrays.stream(y).map(one -> one[k]).toArray(Tensor[]::new)));
    return out;
  }
}
