package dev.leibniz.transform;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.transform.Tracer.Batched;
import dev.leibniz.transform.Tracer.Dual;
import dev.leibniz.transform.Tracer.Recorded;
import dev.leibniz.transform.Tracer.Shadow;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call of a function whose intermediate values are not kept but recomputed.
 *
 * <p>The function runs as usual, and every reverse run records it as usual, captured tensors and
 * all. Then the nodes that lead to its outputs and were not there before drop what they keep, and
 * note the {@link Segment} that they belong to. The graph itself stays as it is: edges, shapes,
 * hooks. A walk that comes to such a node has the function run once more, on the same inputs and
 * for the same runs, though they may be over by now. That makes the same nodes again, in the same
 * order; each does for its {@link Segment.Replay twin} in the rules, and is forgotten when the walk
 * has left the segment.
 *
 * <p>So a checkpoint is no op, and no interpreter knows of it. What the function captures needs no
 * care, for its second run is like its first; and derivatives of derivatives are right because the
 * nodes of level 0 made again keep tracers that lead back to the inputs. What a walk recomputes is
 * its own: several threads may walk.
 *
 * @param <R> what the function gives
 */
public final class Checkpoint<R> {
  private final Tensor[] in;
  private final Supplier<R> function;
  private final Function<R, Tensor[]> tensors;
  private final boolean recording = Reverse.isRecording();

  private Checkpoint(Tensor[] in, Supplier<R> function, Function<R, Tensor[]> tensors) {
    this.in = in;
    this.function = function;
    this.tensors = tensors;
  }

  /**
   * Runs a function.
   *
   * @param in the tensors it is given
   * @param tensors those in what it gives
   */
  public static <R> R run(Tensor[] in, Supplier<R> function, Function<R, Tensor[]> tensors) {
    return new Checkpoint<>(in, function, tensors).run();
  }

  private R run() {
    Map<Reverse, Long> starts = starts();
    R out = function.get();
    made(out, starts)
        .forEach((run, nodes) -> {
          Node[] sorted = sorted(nodes);
          Segment segment = new Segment(this, run, sorted);
          for (Node n : sorted) {
            n.drop(segment);
          }
        });
    return out;
  }

  /** Runs the function again, and gives what one run has recorded of it, in order. */
  Node[] nodes(Reverse run) {
    Map<Reverse, Long> starts = starts();
    R out = Interpreter.replaying(() -> Reverse.recording(recording, function));
    return sorted(made(out, starts).getOrDefault(run, Set.of()));
  }

  /** The reverse runs that the inputs belong to, and level 0, each with the last node so far. */
  private Map<Reverse, Long> starts() {
    Map<Reverse, Long> starts = new HashMap<>();
    starts.put(Reverse.CLASSICAL, Reverse.CLASSICAL.last());
    eachRecorded(in, r -> starts.computeIfAbsent((Reverse) r.run, Reverse::last));
    return starts;
  }

  /** The nodes, by run, that keep something, lead to the outputs and are younger than the start. */
  private Map<Reverse, Set<Node>> made(R out, Map<Reverse, Long> starts) {
    Map<Reverse, Set<Node>> made = new HashMap<>();
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Node> todo = new ArrayDeque<>();
    eachRecorded(
        tensors.apply(out),
        r -> {
          Reverse run = (Reverse) r.run;
          Long start = starts.get(run);
          if (start == null) {
            return;
          }
          Consumer<Node> visit =
              n -> {
                if (n.number > start && seen.add(n)) {
                  todo.push(n);
                }
              };
          visit.accept(r.node);
          while (!todo.isEmpty()) {
            Node n = todo.pop();
            if (n.isKeeping()) {
              made.computeIfAbsent(run, k -> Collections.newSetFromMap(new IdentityHashMap<>()))
                  .add(n);
            }
            n.inputs(visit);
          }
        });
    return made;
  }

  private static Node[] sorted(Set<Node> nodes) {
    Node[] all = nodes.toArray(Node[]::new);
    java.util.Arrays.sort(all, Comparator.comparingLong((Node n) -> n.number));
    return all;
  }

  /** Passes what reverse runs hold at any level of some tensors. */
  private static void eachRecorded(Tensor[] tensors, Consumer<Recorded> each) {
    ArrayDeque<Tensor> todo = new ArrayDeque<>();
    for (Tensor t : tensors) {
      todo.push(t);
      while (!todo.isEmpty()) {
        switch (todo.pop()) {
          case Recorded r -> {
            each.accept(r);
            todo.push(r.value);
          }
          case Dual d -> {
            todo.push(d.primal);
            if (d.tangent != null) {
              todo.push(d.tangent);
            }
          }
          case Batched b -> todo.push(b.value());
          case Dense d -> {}
          case Shadow s -> {}
        }
      }
    }
  }
}
