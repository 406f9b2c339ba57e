package dev.leibniz.transform;

import dev.leibniz.GraphException;
import dev.leibniz.op.Custom;
import dev.leibniz.op.Op;
import java.util.Arrays;
import java.util.Objects;

/** The nodes of one run that a checkpointed function made, and whose values were dropped. */
final class Segment {
  private final Checkpoint<?> checkpoint;
  private final Reverse run;
  private final long[] numbers;

  Segment(Checkpoint<?> checkpoint, Reverse run, Node[] nodes) {
    this.checkpoint = checkpoint;
    this.run = run;
    this.numbers = Arrays.stream(nodes).mapToLong(n -> n.number).toArray();
  }

  /** Whether a number lies between those of the first and the last node. */
  boolean spans(long number) {
    return numbers[0] <= number && number <= numbers[numbers.length - 1];
  }

  /** Runs the function again. */
  Replay replay() {
    Node[] twins = checkpoint.nodes(run);
    if (twins.length != numbers.length) {
      throw differs("" + twins.length, "" + numbers.length, " operations to differentiate");
    }
    return new Replay(twins);
  }

  private static GraphException differs(String now, String before, String what) {
    return new GraphException(
        "checkpoint: run again for the derivative, the function made "
            + now
            + what
            + ", where it had made "
            + before
            + "; it must do the same every time, on one thread: draw random numbers from a Key that"
            + " it is given, and let nothing else change in between");
  }

  /** The nodes that the function made when it was run again, with the values that they keep. */
  final class Replay {
    private final Node[] twins;
    private final Replays inner = new Replays();

    private Replay(Node[] twins) {
      this.twins = twins;
    }

    /** The node that does for another one. */
    Node twin(Node n) {
      Node twin = twins[Arrays.binarySearch(numbers, n.number)];
      if (!twin.shape.equals(n.shape) || !isSame(twin, n)) {
        throw differs(described(twin), described(n), "");
      }
      return inner.resolved(twin);
    }

    private static boolean isSame(Node a, Node b) {
      return Objects.equals(a.op(), b.op())
          // A rule of the user's own holds functions, which have no equality.
          || a.op() instanceof Custom x && b.op() instanceof Custom y && x.what().equals(y.what());
    }

    private static String described(Node n) {
      Op op = n.op();
      return (op == null ? "" : op.name()) + " of shape " + n.shape;
    }
  }
}
