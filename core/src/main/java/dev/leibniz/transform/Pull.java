package dev.leibniz.transform;

import dev.leibniz.GraphException;
import dev.leibniz.Tensor;
import dev.leibniz.op.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A walk from outputs to inputs that adds up cotangents. */
final class Pull extends Pass {
  private final Order order;
  private final @Nullable Object[] slots;
  private @Nullable IdentityHashMap<Node.Leaf, Tensor> otherLeaves;
  private Node.@Nullable Leaf lastLeaf;
  private @Nullable Tensor lastSum;

  /** Nodes that a derivative of zero has cut off, though they lead to the outputs. */
  private List<Node> cut = List.of();

  /** Products that are not yet multiplied, by the node whose cotangent they are. */
  private @Nullable IdentityHashMap<Node, ProductSum> products;

  private final boolean @Nullable [] wanted;

  /** In a scope that detects anomalies, the node that is passed, and what it was given. */
  private @Nullable Node watched;

  private Anomaly.Defect before = Anomaly.Defect.NONE;

  /** Of the wanted nodes, those behind which others are wanted; the rest are mere targets. */
  private final boolean[] passed;

  private final @Nullable Tensor[] captured;
  private final @Nullable Node[] targets;
  private Set<Node> targetSet = Set.of();

  /** What is to be added to which node's gradient once all has gone well. */
  private List<Due> owed = List.of();

  private record Due(Node node, Tensor cotangent) {}

  /**
   * @param targets the nodes whose cotangents are asked for
   * @param onlyTargets whether what does not lead to them is left out
   */
  Pull(Order order, @Nullable Node[] targets, boolean onlyTargets, boolean attached) {
    super(attached);
    this.order = order;
    this.slots = new Object[order.size()];
    this.targets = targets;
    this.captured = new Tensor[targets.length];
    this.passed = new boolean[onlyTargets ? order.size() : 0];
    this.wanted = onlyTargets ? leadingTo(targets) : null;
  }

  private boolean[] leadingTo(@Nullable Node[] ends) {
    boolean[] leads = new boolean[order.size()];
    Set<Node> set = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node n : ends) {
      if (n != null) {
        set.add(n);
      }
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      Node n = order.at(i);
      if (n != null) {
        int at = i;
        n.inputs(from -> {
          int p = from instanceof Node.Leaf ? -1 : order.place(from.number);
          passed[at] |= p >= 0 ? leads[p] : set.contains(from);
        });
        leads[i] = passed[i] || set.contains(n);
      }
    }
    targetSet = set;
    return leads;
  }

  boolean wants(Node n) {
    if (wanted == null) {
      return true;
    }
    if (n instanceof Node.Leaf) {
      return targetSet.contains(n);
    }
    return wanted[order.place(n.number)];
  }

  /** Adds to the cotangent of a node; null is zero. */
  void add(Node n, @Nullable Tensor cotangent) {
    Tensor ct = Op.unbroadcast(cotangent, n.shape);
    if (ct == null) {
      cut = with(cut, n);
      return;
    }
    if (n instanceof Node.Leaf leaf) {
      addLeaf(leaf, ct);
      return;
    }
    int i = order.place(n.number);
    Object old = slots[i];
    Tensor sum = old == null ? ct : ((Tensor) old).add(ct);
    slots[i] = sum;
    if (watched != null) {
      Anomaly.checkStep(watched, sum, before);
    }
  }

  /** The leaf that was last added to stays at hand: often it is the only one, or the same again. */
  private void addLeaf(Node.Leaf leaf, Tensor ct) {
    if (leaf != lastLeaf) {
      Tensor sum = sum(leaf);
      if (lastLeaf != null && lastSum != null) {
        if (otherLeaves == null) {
          otherLeaves = new IdentityHashMap<>();
        }
        otherLeaves.put(lastLeaf, lastSum);
      }
      lastLeaf = leaf;
      lastSum = sum;
    }
    lastSum = lastSum == null ? ct : lastSum.add(ct);
    if (watched != null) {
      Anomaly.checkStep(watched, lastSum, before);
    }
  }

  private @Nullable Tensor sum(Node.Leaf leaf) {
    return leaf == lastLeaf ? lastSum : otherLeaves == null ? null : otherLeaves.get(leaf);
  }

  /**
   * Takes xᵀ ct for a later sum, if it is worth while: not the first cotangent of a node, which
   * mostly stays the only one.
   *
   * @return whether it was taken
   */
  boolean addProduct(Node n, Tensor x, Tensor ct) {
    if (watched != null || !hasSum(n) || !ProductSum.pays(x.shape(), ct.shape())) {
      return false;
    }
    if (products == null) {
      products = new IdentityHashMap<>();
    }
    ProductSum sum = products.computeIfAbsent(n, k -> new ProductSum());
    sum.add(x, ct);
    if (sum.isFull(n.shape)) {
      products.remove(n);
      add(n, sum.sum());
    }
    return true;
  }

  private boolean hasSum(Node n) {
    return n instanceof Node.Leaf leaf ? sum(leaf) != null : slots[order.place(n.number)] != null;
  }

  /** Adds up the products that wait for a node. */
  private void finish(Node n) {
    ProductSum sum = products == null ? null : products.remove(n);
    if (sum != null) {
      add(n, sum.sum());
    }
  }

  private void finishLeaves() {
    while (products != null && !products.isEmpty()) {
      finish(products.keySet().iterator().next());
    }
  }

  void part(Node.Part part, Tensor ct) {
    int i = order.place(part.whole.number);
    @Nullable Tensor[] all = (Tensor[]) slots[i];
    if (all == null) {
      slots[i] = all = new Tensor[part.whole.outputs()];
    }
    all[part.index] = ct;
  }

  /** Walks, and frees what the nodes keep as they are passed if nobody else holds the graph. */
  void run(boolean consume) {
    boolean watching = Anomaly.isLoud();
    for (int i = 0; i < order.size(); i++) {
      Node n = order.at(i);
      if (n == null || wanted != null && !wanted[i]) {
        continue;
      }
      finish(n);
      Object slot = slots[i];
      slots[i] = null;
      boolean passes = wanted == null || passed[i];
      if (slot instanceof Tensor ct) {
        Tensor t = hooked(n, ct);
        if (passes && watching) {
          watch(n, () -> n.pull(t, this), t);
        } else if (passes) {
          n.pull(t, this);
        }
      } else if (slot != null) {
        @Nullable Tensor[] cts = (Tensor[]) slot;
        if (watching) {
          watch(n, () -> ((Node.Many) n).pullAll(cts, this), cts);
        } else {
          ((Node.Many) n).pullAll(cts, this);
        }
      }
      if (consume) {
        if (passes) {
          n.free();
        }
        order.forget(i);
      }
    }
    finishLeaves();
  }

  private void watch(Node n, Runnable step, @Nullable Tensor... given) {
    watched = n;
    before = before(n, given);
    Anomaly.quietly(() -> {
      step.run();
      return null;
    });
    watched = null;
  }

  private Tensor hooked(Node n, Tensor ct) {
    Tensor t = ct;
    Gradient g = n.gradientOrNull();
    if (g != null) {
      t = g.hooked(ct);
      if (g.isRetained() && !Tracer.isOfTransform(t)) {
        owe(n, t);
      }
    }
    for (int k = 0; k < targets.length; k++) {
      if (targets[k] == n) {
        captured[k] = t;
      }
    }
    return t;
  }

  /** Notes what is to be added to a node's gradient. */
  void owe(Node n, Tensor ct) {
    if (Tracer.isOfTransform(ct)) {
      throw new GraphException(
          "backward: a gradient of shape "
              + ct.shape()
              + " belongs to the "
              + Tracer.transformOf(ct)
              + ", since a hook made it from a tensor captured there; detach that tensor");
    }
    owed = with(owed, new Due(n, ct));
  }

  /** A list with one more; most walks need none. */
  private static <T> List<T> with(List<T> list, T one) {
    List<T> longer = list.isEmpty() ? new ArrayList<>() : list;
    longer.add(one);
    return longer;
  }

  boolean owes(Node n) {
    for (Due due : owed) {
      if (due.node == n) {
        return true;
      }
    }
    return false;
  }

  /** Adds up what is owed, all of it before anybody is told. */
  void settle() {
    for (Due due : owed) {
      due.node.gradient().add(due.cotangent);
    }
    for (Due due : owed) {
      due.node.gradient().tell();
    }
  }

  /** The cotangent of each target; null is zero. */
  @Nullable Tensor[] results() {
    for (int k = 0; k < targets.length; k++) {
      if (targets[k] instanceof Node.Leaf leaf) {
        Tensor ct = sum(leaf);
        Gradient g = leaf.gradientOrNull();
        captured[k] = ct == null || g == null ? ct : g.hooked(ct);
      }
    }
    return captured;
  }

  /**
   * Each leaf that leads to the outputs, with its cotangent: zeros, where a derivative of zero has
   * cut it off.
   */
  void forEachLeaf(BiConsumer<Node.Leaf, Tensor> each) {
    for (Node n : cut) {
      Set<Node.Leaf> leaves = n instanceof Node.Leaf l ? Set.of(l) : new Order(n).leaves();
      for (Node.Leaf leaf : leaves) {
        if (sum(leaf) == null) {
          addLeaf(leaf, Tensor.zeros(leaf.shape, leaf.dtype));
        }
      }
    }
    if (lastLeaf != null && lastSum != null) {
      each.accept(lastLeaf, lastSum);
      if (otherLeaves != null) {
        otherLeaves.remove(lastLeaf);
        otherLeaves.forEach(each);
      }
    }
  }
}
