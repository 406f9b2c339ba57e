package dev.leibniz;

import dev.leibniz.op.Op;
import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Graph;
import dev.leibniz.transform.structured.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded function's derivative applied to all unit vectors, as many at once as the plan says:
 * tangents forward, for columns of the Jacobian, or cotangents back, for its rows.
 */
final class Sweep {
  /** What the images of a range of unit vectors are handed to. */
  interface Images {
    void accept(UnitVectors.Range range, @Nullable Tensor[] images);
  }

  private final String operation;
  private final Graph graph;
  private final Options options;
  private final UnitVectors units;
  private final List<UnitVectors.Range> ranges;
  private final long bytesForOne;
  private final Plan plan;

  /**
   * @param square the direction for a matrix with as many columns as rows
   */
  Sweep(
      String operation,
      Graph graph,
      Tensor[] xs,
      Tensor[] ys,
      Option.Strategy square,
      Options options) {
    this.operation = operation;
    this.graph = graph;
    this.options = options;
    UnitVectors inputs = new UnitVectors(xs);
    UnitVectors outputs = new UnitVectors(ys);
    boolean forward = isForward(options, outputs.size(), inputs.size(), square);
    this.units = forward ? inputs : outputs;
    this.bytesForOne = graph.bytes() + 8 * (inputs.size() + outputs.size());
    int atOnce = atOnce(options, units.size());
    this.ranges = units.ranges(atOnce, joined(options));
    int most = ranges.stream().mapToInt(UnitVectors.Range::count).max().orElse(0);
    this.plan =
        new Plan(
            forward ? Option.Strategy.FORWARD : Option.Strategy.REVERSE,
            strategyReason(options, outputs.size() - inputs.size(), forward),
            outputs.size(),
            inputs.size(),
            most,
            atOnceReason(options, most),
            ranges.size(),
            most * bytesForOne,
            resultBytes(xs, outputs.size()));
  }

  private static boolean isForward(
      Options options, long rows, long columns, Option.Strategy square) {
    Option.Strategy given = options.strategy();
    if (given == null || given == Option.Strategy.AUTO) {
      return columns < rows || columns == rows && square == Option.Strategy.FORWARD;
    }
    return given == Option.Strategy.FORWARD;
  }

  private static String strategyReason(Options options, long moreRows, boolean forward) {
    Option.Strategy given = options.strategy();
    return given != null && given != Option.Strategy.AUTO
        ? "as the call asks for"
        : !forward
            ? "since there are not more rows than columns"
            : moreRows > 0
                ? "since there are fewer columns than rows"
                : "since tangents of a gradient are its cheapest derivative";
  }

  private int atOnce(Options options, long all) {
    if (options.vectorize()) {
      return Math.clamp(all, 1, Integer.MAX_VALUE);
    }
    // One tensor cannot hold more.
    long most = Math.clamp(all, 1, (Integer.MAX_VALUE - 8) / graph.largest());
    long wanted =
        options.chunkSize() > 0 ? options.chunkSize() : budget(options) / Math.max(1, bytesForOne);
    return (int) Math.clamp(wanted, 1, most);
  }

  /**
   * Small tensors share a pass, which saves calls. Large ones do not, since a pass with the unit
   * vectors of one tensor leaves out what only the others lead to; nor does anything where it is
   * asked of each block whether it is a constant.
   */
  private static long joined(Options options) {
    return options.strict() && options.createGraph()
        ? 0
        : options.vectorize() ? Long.MAX_VALUE : 64;
  }

  private static long budget(Options options) {
    return options.memoryBudget() > 0
        ? options.memoryBudget()
        : Runtime.getRuntime().maxMemory() / 8;
  }

  private String atOnceReason(Options options, int most) {
    if (options.vectorize()) {
      return "since vectorize() asks for all at once";
    }
    if (options.chunkSize() > 0) {
      return "as chunkSize(" + options.chunkSize() + ") asks for";
    }
    long budget = budget(options);
    String whose = options.memoryBudget() > 0 ? "the memoryBudget" : "an eighth of the heap";
    boolean bounded = bytesForOne > 0 && most < units.size() && most >= budget / bytesForOne;
    return (bounded ? "the most that " : "within the ")
        + budget
        + " bytes ("
        + whose
        + ") "
        + (bounded ? "hold at " : "at ")
        + bytesForOne
        + " bytes for each";
  }

  private static long resultBytes(Tensor[] xs, long rows) {
    long bytes = 0;
    for (Tensor x : xs) {
      bytes += rows * x.size() * (x.dtype() == DType.FLOAT32 ? 4 : 8);
    }
    return bytes;
  }

  /** How many of other vectors are to be mapped at once. */
  int atOnce(int all) {
    return atOnce(options, all);
  }

  Plan plan() {
    return plan;
  }

  boolean isForward() {
    return plan.strategy() == Option.Strategy.FORWARD;
  }

  /** How many tensors the unit vectors are of. */
  int vectors() {
    return units.tensors();
  }

  /** The unit vectors of a range that belong to one of them. */
  UnitVectors.Part part(UnitVectors.Range range, int k) {
    return units.part(range, k);
  }

  void run(Images consumer) {
    run(v -> v, consumer);
  }

  /** Does something to the unit vectors before the derivative is applied. */
  void run(Op.TensorMap before, Images consumer) {
    Op.TensorMap map = isForward() ? graph::push : graph::pull;
    Stack.Axis axis = isForward() ? Stack.Axis.BEHIND : Stack.Axis.FRONT;
    for (UnitVectors.Range range : ranges) {
      consumer.accept(
          range,
          Batch.mapStructured(
              operation,
              range.count(),
              units.stacks(range, axis),
              v -> map.apply(before.apply(v))));
    }
  }
}
