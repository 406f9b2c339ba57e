package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * The dotted names of a module's tensors: the paths of {@link Tree}, with {@code runningMean}
 * written {@code running_mean}, so that they are PyTorch's where the module is.
 */
final class Names {
  private Names() {}

  record Named(String name, Tensor tensor, boolean isParameter) {}

  static List<Named> of(Object module) {
    List<Tree.Leaf> leaves = Tree.leaves(module);
    List<Named> out = new ArrayList<>(leaves.size());
    for (Tree.Leaf l : leaves) {
      out.add(new Named(snakeCase(l.path()), l.tensor(), l.isParameter()));
    }
    return out;
  }

  /** A capital that follows a small letter or a digit becomes a low line and the small letter. */
  static String snakeCase(String path) {
    int hump = hump(path, 1);
    if (hump < 0) {
      return path;
    }
    StringBuilder out = new StringBuilder(path.length() + 4);
    int from = 0;
    for (; hump >= 0; hump = hump(path, hump + 1)) {
      out.append(path, from, hump).append('_').append(Character.toLowerCase(path.charAt(hump)));
      from = hump + 1;
    }
    return out.append(path, from, path.length()).toString();
  }

  private static int hump(String path, int from) {
    for (int i = from; i < path.length(); i++) {
      if (Character.isUpperCase(path.charAt(i))) {
        char before = path.charAt(i - 1);
        if (Character.isLowerCase(before) || Character.isDigit(before)) {
          return i;
        }
      }
    }
    return -1;
  }
}
