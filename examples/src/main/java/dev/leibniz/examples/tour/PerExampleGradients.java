package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A gradient for each example, all at once. */
public final class PerExampleGradients implements Part {
  private static final long WARM_UP = 3_000_000_000L;
  private static final int BLOCKS = 10;
  private static final int BLOCK = 20;
  private static final int HEATS = 4;
  private static final double FASTER = 5;

  // What vmap saves is Java's own cost of an operation, so the gain is largest where tensors are
  // small.
  private static final int[] SIZES = {64, 8, 8, 8, 8, 10};

  @Override
  public String title() {
    return "A gradient for each of 64 examples, by vmap";
  }

  // @start region=shown
  static Mlp together(Mlp net, Tensor xs, Tensor ys) {
    return vmap((x, y) -> grad(m -> m.loss(x, y), net)).apply(xs, ys);
  }

  static List<Mlp> oneByOne(Mlp net, Tensor xs, Tensor ys) {
    List<Mlp> gradients = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      Tensor x = xs.get(i);
      Tensor y = ys.get(i);
      gradients.add(grad(m -> m.loss(x, y), net));
    }
    return gradients;
  }

  // @end

  @Override
  public void run(Report report) {
    Digits digits = Digits.load().some(0, 64);
    Tensor xs = digits.pixels().to(DType.FLOAT32);
    Tensor ys = digits.classes().to(DType.FLOAT32);
    Mlp net = Tree.map(w -> w.to(DType.FLOAT32), Mlp.random(Key.of(5), SIZES));

    report.result(
        "64 examples, layers of 64, 8, 8, 8, 8 and 10 units, FLOAT32; the gradients are an Mlp:");
    Mlp gradients = together(net, xs, ys);
    for (Tree.Leaf leaf : Tree.parameters(gradients)) {
      report.result("%-16s  %s", leaf.path(), leaf.tensor().shape());
    }
    double difference = difference(gradients, oneByOne(net, xs, ys));
    report.check(Check.agreement("vmap against the loop", difference, 1e-6));
    double faster = race(report, () -> oneByOne(net, xs, ys), () -> together(net, xs, ys));
    report.check(Check.atLeast("how many times faster than the loop", faster, FASTER));
  }

  private static double difference(Mlp together, List<Mlp> oneByOne) {
    List<Tree.Leaf> all = Tree.parameters(together);
    double largest = 0;
    for (int i = 0; i < oneByOne.size(); i++) {
      List<Tree.Leaf> one = Tree.parameters(oneByOne.get(i));
      for (int k = 0; k < all.size(); k++) {
        double[] slice = all.get(k).tensor().select(0, i).toArray();
        largest = Math.max(largest, Distance.between(slice, one.get(k).tensor().toArray()));
      }
    }
    return largest;
  }

  /**
   * How many times faster vmap is, once both are warm: medians of runs that take turns in blocks,
   * so that what slows the machine slows both. A busy machine's compiler may need a further heat or
   * two.
   */
  private static double race(Report report, Supplier<?> loop, Supplier<?> vmap) {
    long[] slow = new long[BLOCKS * BLOCK];
    long[] fast = new long[BLOCKS * BLOCK];
    double faster = 0;
    for (int heat = 0; heat < HEATS && faster < FASTER; heat++) {
      Report.warmUp(loop, WARM_UP);
      Report.warmUp(vmap, WARM_UP);
      for (int i = 0; i < slow.length; i += BLOCK) {
        for (int k = 0; k < BLOCK; k++) {
          slow[i + k] = Report.once(loop);
        }
        for (int k = 0; k < BLOCK; k++) {
          fast[i + k] = Report.once(vmap);
        }
      }
      faster = (double) Report.median(slow) / Report.median(fast);
    }
    report.addTime("loop", Report.median(slow));
    report.addTime("vmap", Report.median(fast));
    return faster;
  }
}
