package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What RNN, GRU and LSTM have in common: layers and directions, and the walk along the steps.
 *
 * <p>What depends on the inputs alone is one product for all steps. Sequences of different lengths
 * are padded: behind its end a sequence keeps its state and gives zeros, which is what PyTorch's
 * packed sequences give when they are padded again.
 */
final class Recurrence {
  private final Map<String, Tensor> weights;
  private final int inputs;
  private final int hidden;
  private final int layers;
  private final Directions directions;
  private final Layout layout;
  private final Cell cell;

  /** One step. */
  interface Cell {
    /**
     * The next states.
     *
     * @param fromInput what the input contributes to the gates, biases included
     * @param states the last states, the output first
     * @param weight of the recurrent product, transposed
     * @param bias of the recurrent product, or null
     */
    Tensor[] step(Tensor fromInput, Tensor[] states, Tensor weight, @Nullable Tensor bias);
  }

  /** The outputs of the last layer, and the last states of all. */
  record Result(Tensor output, List<Tensor> states) {}

  Recurrence(
      Map<String, Tensor> weights,
      int inputs,
      int hidden,
      int layers,
      Directions directions,
      Layout layout,
      Cell cell) {
    this.weights = weights;
    this.inputs = inputs;
    this.hidden = hidden;
    this.layers = layers;
    this.directions = directions;
    this.layout = layout;
    this.cell = cell;
  }

  private static String suffix(int layer, int direction) {
    return "_l" + layer + (direction == 0 ? "" : "_reverse");
  }

  /** Uniform in ±1/√hidden, in PyTorch's order. */
  static Map<String, Tensor> random(
      int gates, int inputs, int hidden, int layers, Directions directions, Key key) {
    int n = directions.count();
    Key keys = key.split(4 * layers * n);
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (int l = 0; l < layers; l++) {
      for (int d = 0; d < n; d++) {
        int from = l == 0 ? inputs : hidden * n;
        Shape[] shapes = {
          Shape.of(gates * hidden, from),
          Shape.of(gates * hidden, hidden),
          Shape.of(gates * hidden),
          Shape.of(gates * hidden)
        };
        String[] names = {"weight_ih", "weight_hh", "bias_ih", "bias_hh"};
        for (int i = 0; i < 4; i++) {
          Tensor t = Initialisers.byFan(keys.get(out.size()), shapes[i], hidden);
          out.put(names[i] + suffix(l, d), t);
        }
      }
    }
    return out;
  }

  static Map<String, Tensor> withoutBias(Map<String, Tensor> weights) {
    Map<String, Tensor> out = new LinkedHashMap<>(weights);
    out.keySet().removeIf(n -> n.startsWith("bias"));
    return out;
  }

  static String extraRepr(
      Map<String, Tensor> weights,
      int inputs,
      int hidden,
      int layers,
      double dropout,
      Directions directions,
      Layout layout) {
    return inputs
        + ", "
        + hidden
        + (layers == 1 ? "" : ", num_layers=" + layers)
        + (weights.containsKey("bias_ih_l0") ? "" : ", bias=False")
        + (layout == Layout.BATCH_FIRST ? ", batch_first=True" : "")
        + (dropout == 0 ? "" : ", dropout=" + Repr.number(dropout))
        + (directions == Directions.BOTH ? ", bidirectional=True" : "");
  }

  private Tensor weight(String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }

  /**
   * The whole walk.
   *
   * @param initial the states to begin with, each of shape [layers · directions, batch, hidden], or
   *     null for zeros
   * @param lengths how many steps each sequence has, or null for all
   * @param dropout between the layers
   * @param key the source of randomness in training, or null
   */
  Result run(
      Tensor x,
      @Nullable Tensor[] initial,
      @Nullable Tensor lengths,
      double dropout,
      @Nullable Key key) {
    check(x, lengths);
    boolean batched = x.rank() == 3;
    Tensor steps = batched ? layout.sequenceFirst(x) : x.unsqueeze(1);
    int n = directions.count();
    int batch = steps.shape().get(1);
    Tensor inside = lengths == null ? null : inside(steps.shape().get(0), lengths);
    List<List<Tensor>> last = new ArrayList<>();
    Key keys = key == null ? null : key.split(layers);
    for (int l = 0; l < layers; l++) {
      if (l > 0 && keys != null) {
        steps = Dropout.drop(steps, dropout, keys.get(l));
      }
      Tensor[] outputs = new Tensor[n];
      for (int d = 0; d < n; d++) {
        Tensor[] states = new Tensor[initial.length];
        for (int s = 0; s < states.length; s++) {
          states[s] = initial(initial[s], l * n + d, batch, batched, steps.dtype());
        }
        outputs[d] = walk(steps, states, l, d, inside);
        last.add(List.of(states));
      }
      steps = n == 1 ? outputs[0] : Tensor.cat(-1, outputs);
    }
    List<Tensor> states = new ArrayList<>();
    for (int s = 0; s < initial.length; s++) {
      int at = s;
      Tensor all = Tensor.stack(0, last.stream().map(t -> t.get(at)).toArray(Tensor[]::new));
      states.add(batched ? all : all.squeeze(1));
    }
    return new Result(batched ? layout.sequenceFirst(steps) : steps.squeeze(1), states);
  }

  private Tensor initial(@Nullable Tensor given, int i, int batch, boolean batched, DType dtype) {
    if (given == null) {
      return Tensor.zeros(Shape.of(batch, hidden), dtype);
    }
    Shape s = Shape.of(layers * directions.count(), batch, hidden);
    Shape expected = batched ? s : s.remove(1);
    if (!given.shape().equals(expected)) {
      throw new ShapeException(
          "recurrent network: an initial state of shape "
              + given.shape()
              + ", where layers · directions, batch and hidden size make "
              + expected);
    }
    return batched ? given.select(0, i) : given.select(0, i).unsqueeze(0);
  }

  /** True where a step lies inside its sequence; of shape [steps, batch, 1]. */
  private static Tensor inside(int steps, Tensor lengths) {
    return Tensor.arange(steps).unsqueeze(1).lt(lengths).unsqueeze(2);
  }

  /** One direction of one layer; the states are overwritten with the last ones. */
  private Tensor walk(
      Tensor x, Tensor[] states, int layer, int direction, @Nullable Tensor inside) {
    String suffix = suffix(layer, direction);
    Tensor recurrent = weight("weight_hh" + suffix).mT();
    Tensor bias = weights.get("bias_hh" + suffix);
    Linear fromInput = new Linear(weight("weight_ih" + suffix), weights.get("bias_ih" + suffix));
    Tensor[] gates = fromInput.apply(x).unbind(0);
    Tensor[] outputs = new Tensor[gates.length];
    for (int i = 0; i < gates.length; i++) {
      int t = direction == 0 ? i : gates.length - 1 - i;
      Tensor[] next = cell.step(gates[t], states, recurrent, bias);
      Tensor here = inside == null ? null : inside.select(0, t);
      for (int s = 0; s < states.length; s++) {
        states[s] = here == null ? next[s] : Tensor.where(here, next[s], states[s]);
      }
      outputs[t] = here == null ? next[0] : Tensor.where(here, next[0], 0);
    }
    return Tensor.stack(0, outputs);
  }

  private void check(Tensor x, @Nullable Tensor lengths) {
    if (x.rank() != 2 && x.rank() != 3 || x.shape().get(-1) != inputs || x.size() == 0) {
      throw new ShapeException(
          "recurrent network: an input of shape "
              + x.shape()
              + "; it needs 3 axes, or 2 without a batch, the last of size "
              + inputs
              + ", and at least one step");
    }
    int batch = x.rank() == 2 ? 1 : x.shape().get(layout == Layout.BATCH_FIRST ? 0 : 1);
    if (lengths != null && (x.rank() != 3 || !lengths.shape().equals(Shape.of(batch)))) {
      throw new ShapeException(
          "recurrent network: lengths of shape "
              + lengths.shape()
              + " for a batch of "
              + batch
              + "; it needs one for each sequence of a batch");
    }
  }
}
