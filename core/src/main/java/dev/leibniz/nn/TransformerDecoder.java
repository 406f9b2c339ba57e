package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decoder layers one after the other, all of which see the same memory. See {@code
 * torch.nn.TransformerDecoder}.
 *
 * @param layers from the input to the output
 * @param norm what comes behind them, or null
 */
public record TransformerDecoder(List<TransformerDecoderLayer> layers, @Nullable LayerNorm norm)
    implements Network {
  /** Takes a copy of the list. */
  public TransformerDecoder {
    layers = List.copyOf(layers);
  }

  /**
   * The output in evaluation.
   *
   * @param x the target, of shape [steps, batch, width], the first two as the layout says
   * @param memory what an encoder gave, likewise
   * @param masks where the target may not look in itself
   * @param memoryMasks where it may not look in the memory
   * @return of the shape of the target
   */
  public Tensor apply(Tensor x, Tensor memory, Masks masks, Masks memoryMasks) {
    Tensor y = x;
    for (TransformerDecoderLayer layer : layers) {
      y = layer.apply(y, memory, masks, memoryMasks);
    }
    return norm == null ? y : norm.apply(y);
  }

  /**
   * The output in training.
   *
   * @param x the target, of shape [steps, batch, width], the first two as the layout says
   * @param memory what an encoder gave, likewise
   * @param masks where the target may not look in itself
   * @param memoryMasks where it may not look in the memory
   * @param key the source of randomness
   * @return output and new module
   */
  public Step<TransformerDecoder> train(
      Tensor x, Tensor memory, Masks masks, Masks memoryMasks, Key key) {
    Key keys = key.split(layers.size());
    List<TransformerDecoderLayer> after = new ArrayList<>();
    Tensor y = x;
    for (TransformerDecoderLayer layer : layers) {
      Step<TransformerDecoderLayer> s =
          layer.train(y, memory, masks, memoryMasks, keys.get(after.size()));
      y = s.output();
      after.add(s.module());
    }
    return new Step<>(norm == null ? y : norm.apply(y), new TransformerDecoder(after, norm));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
