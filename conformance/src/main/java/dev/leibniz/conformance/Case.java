package dev.leibniz.conformance;

import dev.leibniz.Tensor;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A small program and what PyTorch says of it.
 *
 * @param id operator/seed.sample, or programs/seed/number
 * @param inputs x0, x1, …
 * @param differentiated which inputs are differentiated, in this order
 * @param program the statements
 * @param outputs names of what the program gives
 * @param checks what to compare
 * @param rtol the relative tolerance
 * @param atol the absolute tolerance
 */
record Case(
    String id,
    List<Tensor> inputs,
    List<Integer> differentiated,
    List<Statement> program,
    List<String> outputs,
    List<Check> checks,
    double rtol,
    double atol) {

  private static final String OPERATOR_CASES = "ops/";

  /** The operator that the case is about; all of its operators, if it is a random program. */
  Set<String> operators() {
    Set<String> all = new LinkedHashSet<>();
    program.forEach(s -> all.add(s.operator()));
    if (!isOfOneOperator()) {
      return all;
    }
    String named = id.substring(OPERATOR_CASES.length());
    return all.stream()
        .filter(o -> named.startsWith(o + "/") || named.startsWith(o + "."))
        .max(Comparator.comparingInt(String::length))
        .map(Set::of)
        .orElse(all);
  }

  /**
   * Whether second-order checks are of a weighted sum of the outputs, and not of a single output.
   */
  boolean isOfOneOperator() {
    return id.startsWith(OPERATOR_CASES);
  }

  /** Whether this is what the user calls by this name: an operator, or the beginning of an id. */
  boolean isNamed(String name) {
    return operators().contains(name) || id.equals(name) || id.startsWith(name + "/");
  }
}
