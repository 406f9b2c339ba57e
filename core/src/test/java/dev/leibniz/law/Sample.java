package dev.leibniz.law;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.op.Custom;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function and where its inputs may lie: what a law is tried on.
 *
 * @param op makes the op anew each time, if the function is nothing but one op
 * @param isCoarse whether the function rounds to FLOAT32 on the way
 */
record Sample(
    String name,
    @Nullable Supplier<Op> op,
    UnaryOperator<Tensor[]> function,
    List<Domain> domains,
    boolean isCoarse) {

  static Sample of(Supplier<Op> op, Domain... domains) {
    boolean isCoarse = Arrays.stream(domains).anyMatch(d -> d.dtype() == DType.FLOAT32);
    return new Sample(
        name(op.get(), domains), op, in -> run(op.get(), in), List.of(domains), isCoarse);
  }

  static Sample of(String name, UnaryOperator<Tensor[]> function, Domain... domains) {
    return new Sample(name, null, function, List.of(domains), false);
  }

  Sample coarse() {
    return new Sample(name, op, function, domains, true);
  }

  /** The same with its numbers in another dtype. */
  Sample as(DType dtype) {
    List<Domain> converted = new ArrayList<>();
    domains.forEach(d -> converted.add(d.as(dtype)));
    return new Sample(name + " in " + dtype, op, function, converted, dtype == DType.FLOAT32);
  }

  private static String name(Op op, Domain[] domains) {
    return (op instanceof Custom custom ? "Custom " + custom.name() : op.toString())
        + Arrays.stream(domains)
            .map(d -> (d.dtype() == DType.FLOAT64 ? "" : d.dtype().toString()) + d.shape())
            .collect(Collectors.joining(", ", " of ", ""));
  }

  /** Runs an op, whatever its arity. */
  static Tensor[] run(Op op, Tensor... in) {
    return switch (op) {
      case Op.One one -> new Tensor[] {Run.one(one, in[0])};
      case Op.Two two -> new Tensor[] {Run.two(two, in[0], in[1])};
      case Op.Many many -> Run.many(many, in);
    };
  }

  Tensor[] inputs(Random random) {
    return domains.stream().map(d -> d.draw(random)).toArray(Tensor[]::new);
  }

  /** How far rounding may lead apart what should be equal. */
  double rounding() {
    return isCoarse ? 2e-5 : 1e-11;
  }

  boolean isActive(int input) {
    return domains.get(input).isActive();
  }

  /**
   * Whether there are derivatives to be checked; also if that cannot be told, and a law will fail.
   */
  boolean isDifferentiable() {
    if (domains.stream().noneMatch(Domain::isActive)) {
      return false;
    }
    try {
      Tensor[] out = function.apply(inputs(new Random(0)));
      return Arrays.stream(out).anyMatch(y -> y.dtype().isFloating());
    } catch (RuntimeException e) {
      return true;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
