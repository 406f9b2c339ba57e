package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/** A gradient for each example, all at once. */
public final class PerExampleGradients implements Part {
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

    for (int i = 0; i < 100; i++) {
      together(net, xs, ys);
      oneByOne(net, xs, ys);
    }
    var loop = report.time("loop", () -> oneByOne(net, xs, ys));
    var map = report.time("vmap", () -> together(net, xs, ys));

    double largest = 0;
    for (Tree.Leaf leaf : Tree.parameters(map.value())) {
      report.result("%-14s %s", leaf.path(), leaf.tensor().shape());
    }
    for (int i = 0; i < 64; i++) {
      List<Tree.Leaf> one = Tree.parameters(loop.value().get(i));
      List<Tree.Leaf> all = Tree.parameters(map.value());
      for (int k = 0; k < all.size(); k++) {
        Tensor slice = all.get(k).tensor().select(0, i);
        double d = Distance.between(slice.toArray(), one.get(k).tensor().toArray());
        largest = Math.max(largest, d);
      }
    }
    double faster = (double) loop.nanoseconds() / map.nanoseconds();
    report.check(Check.agreement("vmap against the loop", largest, 1e-13));
    report.check(Check.atLeast("how many times faster than the loop", faster, 5));
  }
}
