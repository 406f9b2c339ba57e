package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The table of operators. */
public final class Operators {
  private static final Operators ALL = new Operators();

  private final Map<String, Function<Arguments, List<Tensor>>> table = new HashMap<>();

  private Operators() {
    Functions.addTo(this);
    SpecialFunctions.addTo(this);
    Arithmetic.addTo(this);
    Choices.addTo(this);
    Reductions.addTo(this);
    Products.addTo(this);
    LinearAlgebra.addTo(this);
    Shapes.addTo(this);
    Parts.addTo(this);
    Indexing.addTo(this);
    Nonlinearities.addTo(this);
    Writing.addTo(this);
    Orders.addTo(this);
    Networks.addTo(this);
    Objectives.addTo(this);
    Sliding.addTo(this);
    Resampling.addTo(this);
  }

  /**
   * The names of the operators in the table.
   *
   * @return a set that cannot be changed
   */
  public static Set<String> names() {
    return Set.copyOf(ALL.table.keySet());
  }

  /**
   * Calls an operator.
   *
   * @param arguments its arguments, which know its name
   * @return its results: one, or as many as the operator gives
   * @throws UnsupportedException if it is not in the table, or not with these arguments
   */
  public static List<Tensor> call(Arguments arguments) {
    Function<Arguments, List<Tensor>> operator = ALL.table.get(arguments.operator());
    if (operator == null) {
      throw new UnsupportedException(arguments.operator());
    }
    List<Tensor> out = operator.apply(arguments);
    arguments.refuseUnused();
    return out;
  }

  void add(String name, Function<Arguments, Tensor> operator) {
    addTuple(name, a -> List.of(operator.apply(a)));
  }

  void addTuple(String name, Function<Arguments, List<Tensor>> operator) {
    if (table.put(name, operator) != null) {
      throw new IllegalStateException(name + " is in the table twice");
    }
  }
}
