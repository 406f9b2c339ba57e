package dev.leibniz.law;

import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A sample's floating results as a function of some of its active inputs, all others being fixed.
 */
final class Restriction implements UnaryOperator<List<Tensor>> {
  private final Sample sample;
  private final Tensor[] inputs;
  private final int[] chosen;

  /**
   * @param inputs the point
   * @param chosen the numbers of the inputs that vary
   */
  private Restriction(Sample sample, Tensor[] inputs, int[] chosen) {
    this.sample = sample;
    this.inputs = inputs;
    this.chosen = chosen;
  }

  /** The same at another point, in whatever dtype that is. */
  Restriction at(Tensor[] other) {
    return new Restriction(sample, other, chosen);
  }

  Tensor[] inputs() {
    return inputs;
  }

  /** By each active input alone, and by all of them. */
  static List<Restriction> all(Sample sample, Random random) {
    Tensor[] inputs = sample.inputs(random);
    List<Restriction> all = new ArrayList<>();
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      if (sample.isActive(i)) {
        active.add(i);
        all.add(new Restriction(sample, inputs, new int[] {i}));
      }
    }
    if (active.size() > 1) {
      int[] chosen = active.stream().mapToInt(i -> i).toArray();
      all.add(new Restriction(sample, inputs, chosen));
    }
    return all;
  }

  List<Tensor> point() {
    return Arrays.stream(chosen).mapToObj(i -> inputs[i]).toList();
  }

  List<Tensor> otherPoint(Random random) {
    return Arrays.stream(chosen).mapToObj(i -> sample.domains().get(i).draw(random)).toList();
  }

  List<Tensor> direction(Random random) {
    return Arrays.stream(chosen).mapToObj(i -> sample.domains().get(i).direction(random)).toList();
  }

  List<Tensor> cotangent(Random random) {
    return Gaussian.like(apply(point()), random);
  }

  @Override
  public List<Tensor> apply(List<Tensor> x) {
    Tensor[] all = inputs.clone();
    for (int k = 0; k < chosen.length; k++) {
      all[chosen[k]] = x.get(k);
    }
    return Arrays.stream(sample.function().apply(all)).filter(y -> y.dtype().isFloating()).toList();
  }

  /** A curved scalar of all results, so that even a linear function has second derivatives. */
  Function<List<Tensor>, Tensor> curved(Random random) {
    List<Tensor> weights = cotangent(random);
    return x -> {
      List<Tensor> y = apply(x);
      Tensor sum = Tensor.scalar(0);
      for (int i = 0; i < y.size(); i++) {
        sum = sum.add(y.get(i).sin().mul(weights.get(i)).sum());
      }
      return sum;
    };
  }

  @Override
  public String toString() {
    return "by input " + Arrays.toString(chosen) + " at " + Arrays.toString(inputs);
  }
}
