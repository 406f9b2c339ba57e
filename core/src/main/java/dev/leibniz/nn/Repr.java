package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Modules as text, in the form that PyTorch gives them. */
final class Repr {
  private Repr() {}

  static String of(Object module) {
    List<String> lines = new ArrayList<>();
    String extra = module instanceof Network n ? n.extraRepr() : "";
    if (!extra.isEmpty()) {
      lines.add(extra);
    }
    parts(module, lines);
    String name = module instanceof Record ? module.getClass().getSimpleName() : list(module);
    if (lines.isEmpty() || lines.size() == 1 && !extra.isEmpty()) {
      return name + "(" + extra + ")";
    }
    StringJoiner out = new StringJoiner("\n  ", name + "(\n  ", "\n)");
    lines.forEach(l -> out.add(l.replace("\n", "\n  ")));
    return out.toString();
  }

  private static String list(Object module) {
    return module instanceof Map<?, ?> ? "ModuleDict" : "ModuleList";
  }

  private static void parts(@Nullable Object module, List<String> lines) {
    for (Tree.Child c : Tree.children(module)) {
      Object value = c.value() instanceof Optional<?> o ? o.orElse(null) : c.value();
      if (value == null || !isModule(value)) {
        continue;
      }
      if (c.name().isEmpty()) {
        parts(value, lines);
      } else {
        lines.add("(" + Names.snakeCase(c.name()) + "): " + of(value));
      }
    }
  }

  /** Records, and lists and maps of such; what the core has for values is none. */
  static boolean isModule(@Nullable Object value) {
    return switch (value) {
      case List<?> l -> !l.isEmpty() && l.stream().allMatch(Repr::isModule);
      case Map<?, ?> m -> !m.isEmpty() && m.values().stream().allMatch(Repr::isModule);
      case Network n -> true;
      case Record r -> Tree.leaves(r).stream().anyMatch(l -> !l.path().isEmpty());
      case null, default -> false;
    };
  }

  static String bool(boolean b) {
    return b ? "True" : "False";
  }

  /** Several numbers as Python writes a tuple. */
  static String tuple(int... n) {
    StringJoiner out = new StringJoiner(", ", "(", n.length == 1 ? ",)" : ")");
    for (int i : n) {
      out.add(Integer.toString(i));
    }
    return out.toString();
  }

  /** One number if all are equal, otherwise a tuple. */
  static String each(int... n) {
    for (int i : n) {
      if (i != n[0]) {
        return tuple(n);
      }
    }
    return Integer.toString(n[0]);
  }

  /** A number as Python prints it: 1e-05 and 0.1. */
  static String number(double d) {
    String s = Double.toString(d);
    int e = s.indexOf('E');
    if (e < 0) {
      return d < 1e-4 && d > 0 ? String.format("%.0e", d) : s;
    }
    String mantissa = s.substring(0, e).replaceAll("\\.0$", "");
    int exponent = Integer.parseInt(s.substring(e + 1));
    if (exponent >= -4 && exponent < 16) {
      return new java.math.BigDecimal(s).toPlainString();
    }
    return mantissa
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** A constant as PyTorch names it. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String bias(@Nullable Tensor bias) {
    return "bias=" + bool(bias != null);
  }
}
