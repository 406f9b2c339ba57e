package dev.leibniz.nn;

import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A table of a module's parts, and of what they give if the module is run. */
final class Summary {
  private static final String OUTPUT = "Output";
  private static final int COUNT = 4;
  private static final int WIDTH = 50;

  private final List<String[]> rows = new ArrayList<>();
  private final @Nullable Outputs outputs;

  private Summary(@Nullable Outputs outputs) {
    this.outputs = outputs;
  }

  static String of(Object module) {
    return new Summary(null).table(module, "");
  }

  static String of(Object module, Supplier<?> run) {
    Outputs.Run<?> r = Outputs.of(run);
    List<Tree.Leaf> given = Tree.leaves(r.result());
    String whole = given.isEmpty() ? "" : Outputs.text(given.getFirst().tensor());
    return new Summary(r.outputs()).table(module, whole);
  }

  private String table(Object module, String output) {
    rows.add(new String[] {"Module", "Type", OUTPUT, "Parameters", "Count"});
    add("", module);
    rows.add(new String[] {"", "total", output, "", count(Modules.parameterCount(module))});
    return table();
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
      String output = outputs == null ? "" : outputs.next(module);
      String number = own[0] == 0 ? "" : count(own[0]);
      List<String> lines = folded(shapes.toString());
      rows.add(new String[] {path, type, output, lines.getFirst(), number});
      lines.stream().skip(1).forEach(l -> rows.add(new String[] {"", "", "", l, ""}));
    }
    for (Tree.Child p : parts) {
      add(path.isEmpty() ? p.name() : path + "." + p.name(), p.value());
    }
  }

  /** In lines of some width, so that the many tensors of an LSTM do not leave the screen. */
  private static List<String> folded(String words) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : words.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line);
        line = word;
      } else {
        line = line.isEmpty() ? word : line + " " + word;
      }
    }
    lines.add(line);
    return lines;
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
    int[] width = new int[COUNT + 1];
    for (String[] r : rows) {
      for (int i = 0; i <= COUNT; i++) {
        width[i] = Math.max(width[i], r[i].length());
      }
    }
    List<String> lines = rows.stream().map(r -> line(r, width)).toList();
    String rule = "-".repeat(lines.stream().mapToInt(String::length).max().orElse(0));
    StringJoiner out = new StringJoiner("\n", "", "\n");
    out.add(lines.getFirst()).add(rule);
    lines.subList(1, lines.size() - 1).forEach(out::add);
    return out.add(rule).add(lines.getLast()).toString();
  }

  /** Without a run there is no column of outputs. */
  private String line(String[] cells, int[] width) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i <= COUNT; i++) {
      String pad = " ".repeat(width[i] - cells[i].length());
      if (outputs != null || !OUTPUT.equals(rows.getFirst()[i])) {
        line.append(i == COUNT ? pad + cells[i] : cells[i] + pad).append("  ");
      }
    }
    return line.toString().stripTrailing();
  }
}
