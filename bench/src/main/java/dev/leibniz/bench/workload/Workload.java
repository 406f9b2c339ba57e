package dev.leibniz.bench.workload;

import dev.leibniz.Key;
import dev.leibniz.models.Problem;
import dev.leibniz.models.Size;

/**
 * Something to be differentiated under a name. A new model is one class that gives a {@link
 * Problem}, and one line in {@link Catalogue}.
 *
 * @param name what the user writes
 * @param family what kind it is
 * @param parameters how many numbers are differentiated, which decides on the tasks
 * @param maker makes the problem of a size from a source of randomness
 */
public record Workload(String name, Family family, Parameters parameters, Maker maker) {
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
}
