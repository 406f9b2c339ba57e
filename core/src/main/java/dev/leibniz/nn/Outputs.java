package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;

/**
 * What each layer gives while a model runs for its summary. A module of PyTorch's is asked by a
 * hook; a record has none, and a record around it would not fit the component of its class. So the
 * layers tell, and outside of a summary they tell nobody.
 */
final class Outputs {
  private static final ScopedValue<Outputs> LISTENING = ScopedValue.newInstance();

  /** By identity: two layers with the same tensors are two, and one at two places gives twice. */
  private final IdentityHashMap<Object, List<Tensor>> byLayer = new IdentityHashMap<>();

  private Outputs() {}

  /** Runs a model, and gives what it gives. */
  static <R> Run<R> of(Supplier<R> model) {
    Outputs o = new Outputs();
    return new Run<>(o, ScopedValue.where(LISTENING, o).call(model::get));
  }

  record Run<R>(Outputs outputs, R result) {}

  /**
   * A layer has given this. Of several tensors the first counts; a sequence tells of its layers,
   * which may have told already.
   */
  static <T> T note(Object layer, T output) {
    if (LISTENING.isBound()) {
      Tensor t = first(output);
      List<Tensor> given = LISTENING.get().byLayer.computeIfAbsent(layer, l -> new ArrayList<>());
      if (given.isEmpty() || given.getLast() != t) {
        given.add(t);
      }
    }
    return output;
  }

  /** The shape of what it gave first that was not asked for yet, or nothing if it never ran. */
  String next(Object layer) {
    List<Tensor> given = byLayer.getOrDefault(layer, List.of());
    return given.isEmpty() ? "" : text(given.size() == 1 ? given.getFirst() : given.removeFirst());
  }

  static String text(Tensor t) {
    return t.shape().toString().replace(" ", "");
  }

  static Tensor first(Object output) {
    return Tree.leaves(output).getFirst().tensor();
  }
}
