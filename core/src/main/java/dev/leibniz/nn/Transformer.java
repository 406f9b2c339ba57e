package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoder and a decoder with attention. Vaswani and others 2017. See {@code
 * torch.nn.Transformer}.
 *
 * <pre>{@code
 * Transformer t = Transformer.of(256, 8, 6, 6, 2048, key).withDropout(0.1);
 * t.apply(source, target, Masks.NONE, Masks.causal(steps), Masks.NONE);
 * }</pre>
 *
 * @param encoder from the source to a memory
 * @param decoder from target and memory to the output
 */
public record Transformer(TransformerEncoder encoder, TransformerDecoder decoder)
    implements Network {
  /** What stands between the halves of a feed-forward network. */
  public enum Activation {
    /** Rectified linear units. */
    RELU,
    /** x Φ(x). */
    GELU;

    Tensor of(Tensor x) {
      return this == RELU ? x.relu() : x.gelu();
    }
  }

  /** Where normalisation stands. */
  public enum Norm {
    /** Behind each sum, as in the paper. */
    AFTER,
    /** In front of attention and network. */
    BEFORE
  }

  /**
   * A transformer without dropout, of FLOAT32, steps first, all matrices as Glorot and Bengio have
   * them.
   *
   * @param width the number of features
   * @param heads a divisor of the width
   * @param encoderLayers how many layers the encoder has
   * @param decoderLayers how many layers the decoder has
   * @param feedForward the number of features inside the feed-forward networks
   * @param key the source of randomness
   * @return the module
   */
  public static Transformer of(
      int width, int heads, int encoderLayers, int decoderLayers, int feedForward, Key key) {
    Key[] two = key.split2();
    Key keys = two[0].split(encoderLayers + decoderLayers);
    List<TransformerEncoderLayer> encoder = new ArrayList<>();
    for (int i = 0; i < encoderLayers; i++) {
      encoder.add(TransformerEncoderLayer.of(width, heads, feedForward, keys.get(i)));
    }
    List<TransformerDecoderLayer> decoder = new ArrayList<>();
    for (int i = 0; i < decoderLayers; i++) {
      decoder.add(
          TransformerDecoderLayer.of(width, heads, feedForward, keys.get(encoderLayers + i)));
    }
    Transformer t =
        new Transformer(
            new TransformerEncoder(encoder, LayerNorm.of(width)),
            new TransformerDecoder(decoder, LayerNorm.of(width)));
    List<Tree.Leaf> parameters = Tree.parameters(t);
    Key draws = two[1].split(parameters.size());
    List<Tensor> drawn = new ArrayList<>();
    for (Tree.Leaf p : parameters) {
      drawn.add(
          p.tensor().rank() < 2
              ? p.tensor()
              : Initialisers.xavierUniform(
                  draws.get(drawn.size()), p.tensor().shape(), DType.FLOAT32, 1));
    }
    return Tree.withParameters(t, drawn);
  }

  /**
   * The same module with dropout everywhere.
   *
   * @param p the probability
   * @return the changed module
   */
  public Transformer withDropout(double p) {
    return new Transformer(
        new TransformerEncoder(
            encoder.layers().stream().map(l -> l.withDropout(p)).toList(), encoder.norm()),
        new TransformerDecoder(
            decoder.layers().stream().map(l -> l.withDropout(p)).toList(), decoder.norm()));
  }

  /**
   * The output in evaluation.
   *
   * @param source of shape [steps, batch, width], the first two as the layout says
   * @param target of shape [steps, batch, width], with steps of its own
   * @param sourceMasks where the source may not look in itself
   * @param targetMasks where the target may not look in itself
   * @param memoryMasks where the target may not look in the memory
   * @return of the shape of the target
   */
  public Tensor apply(
      Tensor source, Tensor target, Masks sourceMasks, Masks targetMasks, Masks memoryMasks) {
    Tensor memory = encoder.apply(source, sourceMasks);
    return decoder.apply(target, memory, targetMasks, memoryMasks);
  }

  /**
   * The output in training.
   *
   * @param source of shape [steps, batch, width], the first two as the layout says
   * @param target of shape [steps, batch, width], with steps of its own
   * @param sourceMasks where the source may not look in itself
   * @param targetMasks where the target may not look in itself
   * @param memoryMasks where the target may not look in the memory
   * @param key the source of randomness
   * @return output and new module
   */
  public Step<Transformer> train(
      Tensor source,
      Tensor target,
      Masks sourceMasks,
      Masks targetMasks,
      Masks memoryMasks,
      Key key) {
    Key[] keys = key.split2();
    Step<TransformerEncoder> e = encoder.train(source, sourceMasks, keys[0]);
    Step<TransformerDecoder> d =
        decoder.train(target, e.output(), targetMasks, memoryMasks, keys[1]);
    return new Step<>(d.output(), new Transformer(e.module(), d.module()));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
