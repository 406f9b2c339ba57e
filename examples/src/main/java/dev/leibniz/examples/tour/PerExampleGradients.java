package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A gradient for each example, all at once. */
public final class PerExampleGradients implements Part {
  private static final long WARM_UP = 1_000_000_000;
  private static final int ROUNDS = 201;

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
    Tensor xs = digits.pixels();
    Tensor ys = digits.classes();
    Mlp net = Mlp.random(Key.of(5));

    Mlp gradients = together(net, xs, ys);
    for (Tree.Leaf leaf : Tree.parameters(gradients)) {
      report.result("%-14s %s", leaf.path(), leaf.tensor().shape());
    }
    double difference = difference(gradients, oneByOne(net, xs, ys));
    report.check(Check.agreement("vmap against the loop", difference, 1e-13));
    double faster = race(report, () -> oneByOne(net, xs, ys), () -> together(net, xs, ys));
    report.check(Check.atLeast("how many times faster than the loop", faster, 5));
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

  /** Times both in turns once they are warm, so that what slows the machine slows both. */
  private static double race(Report report, Supplier<?> loop, Supplier<?> vmap) {
    Report.warmUp(loop, WARM_UP);
    Report.warmUp(vmap, WARM_UP);
    long[] slow = new long[ROUNDS];
    long[] fast = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      slow[i] = Report.once(loop);
      fast[i] = Report.once(vmap);
    }
    report.addTime("loop", Report.median(slow));
    report.addTime("vmap", Report.median(fast));
    return (double) Report.median(slow) / Report.median(fast);
  }
}
