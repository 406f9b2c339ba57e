package dev.leibniz.conformance;

import dev.leibniz.Tensor;
import dev.leibniz.conformance.operators.Arguments;
import dev.leibniz.conformance.operators.Operators;
import dev.leibniz.conformance.operators.UnsupportedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program of a case as a function of its inputs. */
final class Program {
  private final Case of;
  private final Mode mode;

  Program(Case of, Mode mode) {
    this.of = of;
    this.mode = mode;
  }

  /**
   * Runs it.
   *
   * @return the outputs, flattened
   * @throws UnsupportedException if an operator or its arguments are not in the table
   */
  List<Tensor> run(List<Tensor> inputs) {
    Map<String, List<Tensor>> values = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      values.put("x" + i, List.of(inputs.get(i)));
    }
    for (Statement s : of.program()) {
      bind(s, Operators.call(arguments(s, values)), values);
    }
    List<Tensor> out = new ArrayList<>();
    of.outputs().forEach(name -> out.addAll(look(name, values)));
    return out;
  }

  private static void bind(Statement s, List<Tensor> result, Map<String, List<Tensor>> values) {
    if (!s.isTuple()) {
      values.put(s.out().getFirst(), result);
      return;
    }
    if (result.size() < s.out().size()) {
      throw new UnsupportedException(
          s.operator() + ": gives " + result.size() + " tensors, not " + s.out().size());
    }
    for (int i = 0; i < s.out().size(); i++) {
      values.put(s.out().get(i), List.of(result.get(i)));
    }
  }

  private Arguments arguments(Statement s, Map<String, List<Tensor>> values) {
    List<@Nullable Object> positional = resolvedList(s.positional(), values);
    Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
    s.keywords().forEach((name, a) -> keywords.put(name, resolved(a, values)));
    return new Arguments(s.operator(), positional, keywords);
  }

  private @Nullable Object resolved(@Nullable Object a, Map<String, List<Tensor>> values) {
    return switch (a) {
      case Statement.Reference r -> {
        List<Tensor> found = look(r.name(), values);
        yield found.size() == 1 ? found.getFirst() : found;
      }
      case List<?> list -> resolvedList(list, values);
      case null, default -> mode.literal(a);
    };
  }

  private List<@Nullable Object> resolvedList(
      List<? extends @Nullable Object> list, Map<String, List<Tensor>> values) {
    List<@Nullable Object> out = new ArrayList<>();
    list.forEach(a -> out.add(resolved(a, values)));
    return out;
  }

  private List<Tensor> look(String name, Map<String, List<Tensor>> values) {
    List<Tensor> found = values.get(name);
    if (found == null) {
      throw new IllegalArgumentException(of.id() + ": the program has no " + name);
    }
    return found;
  }
}
