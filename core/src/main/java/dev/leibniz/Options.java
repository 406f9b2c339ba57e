package dev.leibniz;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of one functional call, checked before any work.
 *
 * @param chunkSize rows at once; 0 if it was not given
 * @param memoryBudget bytes at once; 0 if it was not given
 * @param active the parts of the point that are differentiated; all if it is empty
 */
record Options(
    boolean createGraph,
    boolean strict,
    boolean vectorize,
    int chunkSize,
    long memoryBudget,
    Option.@Nullable Strategy strategy,
    List<String> active) {
  private static final Options NONE = new Options(false, false, false, 0, 0, null, List.of());

  static final Set<Class<? extends Option>> FIRST_ORDER =
      Set.of(Option.CreateGraph.class, Option.Strict.class, Option.Active.class);
  static final Set<Class<? extends Option>> ROWS =
      Set.of(
          Option.CreateGraph.class,
          Option.Strict.class,
          Option.Active.class,
          Option.ChunkSize.class,
          Option.MemoryBudget.class);
  static final Set<Class<? extends Option>> BLOCKS =
      Set.of(
          Option.CreateGraph.class,
          Option.Strict.class,
          Option.Active.class,
          Option.Vectorize.class,
          Option.ChunkSize.class,
          Option.MemoryBudget.class,
          Option.Strategy.class);
  static final Set<Class<? extends Option>> SIZES =
      Set.of(
          Option.Vectorize.class,
          Option.ChunkSize.class,
          Option.MemoryBudget.class,
          Option.Strategy.class);

  static Options of(String operation, Set<Class<? extends Option>> allowed, Option[] options) {
    if (options.length == 0) {
      return NONE;
    }
    requireOneOfAKind(operation, options);
    boolean createGraph = false;
    boolean strict = false;
    boolean vectorize = false;
    int chunkSize = 0;
    long memoryBudget = 0;
    Option.Strategy strategy = null;
    List<String> active = List.of();
    for (Option o : options) {
      if (!allowed.contains(o instanceof Option.Strategy ? Option.Strategy.class : o.getClass())) {
        throw new LeibnizException(
            operation + ": " + o.name() + " is no option of it; leave it out");
      }
      switch (o) {
        case Option.CreateGraph c -> createGraph = true;
        case Option.Backward b -> throw new AssertionError(b);
        case Option.Strict s -> strict = true;
        case Option.Vectorize v -> vectorize = true;
        case Option.ChunkSize c -> chunkSize = c.rows();
        case Option.MemoryBudget m -> memoryBudget = m.bytes();
        case Option.Strategy s -> strategy = s;
        case Option.Active a -> active = a.paths();
        case Option.InAxes i -> throw new AssertionError(i);
        case Option.OutAxis i -> throw new AssertionError(i);
        case Option.InAxis i -> throw new AssertionError(i);
        case Option.OutAxes i -> throw new AssertionError(i);
      }
    }
    requireOneSize(operation, vectorize, chunkSize, memoryBudget);
    return new Options(createGraph, strict, vectorize, chunkSize, memoryBudget, strategy, active);
  }

  /** Refuses two options of a kind that differ, of which one would be ignored. */
  static void requireOneOfAKind(String operation, Option[] options) {
    Map<Object, Option> seen = new HashMap<>();
    for (Option o : options) {
      Option other = seen.putIfAbsent(kind(o), o);
      if (other != null && !other.equals(o)) {
        String both =
            o.name().equals(other.name())
                ? o.name() + " is given twice, and not alike"
                : other.name() + " and " + o.name() + " are both given";
        throw new LeibnizException(operation + ": " + both + "; give one of them");
      }
    }
  }

  private static Object kind(Option o) {
    return switch (o) {
      case Option.Strategy s -> Option.Strategy.class;
      case Option.OutAxis a -> Option.OutAxes.class;
      case Option.InAxis i -> i.path();
      default -> o.getClass();
    };
  }

  private static void requireOneSize(
      String operation, boolean vectorize, int chunkSize, long memoryBudget) {
    String all = vectorize ? "vectorize() asks for all rows at once" : "";
    String rows = chunkSize > 0 ? "chunkSize(" + chunkSize + ") for so many" : "";
    String bytes =
        memoryBudget > 0 ? "memoryBudget(" + memoryBudget + ") for as many as it can hold" : "";
    List<String> given =
        java.util.stream.Stream.of(all, rows, bytes).filter(s -> !s.isEmpty()).toList();
    if (given.size() > 1) {
      throw new LeibnizException(
          operation + ": " + String.join(" and ", given) + "; give one of them");
    }
  }

  /** The same, but for the direction. */
  Options with(Option.Strategy other) {
    return new Options(createGraph, strict, vectorize, chunkSize, memoryBudget, other, active);
  }

  /** The same, with everything active. */
  Options withAllActive() {
    return new Options(
        createGraph, strict, vectorize, chunkSize, memoryBudget, strategy, List.of());
  }
}
