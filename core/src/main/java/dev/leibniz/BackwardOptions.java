package dev.leibniz;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of one classical call, checked before any work. */
record BackwardOptions(
    boolean createGraph,
    boolean retainGraph,
    boolean allowUnused,
    boolean materializeGrads,
    boolean gradsBatched,
    @Nullable List<Tensor> inputs) {
  private static final BackwardOptions NONE =
      new BackwardOptions(false, false, false, false, false, null);

  static final Set<Class<? extends Option.Backward>> BACKWARD =
      Set.of(Option.CreateGraph.class, Option.RetainGraph.class, Option.Inputs.class);
  static final Set<Class<? extends Option.Backward>> GRAD =
      Set.of(
          Option.CreateGraph.class,
          Option.RetainGraph.class,
          Option.AllowUnused.class,
          Option.MaterializeGrads.class,
          Option.GradsBatched.class);

  static BackwardOptions of(
      String operation, Set<Class<? extends Option.Backward>> allowed, Option.Backward[] options) {
    if (options.length == 0) {
      return NONE;
    }
    boolean createGraph = false;
    boolean retainGraph = false;
    boolean allowUnused = false;
    boolean materializeGrads = false;
    boolean gradsBatched = false;
    Options.requireOneOfAKind(operation, options);
    List<Tensor> inputs = null;
    for (Option.Backward o : options) {
      if (!allowed.contains(o.getClass())) {
        throw new LeibnizException(
            operation + ": " + o.name() + " is no option of it; leave it out");
      }
      switch (o) {
        case Option.CreateGraph c -> createGraph = true;
        case Option.RetainGraph r -> retainGraph = true;
        case Option.AllowUnused a -> allowUnused = true;
        case Option.MaterializeGrads m -> materializeGrads = true;
        case Option.GradsBatched g -> gradsBatched = true;
        case Option.Inputs i -> inputs = i.tensors();
      }
    }
    return new BackwardOptions(
        createGraph, retainGraph, allowUnused, materializeGrads, gradsBatched, inputs);
  }

  /** Whether the walk may free what the graph keeps. */
  boolean consumes() {
    return !createGraph && !retainGraph;
  }
}
