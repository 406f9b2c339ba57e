package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Unnamed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network: h ← tanh(W x + U h + b), or with rectified linear units. See {@code
 * torch.nn.RNN}.
 *
 * <pre>{@code
 * RNN net = RNN.of(32, 64, 2, Directions.BOTH, key);
 * RNN.Output o = net.apply(x);           // x of shape [steps, batch, 32]
 * o.output();                            // of shape [steps, batch, 128]
 * }</pre>
 *
 * @param weights by PyTorch's names: {@code weight_ih_l0} and so on
 * @param inputs the number of features of the input
 * @param hidden the number of features of the output of one direction
 * @param layers how many layers there are, one above the other
 * @param dropout the probability with which training drops what goes from layer to layer
 * @param directions which way it reads
 * @param layout the order of axes of input and output
 * @param nonlinearity what the sum goes through
 */
public record RNN(
    @Unnamed Map<String, Tensor> weights,
    int inputs,
    int hidden,
    int layers,
    double dropout,
    Directions directions,
    Layout layout,
    Nonlinearity nonlinearity)
    implements Network {
  /** Takes a copy of the map, in its order. */
  public RNN {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
  }

  /**
   * What it gives.
   *
   * @param output the outputs of the last layer, [steps, batch, directions · hidden], the first two
   *     as the layout says
   * @param hidden the last output of each layer and direction, [layers · directions, batch, hidden]
   */
  public record Output(Tensor output, Tensor hidden) {}

  /**
   * A network of one layer that reads forward, with weights and biases uniform in ±1/√hidden, of
   * FLOAT32, steps first.
   *
   * @param inputs the number of features of the input
   * @param hidden the number of features of the output
   * @param key the source of randomness
   * @return the network
   */
  public static RNN of(int inputs, int hidden, Key key) {
    return of(inputs, hidden, 1, Directions.FORWARD, key);
  }

  /**
   * A network with weights and biases uniform in ±1/√hidden, of FLOAT32, steps first.
   *
   * @param inputs the number of features of the input
   * @param hidden the number of features of the output of one direction
   * @param layers how many layers there are
   * @param directions which way it reads
   * @param key the source of randomness
   * @return the network
   */
  public static RNN of(int inputs, int hidden, int layers, Directions directions, Key key) {
    return new RNN(
        Recurrence.random(1, inputs, hidden, layers, directions, key),
        inputs,
        hidden,
        layers,
        0,
        directions,
        Layout.SEQUENCE_FIRST,
        Nonlinearity.TANH);
  }

  /**
   * The same network with nothing added.
   *
   * @return the changed network
   */
  public RNN withoutBias() {
    return with(Recurrence.withoutBias(weights), dropout, layout);
  }

  /**
   * The same network with dropout from layer to layer.
   *
   * @param p the probability
   * @return the changed network
   */
  public RNN withDropout(double p) {
    return with(weights, p, layout);
  }

  /**
   * The same network with another order of axes.
   *
   * @param layout the order
   * @return the changed network
   */
  public RNN withLayout(Layout layout) {
    return with(weights, dropout, layout);
  }

  private RNN with(Map<String, Tensor> weights, double dropout, Layout layout) {
    return new RNN(weights, inputs, hidden, layers, dropout, directions, layout, nonlinearity);
  }

  /** What the sum goes through. */
  public enum Nonlinearity {
    /** tanh. */
    TANH,
    /** Rectified linear units. */
    RELU
  }

  /**
   * The same network with another nonlinearity.
   *
   * @param nonlinearity what the sum goes through
   * @return the changed network
   */
  public RNN withNonlinearity(Nonlinearity nonlinearity) {
    return new RNN(weights, inputs, hidden, layers, dropout, directions, layout, nonlinearity);
  }

  /**
   * The outputs in evaluation, from zeros.
   *
   * @param x of shape [steps, batch, inputs], the first two as the layout says, or without batch
   * @return outputs and last states
   * @throws dev.leibniz.ShapeException if the shapes do not fit
   */
  public Output apply(Tensor x) {
    return apply(x, null, null);
  }

  /**
   * The outputs in evaluation.
   *
   * @param x of shape [steps, batch, inputs], the first two as the layout says, or without batch
   * @param hidden the outputs before the first step, [layers · directions, batch, hidden], or null
   *     for zeros
   * @param lengths how many steps each sequence has, integers of shape [batch], or null for all;
   *     behind its end a sequence gives zeros
   * @return outputs and last states
   * @throws dev.leibniz.ShapeException if the shapes do not fit
   */
  public Output apply(Tensor x, @Nullable Tensor hidden, @Nullable Tensor lengths) {
    return Outputs.note(
        this, output(recurrence().run(x, new @Nullable Tensor[] {hidden}, lengths, 0, null)));
  }

  /**
   * The outputs in training.
   *
   * @param x of shape [steps, batch, inputs], the first two as the layout says, or without batch
   * @param hidden the outputs before the first step, [layers · directions, batch, hidden], or null
   *     for zeros
   * @param lengths how many steps each sequence has, integers of shape [batch], or null for all
   * @param key the source of randomness
   * @return outputs and last states
   * @throws dev.leibniz.ShapeException if the shapes do not fit
   */
  public Output train(Tensor x, @Nullable Tensor hidden, @Nullable Tensor lengths, Key key) {
    return output(recurrence().run(x, new @Nullable Tensor[] {hidden}, lengths, dropout, key));
  }

  private static Output output(Recurrence.Result r) {
    return new Output(r.output(), r.states().get(0));
  }

  private Recurrence recurrence() {
    return new Recurrence(weights, inputs, hidden, layers, directions, layout, this::step);
  }

  private Tensor[] step(Tensor fromInput, Tensor[] states, Tensor weight, @Nullable Tensor bias) {
    Tensor sum = fromInput.add(states[0].matmul(weight));
    Tensor y = bias == null ? sum : sum.add(bias);
    return new Tensor[] {nonlinearity == Nonlinearity.TANH ? y.tanh() : y.relu()};
  }

  @Override
  public boolean actsInTraining() {
    return dropout > 0 && layers > 1;
  }

  @Override
  public String extraRepr() {
    return Recurrence.extraRepr(weights, inputs, hidden, layers, dropout, directions, layout);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
