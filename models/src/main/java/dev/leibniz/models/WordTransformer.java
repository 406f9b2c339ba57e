package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Embedding;
import dev.leibniz.nn.Initialisers;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Masks;
import dev.leibniz.nn.Reduction;
import dev.leibniz.nn.TransformerEncoder;
import dev.leibniz.nn.TransformerEncoderLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code transformer}: a language model, two encoder layers under a causal mask, without dropout as
 * in evaluation. As in PyTorch's benchmark it takes steps first but is fed [64, 128], and so sees
 * 128 sequences of 64 steps. Its sizes have widths of 8, 120 and 720.
 *
 * @param transformerEncoder the encoder layers
 * @param encoder from tokens to vectors
 * @param decoder from vectors to scores of tokens
 */
public record WordTransformer(
    TransformerEncoder transformerEncoder, Embedding encoder, Linear decoder) {
  /** Tokens, and the token that comes after each. */
  record Sequences(Tensor source, Tensor target) {
    /** Steps first: the columns but the last, and the columns but the first. */
    static Sequences of(Tensor text) {
      int columns = text.shape().get(1) - 1;
      return new Sequences(text.narrow(1, 0, columns), text.narrow(1, 1, columns));
    }
  }

  /**
   * A model with random weights.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the model
   */
  public static WordTransformer of(Size size, Key key) {
    Key keys = key.split(4);
    int tokens = tokens(size);
    int width = size.of(8, 120, 720);
    int heads = size.of(2, 4, 12);
    int inside = size.of(16, 256, 2048);
    List<TransformerEncoderLayer> layers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      layers.add(TransformerEncoderLayer.of(width, heads, inside, keys.get(i)));
    }
    Shape table = Shape.of(tokens, width);
    DType f = DType.FLOAT32;
    return new WordTransformer(
        new TransformerEncoder(layers, null),
        new Embedding(Initialisers.uniform(keys.get(2), table, f, -0.1, 0.1), null),
        new Linear(
            Initialisers.uniform(keys.get(3), table, f, -0.1, 0.1),
            Tensor.zeros(Shape.of(tokens), f)));
  }

  private static int tokens(Size size) {
    return size.of(11, 50, 50);
  }

  /**
   * The problem with random data.
   *
   * @param size how large
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<WordTransformer> problem(Size size, Key key) {
    Key[] keys = key.split2();
    int rows = size.of(4, 32, 64);
    int columns = size.of(3, 32, 128);
    Tensor text = keys[1].integers(0, tokens(size), rows, columns + 1);
    Sequences all = Sequences.of(text);
    return new Problem<>(of(size, keys[0]), m -> m.loss(text))
        .withExamples(
            new Examples<>(
                new Sequences(all.source().mT(), all.target().mT()),
                (m, s) -> m.loss(s.source().unsqueeze(1), s.target()).div(columns)));
  }

  /**
   * The logarithms of the next tokens' probabilities.
   *
   * @param tokens integers of shape [steps, batch]
   * @return of shape [steps, batch, tokens]
   */
  public Tensor apply(Tensor tokens) {
    int width = encoder.weight().shape().get(1);
    int steps = tokens.shape().get(0);
    Tensor x = encoder.apply(tokens).mul(Math.sqrt(width));
    Tensor y = x.add(positions(steps, width).to(x.dtype()));
    return decoder.apply(transformerEncoder.apply(y, Masks.causal(steps))).logSoftmax(-1);
  }

  /** sin and cos of places at falling frequencies, of shape [steps, 1, width]. */
  static Tensor positions(int steps, int width) {
    Tensor even = Tensor.arange(0, width, 2).to(DType.FLOAT64);
    Tensor frequency = even.mul(-Math.log(10000) / width).exp();
    Tensor angle = Tensor.arange(steps).to(DType.FLOAT64).unsqueeze(1).mul(frequency);
    return Tensor.stack(2, angle.sin(), angle.cos()).reshape(steps, 1, width);
  }

  Tensor loss(Tensor text) {
    Sequences s = Sequences.of(text);
    return loss(s.source(), s.target().flatten());
  }

  private Tensor loss(Tensor source, Tensor target) {
    return Losses.nll(apply(source).flatten(0, 1), target, null, Losses.NO_INDEX, Reduction.MEAN);
  }
}
