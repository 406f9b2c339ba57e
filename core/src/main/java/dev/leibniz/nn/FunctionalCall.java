package dev.leibniz.nn;

import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Modules.Substitution;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tensors of a module replaced by name. */
final class FunctionalCall {
  private FunctionalCall() {}

  /** What takes a tensor's place at all places where it stands; the tensor may be absent. */
  private record Tied(String name, @Nullable Tensor tensor) {}

  static <M> M substitute(
      M module, Map<String, ? extends @Nullable Tensor> given, Set<Substitution> options) {
    List<Names.Named> names = Names.of(module);
    int used = 0;
    for (Names.Named n : names) {
      used += given.containsKey(n.name()) ? 1 : 0;
    }
    if (used < given.size() || options.contains(Substitution.STRICT) && used < names.size()) {
      refuse(module, names, given, options.contains(Substitution.STRICT));
    }
    Map<Tensor, Tied> tied = options.contains(Substitution.UNTIED) ? Map.of() : tied(names, given);
    List<@Nullable Tensor> all = new ArrayList<>(names.size());
    for (Names.Named n : names) {
      Tied t = tied.get(n.tensor());
      if (given.containsKey(n.name())) {
        all.add(given.get(n.name()));
      } else {
        all.add(t != null ? t.tensor() : n.tensor());
      }
    }
    return Tree.rebuild(module, all);
  }

  private static Map<Tensor, Tied> tied(
      List<Names.Named> names, Map<String, ? extends @Nullable Tensor> given) {
    Map<Tensor, Tied> out = new HashMap<>();
    for (Names.Named n : names) {
      if (given.containsKey(n.name())) {
        Tensor t = given.get(n.name());
        Tied before = out.put(n.tensor(), new Tied(n.name(), t));
        if (before != null && before.tensor() != t) {
          throw new StructureException(
              "functionalCall: "
                  + before.name()
                  + " and "
                  + n.name()
                  + " are one tensor of the module, but two different ones are given for it; give the"
                  + " same one, or the option UNTIED");
        }
      }
    }
    return out;
  }

  private static void refuse(
      Object module,
      List<Names.Named> names,
      Map<String, ? extends @Nullable Tensor> given,
      boolean strict) {
    Set<String> missing = new LinkedHashSet<>();
    names.forEach(n -> missing.add(n.name()));
    Set<String> unexpected = new LinkedHashSet<>(given.keySet());
    unexpected.removeAll(missing);
    missing.removeAll(given.keySet());
    for (String name : unexpected) {
      requireReachable(module, name);
    }
    if (strict) {
      throw new StructureException(
          "functionalCall, STRICT: the tensors do not fit "
              + module.getClass().getSimpleName()
              + (unexpected.isEmpty() ? "" : "; unexpected: " + String.join(", ", unexpected))
              + (missing.isEmpty() ? "" : "; missing: " + String.join(", ", missing)));
    }
  }

  /** An unknown name may stand at the end of a path, but the path to it must be there. */
  private static void requireReachable(Object module, String name) {
    Object at = module;
    String[] parts = name.split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      Optional<Object> next = child(at, parts[i]);
      boolean last = i == parts.length - 1;
      if (last ? next.isPresent() : next.isEmpty() || next.get() instanceof Tensor) {
        throw new StructureException(
            "functionalCall: \""
                + name
                + "\" "
                + (last
                    ? "is no tensor but a " + next.get().getClass().getSimpleName()
                    : "leads through \"" + parts[i] + "\", which is no part of the module")
                + "; the names are "
                + Names.of(module).stream().map(Names.Named::name).toList());
      }
      at = last ? at : next.get();
    }
  }

  private static Optional<Object> child(Object tree, String name) {
    for (Tree.Child c : Tree.children(tree)) {
      Object value = c.value() instanceof Optional<?> o ? o.orElse(null) : c.value();
      if (value != null && c.name().isEmpty()) {
        Optional<Object> found = child(value, name);
        if (found.isPresent()) {
          return found;
        }
      } else if (value != null && Names.snakeCase(c.name()).equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  static Map<String, @Nullable Tensor> joined(
      List<? extends Map<String, ? extends @Nullable Tensor>> maps) {
    Map<String, @Nullable Tensor> all = new LinkedHashMap<>();
    Set<String> twice = new LinkedHashSet<>();
    for (Map<String, ? extends @Nullable Tensor> m : maps) {
      for (Map.Entry<String, ? extends @Nullable Tensor> e : m.entrySet()) {
        if (all.containsKey(e.getKey())) {
          twice.add(e.getKey());
        }
        all.put(e.getKey(), e.getValue());
      }
    }
    if (!twice.isEmpty()) {
      throw new StructureException(
          "functionalCall: "
              + String.join(", ", twice)
              + " in more than one of the maps; each name may be in one");
    }
    return all;
  }
}
