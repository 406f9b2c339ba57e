package dev.leibniz.examples.digits;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Step;
import dev.leibniz.optim.AdamW;
import dev.leibniz.optim.Optimizer;
import dev.leibniz.optim.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * A network that learns from batches in random order.
 *
 * @param epochs how often it sees each example
 * @param batch how many at once
 * @param optimizer what makes steps of gradients
 * @param schedule the learning rate of each step
 */
record Training(int epochs, int batch, Optimizer optimizer, Schedule schedule) {
  /** What comes out: the network, and the mean loss of each epoch. */
  record Trained(Sequential net, List<Double> losses) {}

  static Training of(int epochs, int batch, int examples) {
    Schedule falling = Schedule.cosine(5e-3, 0, epochs * (examples / batch));
    return new Training(epochs, batch, AdamW.of(5e-3), falling);
  }

  /** Each epoch is followed by a call of {@code afterEpoch}. */
  Trained train(Sequential start, Digits digits, Key key, Runnable afterEpoch) {
    Sequential net = start;
    Optimizer.State<Sequential> state = optimizer.init(net);
    List<Double> losses = new ArrayList<>();
    Key keys = key.split(epochs);
    int batches = digits.size() / batch;
    for (int e = 0; e < epochs; e++) {
      Key ofEpoch = keys.get(e).split(batches + 1);
      Tensor order = ofEpoch.get(batches).permutation(digits.size());
      double sum = 0;
      for (int b = 0; b < batches; b++) {
        Digits some = digits.select(order.narrow(0, b * batch, batch));
        Step.Gradient<Sequential> g = gradient(net, some, ofEpoch.get(b));
        double lr = schedule.lr(e * batches + b);
        var next = optimizer.withLr(lr).step(state, g.module(), g.gradient());
        net = next.parameters();
        state = next.state();
        sum += g.loss().item();
      }
      losses.add(sum / batches);
      afterEpoch.run();
    }
    return new Trained(net, losses);
  }

  private static Step.Gradient<Sequential> gradient(Sequential net, Digits digits, Key key) {
    return Step.gradient(
        m -> m.train(digits.images(), key).map(y -> Losses.crossEntropy(y, digits.labels())), net);
  }
}
