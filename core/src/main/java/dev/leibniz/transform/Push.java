package dev.leibniz.transform;

import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A walk from inputs to outputs that carries tangents. */
final class Push extends Pass {
  private final Order order;
  private final @Nullable Object[] slots;
  private final IdentityHashMap<Node, Tensor> inputs = new IdentityHashMap<>();

  Push(Order order) {
    super(true);
    this.order = order;
    this.slots = new Object[order.size()];
  }

  void set(Node input, Tensor tangent) {
    inputs.put(input, tangent);
  }

  @Nullable Tensor tangent(Node n) {
    if (n instanceof Node.Leaf) {
      return inputs.get(n);
    }
    int i = order.place(n.number);
    return i < 0 ? null : (Tensor) slots[i];
  }

  @Nullable Tensor part(Node.Part part) {
    @Nullable Tensor[] all = (Tensor[]) slots[order.place(part.whole.number)];
    return all == null ? null : all[part.index];
  }

  void run() {
    boolean watching = Anomaly.isLoud();
    for (int i = order.size() - 1; i >= 0; i--) {
      Node n = order.at(i);
      if (n != null) {
        slots[i] = watching ? watched(n) : step(n);
      }
    }
  }

  private @Nullable Object step(Node n) {
    return n instanceof Node.Many m && m.outputs() > 1 ? m.pushAll(this) : n.push(this);
  }

  private @Nullable Object watched(Node n) {
    List<@Nullable Tensor> given = new ArrayList<>();
    n.inputs(from -> given.add(tangent(from)));
    Anomaly.Defect before = before(n, given.toArray(Tensor[]::new));
    Object d = Anomaly.<@Nullable Object>quietly(() -> step(n));
    @Nullable Tensor[] all = d instanceof Tensor t ? new Tensor[] {t} : (Tensor[]) d;
    if (all != null) {
      for (Tensor t : all) {
        Anomaly.checkStep(n, t, before);
      }
    }
    return d;
  }
}
