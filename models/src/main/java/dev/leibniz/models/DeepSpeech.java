package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.BatchNorm1d;
import dev.leibniz.nn.BatchNorm2d;
import dev.leibniz.nn.ConnectionistTemporalClassification;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.Directions;
import dev.leibniz.nn.Hardtanh;
import dev.leibniz.nn.LSTM;
import dev.leibniz.nn.Layer;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.Reduction;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code deepspeech}: speech from a spectrogram by convolutions and recurrent layers. Amodei and
 * others 2016. Batch normalisation always uses the statistics of the batch, padding included. As in
 * PyTorch's benchmark the loss takes raw scores for logarithms of probabilities, and all labels are
 * the blank. Its sizes have 3, 16 and 32 channels, 5, 128 and 1024 hidden features, 2, 5 and 5
 * recurrent layers, and 3, 10 and 10 spectrograms of 9 × 24, 161 × 120 and 161 × 500.
 *
 * @param conv the convolutions
 * @param rnns the recurrent layers
 * @param fc from features to scores
 */
public record DeepSpeech(Masked conv, List<Recurrent> rnns, List<EachStep> fc) {
  private static final int CLASSES = 10;

  /** Takes copies of the lists. */
  public DeepSpeech {
    rnns = List.copyOf(rnns);
    fc = List.copyOf(fc);
  }

  /**
   * Layers after each of which what lies behind the end of a sequence is set to zero.
   *
   * @param seqModule the layers
   */
  public record Masked(Sequential seqModule) {
    Tensor apply(Tensor x, Tensor lengths) {
      Tensor y = x;
      for (Layer<?> layer : seqModule.layers().values()) {
        y = layer.apply(y);
        Tensor behind = Tensor.arange(y.shape().get(3)).ge(lengths.unsqueeze(1));
        y = y.maskedFill(behind.unsqueeze(1).unsqueeze(1), 0);
      }
      return y;
    }
  }

  /**
   * A layer that takes steps and sequences for one batch.
   *
   * @param module the layer
   */
  public record EachStep(Layer<?> module) implements Layer<EachStep> {
    @Override
    public Tensor apply(Tensor x) {
      Tensor y = module.apply(x.flatten(0, 1));
      return y.reshape(x.shape().get(0), x.shape().get(1), y.shape().get(1));
    }
  }

  /**
   * Both directions of a recurrent layer, added up.
   *
   * @param batchNorm what comes before, or null
   * @param rnn the layer
   */
  public record Recurrent(@Nullable EachStep batchNorm, LSTM rnn) {
    Tensor apply(Tensor x, Tensor lengths) {
      Tensor y =
          rnn.apply(batchNorm == null ? x : batchNorm.apply(x), null, null, lengths).output();
      Tensor[] both = y.chunk(-1, 2);
      return both[0].add(both[1]);
    }
  }

  /**
   * What is to be recognised.
   *
   * @param spectrograms of shape [N, 1, frequencies, times]
   * @param lengths of the spectrograms, integers of shape [N]
   * @param targets labels as integers, of shape [N, S], all of which count
   */
  public record Data(Tensor spectrograms, Tensor lengths, Tensor targets) {}

  /**
   * A model with random weights.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the model
   */
  public static DeepSpeech of(Size size, Key key) {
    int n = size.of(3, 16, 32);
    int hidden = size.of(5, 128, 1024);
    int layers = size.of(2, 5, 5);
    Key keys = key.split(layers + 3);
    Window first = Window.of(41, 11).withStride(2).withPadding(20, 5);
    Window second = Window.of(21, 11).withStride(2, 1).withPadding(10, 5);
    Sequential conv =
        Sequential.of(
            Conv2d.of(1, n, first, keys.get(0)),
            BatchNorm2d.of(n).withoutRunningStatistics(),
            new Hardtanh(0, 20),
            Conv2d.of(n, n, second, keys.get(1)),
            BatchNorm2d.of(n).withoutRunningStatistics(),
            new Hardtanh(0, 20));
    List<Recurrent> rnns = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      int from = i == 0 ? n * half(half(frequencies(size))) : hidden;
      rnns.add(
          new Recurrent(
              i == 0 ? null : new EachStep(norm(hidden)),
              LSTM.of(from, hidden, 1, Directions.BOTH, keys.get(2 + i))));
    }
    Linear last = Linear.of(hidden, CLASSES, keys.get(layers + 2)).withoutBias();
    return new DeepSpeech(
        new Masked(conv), rnns, List.of(new EachStep(Sequential.of(norm(hidden), last))));
  }

  private static BatchNorm1d norm(int features) {
    return BatchNorm1d.of(features).withoutRunningStatistics();
  }

  private static int frequencies(Size size) {
    return size.of(9, 161, 161);
  }

  /** How many places a window of stride 2, padded by half its size, has. */
  private static int half(int n) {
    return (n - 1) / 2 + 1;
  }

  /**
   * The problem with random data.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<DeepSpeech> problem(Size size, Key key) {
    Key keys = key.split(3);
    int n = size.of(3, 10, 10);
    int times = size.of(24, 120, 500);
    int shortest = size.of(18, 100, 400);
    Shape shape = Shape.of(n, 1, frequencies(size), times);
    Data data =
        new Data(
            keys.get(1).uniform(shape, DType.FLOAT32),
            keys.get(2).integers(shortest, shortest + size.of(6, 20, 50), n),
            Tensor.zeros(Shape.of(n, size.of(3, 10, 10)), DType.INT64));
    return new Problem<>(of(size, keys.get(0)), m -> m.loss(data));
  }

  /**
   * The scores of the labels.
   *
   * @param x spectrograms, of shape [N, 1, frequencies, times]
   * @param steps how many steps each sequence has behind the convolutions, integers of shape [N]
   * @return of shape [T, N, 10], where T is the greatest number of steps
   */
  public Tensor apply(Tensor x, Tensor steps) {
    Tensor y = conv.apply(x, steps).flatten(1, 2).permute(2, 0, 1);
    y = y.narrow(0, 0, (int) steps.amax().item());
    for (Recurrent r : rnns) {
      y = r.apply(y, steps);
    }
    for (EachStep layer : fc) {
      y = layer.apply(y);
    }
    return y;
  }

  Tensor loss(Data d) {
    Tensor steps = Tensor.longs(stepsOf(d.lengths().toLongArray()));
    Tensor targetLengths = steps.mul(0L).add((long) d.targets().shape().get(1));
    return ConnectionistTemporalClassification.ctc(
        apply(d.spectrograms(), steps), d.targets(), steps, targetLengths, 0, Reduction.MEAN);
  }

  private static long[] stepsOf(long[] lengths) {
    long[] steps = new long[lengths.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = half((int) lengths[i]);
    }
    return steps;
  }
}
