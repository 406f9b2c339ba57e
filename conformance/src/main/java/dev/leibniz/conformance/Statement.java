package dev.leibniz.conformance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operator.
 *
 * <p>An argument is a Long, Double, Boolean, String, null, a List of arguments, a {@link
 * Reference}, a {@link dev.leibniz.DType} or a {@link dev.leibniz.Index}.
 *
 * @param operator its name in {@code torch.}
 * @param positional the arguments without names
 * @param keywords the arguments with names
 * @param out names for the results
 * @param isTuple whether each tensor of the result gets a name of its own
 */
record Statement(
    String operator,
    List<@Nullable Object> positional,
    Map<String, @Nullable Object> keywords,
    List<String> out,
    boolean isTuple) {

  /**
   * An input or an earlier result.
   *
   * @param name x0, x1, …, or an {@code out}
   */
  record Reference(String name) {}
}
