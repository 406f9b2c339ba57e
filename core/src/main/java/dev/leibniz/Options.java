package dev.leibniz;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of one functional call, checked before any work. */
record Options(
    boolean createGraph,
    boolean strict,
    boolean vectorize,
    int chunkSize,
    Option.@Nullable Strategy strategy) {
  private static final Options NONE = new Options(false, false, false, 0, null);

  static final Set<Class<? extends Option>> FIRST_ORDER =
      Set.of(Option.CreateGraph.class, Option.Strict.class);
  static final Set<Class<? extends Option>> BLOCKS =
      Set.of(
          Option.CreateGraph.class,
          Option.Strict.class,
          Option.Vectorize.class,
          Option.ChunkSize.class,
          Option.Strategy.class);

  static Options of(String operation, Set<Class<? extends Option>> allowed, Option[] options) {
    if (options.length == 0) {
      return NONE;
    }
    boolean createGraph = false;
    boolean strict = false;
    boolean vectorize = false;
    int chunkSize = 0;
    Option.Strategy strategy = null;
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
        case Option.Strategy s -> strategy = s;
        case Option.InAxes i -> throw new AssertionError(i);
        case Option.OutAxis i -> throw new AssertionError(i);
      }
    }
    if (vectorize && chunkSize > 0) {
      throw new LeibnizException(
          operation
              + ": vectorize() asks for all rows at once and chunkSize("
              + chunkSize
              + ") for fewer; give one of them");
    }
    return new Options(createGraph, strict, vectorize, chunkSize, strategy);
  }

  Options with(Option.Strategy other) {
    return new Options(createGraph, strict, vectorize, chunkSize, other);
  }
}
