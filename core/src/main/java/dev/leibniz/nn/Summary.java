package dev.leibniz.nn;

import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A table of a module's parts. */
final class Summary {
  private static final String[] HEAD = {"Module", "Type", "Parameters", "Count"};

  private final List<String[]> rows = new ArrayList<>();

  private Summary() {}

  static String of(Object module) {
    Summary s = new Summary();
    s.rows.add(HEAD);
    s.add("", module);
    s.rows.add(new String[] {"", "total", "", count(Modules.parameterCount(module))});
    return s.table();
  }

  private static String count(long n) {
    return String.format("%,d", n);
  }

  /** Depth first; a module has a row if tensors of its own stand in it, or it holds nothing. */
  private void add(String path, @Nullable Object module) {
    StringJoiner shapes = new StringJoiner(" ");
    long[] own = {0};
    List<Tree.Child> parts = new ArrayList<>();
    split(module, "", shapes, own, parts);
    if (module instanceof Record && (shapes.length() > 0 || parts.isEmpty())) {
      String type = module.getClass().getSimpleName();
      rows.add(new String[] {path, type, shapes.toString(), own[0] == 0 ? "" : count(own[0])});
    }
    for (Tree.Child p : parts) {
      add(path.isEmpty() ? p.name() : path + "." + p.name(), p.value());
    }
  }

  private static void split(
      @Nullable Object module,
      String prefix,
      StringJoiner shapes,
      long[] own,
      List<Tree.Child> out) {
    for (Tree.Child c : Tree.children(module)) {
      Object value = c.value() instanceof Optional<?> o ? o.orElse(null) : c.value();
      String name = prefix + Names.snakeCase(c.name());
      if (value != null && !c.isBuffer() && c.name().isEmpty()) {
        split(value, prefix, shapes, own, out);
      } else if (Repr.isModule(value)) {
        out.add(new Tree.Child(name, value, false));
      } else if (!c.isBuffer() && (Tree.leaves(value).size() == 1 || value instanceof Map)) {
        for (Tree.Leaf l : Tree.parameters(value)) {
          String leaf = l.path().isEmpty() ? "" : "." + l.path();
          shapes.add(name + leaf + l.tensor().shape().toString().replace(" ", ""));
          own[0] += l.tensor().size();
        }
      }
    }
  }

  private String table() {
    int[] width = new int[HEAD.length];
    for (String[] r : rows) {
      for (int i = 0; i < width.length; i++) {
        width[i] = Math.max(width[i], r[i].length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      if (r == 1 || r == rows.size() - 1) {
        out.append("-".repeat(width[0] + width[1] + width[2] + width[3] + 6)).append('\n');
      }
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < width.length; i++) {
        String pad = " ".repeat(width[i] - rows.get(r)[i].length());
        line.append(i == 3 ? pad + rows.get(r)[i] : rows.get(r)[i] + pad).append("  ");
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }
}
