package dev.leibniz.law;

import static dev.leibniz.Functional.inAxes;
import static dev.leibniz.Functional.outAxis;

import dev.leibniz.Functional;
import dev.leibniz.Option;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Several inputs of a sample, of which some differ from example to example and the others are
 * shared.
 */
final class Examples {
  private final List<Tensor[]> each;
  private final boolean[] varies;

  /**
   * @param each the inputs of each example
   * @param varies for each input, whether it differs
   */
  Examples(List<Tensor[]> each, boolean[] varies) {
    this.each = each;
    this.varies = varies;
  }

  static Examples of(Sample sample, int size, boolean[] varies, Random random) {
    Tensor[] shared = sample.inputs(random);
    List<Tensor[]> each = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      Tensor[] fresh = sample.inputs(random);
      for (int i = 0; i < shared.length; i++) {
        if (!varies[i]) {
          fresh[i] = shared[i];
        }
      }
      each.add(fresh);
    }
    return new Examples(each, varies);
  }

  /** Each input alone, and all of them. */
  static List<boolean[]> choices(int inputs) {
    List<boolean[]> all = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      boolean[] one = new boolean[inputs];
      one[i] = true;
      all.add(one);
    }
    if (inputs > 1) {
      boolean[] every = new boolean[inputs];
      java.util.Arrays.fill(every, true);
      all.add(every);
    }
    return all;
  }

  /** f under vmap, over the examples stacked along some axis of each input. */
  List<Tensor> batched(UnaryOperator<Tensor[]> f, Random random) {
    Tensor[] first = each.getFirst();
    List<Tensor> stacked = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      if (varies[i]) {
        int at = i;
        int axis = random.nextInt(first[i].rank() + 1);
        axes.add(axis);
        stacked.add(Tensor.stack(axis, each.stream().map(x -> x[at]).toArray(Tensor[]::new)));
      }
    }
    return map(f, stacked, inAxes(axes.toArray(Integer[]::new)), outAxis(0));
  }

  /** f under vmap, over stacks of the inputs that vary. */
  List<Tensor> map(UnaryOperator<Tensor[]> f, List<Tensor> stacked, Option... options) {
    return Functional.<List<Tensor>, List<Tensor>>vmap(
            List.class, slices -> List.of(f.apply(filled(slices))), options)
        .apply(stacked);
  }

  private Tensor[] filled(List<Tensor> slices) {
    Tensor[] all = each.getFirst().clone();
    for (int i = 0, k = 0; i < all.length; i++) {
      if (varies[i]) {
        all[i] = slices.get(k++);
      }
    }
    return all;
  }

  /** f of one example after another, the results stacked. */
  List<Tensor> looped(UnaryOperator<Tensor[]> f) {
    return stacked(each.stream().map(f).toList());
  }

  static List<Tensor> stacked(List<Tensor[]> results) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < results.getFirst().length; i++) {
      int at = i;
      all.add(Tensor.stack(0, results.stream().map(y -> y[at]).toArray(Tensor[]::new)));
    }
    return all;
  }
}
