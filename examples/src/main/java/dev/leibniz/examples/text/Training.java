package dev.leibniz.examples.text;

import static dev.leibniz.Functional.valueAndGrad;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.optim.Adam;
import dev.leibniz.optim.Clipping;
import dev.leibniz.optim.Optimizer;
import dev.leibniz.optim.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that learns from random parts of a text.
 *
 * @param steps how many batches it sees
 * @param batch how many parts at once
 * @param lr the learning rate of the first step, from which it falls to zero
 */
record Training(int steps, int batch, double lr) {
  private static final double LARGEST_GRADIENT = 1;

  /** What comes out: the model, and the loss of each step. */
  record Trained<M>(M model, List<Double> losses) {}

  <M extends CharacterModel> Trained<M> train(M start, Text text, Key key, Runnable afterStep) {
    M model = start;
    Optimizer optimizer = Adam.of(lr);
    Schedule schedule = Schedule.cosine(lr, 0, steps);
    Optimizer.State<M> state = optimizer.init(model);
    List<Double> losses = new ArrayList<>();
    Key keys = key.split(steps);
    for (int i = 0; i < steps; i++) {
      Tensor parts = text.parts(CharacterModel.CONTEXT + 1, batch, keys.get(i));
      var g = valueAndGrad((M m) -> m.loss(parts), model);
      M clipped = Clipping.byNorm(g.grad(), LARGEST_GRADIENT);
      var next = optimizer.withLr(schedule.lr(i)).step(state, model, clipped);
      model = next.parameters();
      state = next.state();
      losses.add(g.value().item());
      afterStep.run();
    }
    return new Trained<>(model, losses);
  }
}
