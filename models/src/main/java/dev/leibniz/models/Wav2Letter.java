package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Conv1d;
import dev.leibniz.nn.Layer;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.ReLU;
import dev.leibniz.nn.Reduction;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code wav2letter}: speech from a waveform by convolutions alone. Collobert, Puhrsch and Synnaeve
 * 2016. Its sizes have 6, 64 and 250 channels (12, 512 and 2000 behind), and 2, 10 and 10 examples.
 *
 * @param acousticModel the convolutions, each followed by rectified linear units
 */
public record Wav2Letter(Sequential acousticModel) implements Layer<Wav2Letter> {
  private static final int CLASSES = 28;

  /** Waveforms and what is said in them, or one of each. */
  record Recordings(Tensor x, Tensor labels) {}

  /**
   * A model with random weights.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the model
   */
  public static Wav2Letter of(Size size, Key key) {
    Key keys = key.split(12);
    int n = size.of(6, 64, 250);
    int wide = size.of(12, 512, 2000);
    List<Layer<?>> layers = new ArrayList<>();
    add(layers, 1, n, Window.of(250).withStride(160).withPadding(45), keys);
    add(layers, n, n, Window.of(48).withStride(2).withPadding(23), keys);
    for (int i = 0; i < 7; i++) {
      add(layers, n, n, Window.of(7).withPadding(3), keys);
    }
    add(layers, n, wide, Window.of(32).withPadding(16), keys);
    add(layers, wide, wide, Window.of(1), keys);
    add(layers, wide, CLASSES, Window.of(1), keys);
    return new Wav2Letter(Sequential.of(layers.toArray(Layer<?>[]::new)));
  }

  private static void add(List<Layer<?>> layers, int from, int to, Window window, Key keys) {
    layers.add(Conv1d.of(from, to, window, keys.get(layers.size() / 2)));
    layers.add(new ReLU());
  }

  /**
   * The problem with random data.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<Wav2Letter> problem(Size size, Key key) {
    Key keys = key.split(3);
    int n = size.of(2, 10, 10);
    Tensor x = keys.get(1).normal(Shape.of(n, 1, 700), DType.FLOAT32);
    Tensor labels = keys.get(2).integers(0, CLASSES, n, 3);
    return new Problem<>(of(size, keys.get(0)), m -> m.loss(x, labels))
        .withExamples(
            new Examples<>(
                new Recordings(x, labels),
                (m, r) -> m.loss(r.x().unsqueeze(0), r.labels().unsqueeze(0)).div(n)));
  }

  /**
   * The logarithms of the classes' probabilities.
   *
   * @param x waveforms, of shape [N, 1, 700]
   * @return of shape [N, 28, 3]
   */
  @Override
  public Tensor apply(Tensor x) {
    return acousticModel.apply(x).logSoftmax(1);
  }

  Tensor loss(Tensor x, Tensor labels) {
    return Losses.nll(apply(x), labels, null, Losses.NO_INDEX, Reduction.MEAN);
  }
}
