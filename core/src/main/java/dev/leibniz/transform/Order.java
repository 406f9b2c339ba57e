package dev.leibniz.transform;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that lead to some outputs, latest first; found without recursion, so any depth will do.
 *
 * <p>Numbers fall from outputs to inputs, and what one computation made has numbers close together.
 * So the place of a node is how far its number lies below the highest, and one sweep down finds
 * everything, with no set and no sort. Where the numbers turn out to be sparse (an old graph used
 * again) the nodes are collected and sorted instead. Leaves, which may be as old as the program,
 * have no place in the order.
 */
final class Order {
  private final long top;
  private final long @Nullable [] sparse;
  private @Nullable Node[] nodes;
  private int size;

  Order(@Nullable Node... outputs) {
    long max = Long.MIN_VALUE;
    for (Node n : outputs) {
      if (n != null) {
        max = Math.max(max, n.number);
      }
    }
    top = max;
    nodes = new Node[Math.clamp(max, 0, 16)];
    if (collectDense(outputs)) {
      sparse = null;
    } else {
      nodes = collectSparse(outputs);
      size = nodes.length;
      long[] numbers = new long[size];
      for (int i = 0; i < size; i++) {
        numbers[i] = -Objects.requireNonNull(nodes[i]).number;
      }
      sparse = numbers;
    }
  }

  private boolean collectDense(@Nullable Node[] outputs) {
    Placing placing = new Placing();
    for (Node n : outputs) {
      if (n != null) {
        placing.accept(n);
      }
    }
    for (int i = 0; i < size && placing.fits; i++) {
      Node n = nodes[i];
      if (n != null) {
        n.inputs(placing);
      }
    }
    return placing.fits;
  }

  /** Puts nodes at their places, as long as not too many places stay empty. */
  private final class Placing implements Consumer<Node> {
    private int found;
    private boolean fits = true;

    @Override
    public void accept(Node n) {
      if (n instanceof Node.Leaf) {
        return;
      }
      long at = top - n.number;
      if (at > 4096 + 16L * found) {
        fits = false;
        return;
      }
      int i = (int) at;
      if (i >= nodes.length) {
        nodes = Arrays.copyOf(nodes, Math.max(i + 1, 2 * nodes.length));
      }
      if (nodes[i] == null) {
        nodes[i] = n;
        found++;
        size = Math.max(size, i + 1);
      }
    }
  }

  private static @Nullable Node[] collectSparse(@Nullable Node[] outputs) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Node> todo = new ArrayDeque<>();
    Consumer<Node> visit =
        n -> {
          if (!(n instanceof Node.Leaf) && seen.add(n)) {
            todo.push(n);
          }
        };
    for (Node n : outputs) {
      if (n != null) {
        visit.accept(n);
      }
    }
    while (!todo.isEmpty()) {
      todo.pop().inputs(visit);
    }
    Node[] all = seen.toArray(Node[]::new);
    Arrays.sort(all, Comparator.comparingLong((Node n) -> n.number).reversed());
    return all;
  }

  /** One more than the highest place; some places may be empty. */
  int size() {
    return size;
  }

  @Nullable Node at(int i) {
    return nodes[i];
  }

  /** Forgets a node, so that what it keeps alive can be collected. */
  void forget(int i) {
    nodes[i] = null;
  }

  /** The place of a number, or a negative one if there is none. */
  int place(long number) {
    if (sparse != null) {
      return Arrays.binarySearch(sparse, -number);
    }
    long at = top - number;
    return at >= 0 && at < size ? (int) at : -1;
  }

  boolean contains(Node n) {
    int i = place(n.number);
    return i >= 0 && nodes[i] == n;
  }

  /** The leaves that lead to these nodes. */
  Set<Node.Leaf> leaves() {
    Set<Node.Leaf> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < size; i++) {
      Node n = nodes[i];
      if (n != null) {
        n.inputs(from -> {
          if (from instanceof Node.Leaf leaf) {
            leaves.add(leaf);
          }
        });
      }
    }
    return leaves;
  }

  /** Whether a leaf leads to any of these nodes. */
  boolean reaches(Node.Leaf leaf) {
    boolean[] found = {false};
    for (int i = 0; i < size && !found[0]; i++) {
      Node n = nodes[i];
      if (n != null) {
        n.inputs(from -> found[0] |= from == leaf);
      }
    }
    return found[0];
  }
}
