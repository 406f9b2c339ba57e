package dev.leibniz.bench.workload;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.models.Golden;
import dev.leibniz.models.Problem;
import dev.leibniz.models.Size;
import java.util.Optional;

/**
 * Something to be differentiated under a name. A new model is one class that gives a {@link
 * Problem}, and one line in {@link Catalogue}.
 *
 * @param name what the user writes
 * @param family what kind it is
 * @param parameters how many numbers are differentiated, which decides on the tasks
 * @param batch whether each example has a loss of its own, which decides on another
 * @param maker makes the problem of a size from a source of randomness
 */
public record Workload(
    String name, Family family, Parameters parameters, Batch batch, Maker maker) {
  /** What kind of workload. */
  public enum Family {
    /** A model of PyTorch's functional benchmark, or the perceptron. */
    MODEL,
    /** A family of operations. */
    OPERATION
  }

  /** How many numbers are differentiated. */
  public enum Parameters {
    /** At most some hundreds: every row and column of a Hessian can be had. */
    FEW,
    /** More: only what costs a few evaluations can be had. */
    MANY
  }

  /** How the examples of a batch go together. */
  public enum Batch {
    /** The loss is a sum over examples, and the problem says of what. */
    APART,
    /** It is not: there is one example, or batch normalisation mixes them, or they share a term. */
    MIXED
  }

  /** Makes a problem. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes it.
     *
     * @param size how large
     * @param key the source of randomness
     * @return the problem
     */
    Problem<?> problem(Size size, Key key);
  }

  /**
   * The problem, always with the same numbers.
   *
   * @param size how large
   * @return the problem
   */
  public Problem<?> problem(Size size) {
    return maker.problem(size, Key.of(0));
  }

  /**
   * PyTorch's numbers for it.
   *
   * @return those of the smallest size, if there are any
   */
  public Optional<Golden<?>> golden() {
    return family == Family.MODEL ? Golden.find(name, DType.FLOAT32) : Optional.empty();
  }
}
