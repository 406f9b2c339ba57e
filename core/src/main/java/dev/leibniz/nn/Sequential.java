package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Unnamed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Layers one after the other. See {@code torch.nn.Sequential}.
 *
 * <pre>{@code
 * Sequential net = Sequential.of(
 *     Linear.of(64, 32, keys.get(0)), new ReLU(), new Dropout(0.1), Linear.of(32, 10, keys.get(1)));
 * Modules.namedParameters(net).keySet();       // [0.weight, 0.bias, 3.weight, 3.bias]
 * }</pre>
 *
 * @param layers the layers by name, from the input to the output
 */
public record Sequential(@Unnamed Map<String, Layer<?>> layers) implements Layer<Sequential> {
  /** Takes a copy of the map, in its order. */
  public Sequential {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /**
   * Layers named by their numbers.
   *
   * @param layers from the input to the output
   * @return the sequence
   */
  public static Sequential of(Layer<?>... layers) {
    Map<String, Layer<?>> named = new LinkedHashMap<>();
    for (int i = 0; i < layers.length; i++) {
      named.put(Integer.toString(i), layers[i]);
    }
    return new Sequential(named);
  }

  /**
   * One of the layers.
   *
   * @param i which, from 0
   * @return the layer
   */
  public Layer<?> get(int i) {
    return layers.values().stream().skip(i).findFirst().orElseThrow();
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor y = x;
    for (Layer<?> layer : layers.values()) {
      y = Outputs.note(layer, layer.apply(y));
    }
    return y;
  }

  @Override
  public Step<Sequential> train(Tensor x, Key key) {
    if (!actsInTraining()) {
      return new Step<>(apply(x), this);
    }
    Key keys = key.split(layers.size());
    Map<String, Layer<?>> after = new LinkedHashMap<>();
    Tensor y = x;
    for (Map.Entry<String, Layer<?>> e : layers.entrySet()) {
      Step<? extends Layer<?>> step = e.getValue().train(y, keys.get(after.size()));
      y = step.output();
      after.put(e.getKey(), step.module());
    }
    return new Step<>(y, new Sequential(after));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
