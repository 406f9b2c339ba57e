package dev.leibniz;

import dev.leibniz.tree.Unnamed;
import java.util.List;

/**
 * Several tensors as one value, where a record of one's own is not worth it. A tuple of one tensor
 * is not the same as the bare tensor.
 *
 * <pre>{@code
 * Tuple g = grad(t -> t.get(0).mul(t.get(1)).sum(), Tuple.of(x, y));
 * }</pre>
 *
 * <p>The paths of its tensors are their numbers: {@code "0"}, {@code "1"}.
 *
 * @param tensors the tensors
 */
public record Tuple(@Unnamed List<Tensor> tensors) {
  /** Takes a copy of the list. */
  public Tuple {
    tensors = List.copyOf(tensors);
  }

  /**
   * A tuple.
   *
   * @param tensors the tensors
   * @return the tuple
   */
  public static Tuple of(Tensor... tensors) {
    return new Tuple(List.of(tensors));
  }

  /**
   * One of the tensors.
   *
   * @param i which, from 0
   * @return the tensor
   * @throws StructureException if there is none
   */
  public Tensor get(int i) {
    if (i < 0 || i >= tensors.size()) {
      throw new StructureException(
          "Tuple.get: no tensor " + i + " among " + tensors.size() + "; they are counted from 0");
    }
    return tensors.get(i);
  }

  /**
   * How many tensors there are.
   *
   * @return the number
   */
  public int size() {
    return tensors.size();
  }
}
