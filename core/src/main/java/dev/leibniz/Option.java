package dev.leibniz;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a derivative is to be taken. The options are made by the static methods that their
 * documentation names; an operation refuses those that mean nothing to it.
 */
public sealed interface Option {
  /** An option of {@link Tensor#backward} and {@link Autograd#grad}. */
  sealed interface Backward extends Option {}

  /**
   * The name that the user wrote.
   *
   * @return the name
   */
  default String name() {
    String s = getClass().getSimpleName();
    return Character.toLowerCase(s.charAt(0)) + s.substring(1);
  }

  /** The result stays attached to the classical graph; from {@link Functional#createGraph}. */
  record CreateGraph() implements Backward {}

  /** What the graph keeps is not freed; from {@link Autograd#retainGraph}. */
  record RetainGraph() implements Backward {}

  /** Inputs on which nothing depends give null; from {@link Autograd#allowUnused}. */
  record AllowUnused() implements Backward {}

  /** Inputs on which nothing depends give zeros; from {@link Autograd#materializeGrads}. */
  record MaterializeGrads() implements Backward {}

  /** Each gradient is a stack of several; from {@link Autograd#gradsBatched}. */
  record GradsBatched() implements Backward {}

  /**
   * The only tensors whose gradients are added up; from {@link Autograd#inputs}.
   *
   * @param tensors the tensors
   */
  record Inputs(List<Tensor> tensors) implements Backward {}

  /** Independence is an error and no silent zero; from {@link Functional#strict}. */
  record Strict() implements Option {}

  /** All rows at once, whatever memory that takes; from {@link Functional#vectorize}. */
  record Vectorize() implements Option {}

  /**
   * At most so many rows or columns at once; from {@link Functional#chunkSize}.
   *
   * @param rows how many
   */
  record ChunkSize(int rows) implements Option {
    /** Refuses none. */
    public ChunkSize {
      if (rows < 1) {
        throw new LeibnizException("chunkSize: " + rows + " rows at once; it must be 1 or more");
      }
    }
  }

  /**
   * At most so many bytes of intermediates at once; from {@link Functional#memoryBudget}.
   *
   * @param bytes how many
   */
  record MemoryBudget(long bytes) implements Option {
    /** Refuses none. */
    public MemoryBudget {
      if (bytes < 1) {
        throw new LeibnizException("memoryBudget: " + bytes + " bytes; it must be 1 or more");
      }
    }
  }

  /**
   * What of a tree is differentiated; from {@link Functional#active}.
   *
   * @param paths the names of its parts
   */
  record Active(List<String> paths) implements Option {
    /** Takes a copy, and refuses an empty list. */
    public Active {
      paths = List.copyOf(paths);
      if (paths.isEmpty()) {
        throw new LeibnizException("active: no path is given; name what is to be differentiated");
      }
    }
  }

  /**
   * The axes along which {@code vmap} takes the inputs apart; from {@link Functional#inAxes}.
   *
   * @param axes one for each argument, or one for all
   */
  record InAxes(List<Optional<Integer>> axes) implements Option {
    static InAxes of(@Nullable Integer[] axes) {
      return new InAxes(Stream.of(axes).map(Optional::ofNullable).toList());
    }
  }

  /**
   * The axis along which {@code vmap} takes a part of its input apart; from {@link
   * Functional#inAxis}.
   *
   * @param path the name of the part
   * @param axis the axis; none leaves it whole
   */
  record InAxis(String path, Optional<Integer> axis) implements Option {}

  /**
   * The axes along which {@code vmap} stacks the outputs; from {@link Functional#outAxes}.
   *
   * @param axes one for each output, or one for all
   */
  record OutAxes(List<Optional<Integer>> axes) implements Option {
    static OutAxes of(@Nullable Integer[] axes) {
      return new OutAxes(Stream.of(axes).map(Optional::ofNullable).toList());
    }
  }

  /**
   * The axis along which {@code vmap} stacks the outputs; from {@link Functional#outAxis}.
   *
   * @param axis counted in the result
   */
  record OutAxis(int axis) implements Option {}

  /** In which direction a Jacobian is computed. */
  enum Strategy implements Option {
    /** Whichever takes fewer passes: the sizes are known once the function has run. */
    AUTO,
    /** Column by column, by tangents. */
    FORWARD,
    /** Row by row, by cotangents. */
    REVERSE
  }
}
