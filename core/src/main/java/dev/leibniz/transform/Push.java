package dev.leibniz.transform;

import dev.leibniz.Tensor;
import java.util.IdentityHashMap;
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
    for (int i = order.size() - 1; i >= 0; i--) {
      Node n = order.at(i);
      if (n instanceof Node.Many m && m.outputs() > 1) {
        slots[i] = m.pushAll(this);
      } else if (n != null) {
        slots[i] = n.push(this);
      }
    }
  }
}
