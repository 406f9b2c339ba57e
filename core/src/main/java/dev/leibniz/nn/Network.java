package dev.leibniz.nn;

import dev.leibniz.tree.Tree;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the modules of this package tell about themselves. A module of one's own need not implement
 * it: any record of tensors and modules is one.
 */
public interface Network {
  /**
   * What stands between the parentheses when this is printed, as in {@code in_features=2,
   * out_features=3, bias=True}; empty if its parts say all.
   *
   * @return one line
   */
  default String extraRepr() {
    return "";
  }

  /**
   * Whether training differs from evaluation, as it does with dropout and batch normalisation.
   *
   * @return true if it does here or in a part
   */
  default boolean actsInTraining() {
    for (Tree.Child child : Tree.children(this)) {
      if (actsInTraining(child.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean actsInTraining(@Nullable Object part) {
    return switch (part) {
      case Network n -> n.actsInTraining();
      case Collection<?> c -> c.stream().anyMatch(Network::actsInTraining);
      case Map<?, ?> m -> m.values().stream().anyMatch(Network::actsInTraining);
      case Optional<?> o -> o.stream().anyMatch(Network::actsInTraining);
      case Record r ->
          Tree.children(r).stream().map(Tree.Child::value).anyMatch(Network::actsInTraining);
      case null, default -> false;
    };
  }
}
