package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encoder layers one after the other. See {@code torch.nn.TransformerEncoder}.
 *
 * @param layers from the input to the output
 * @param norm what comes behind them, or null
 */
public record TransformerEncoder(List<TransformerEncoderLayer> layers, @Nullable LayerNorm norm)
    implements Layer<TransformerEncoder> {
  /** Takes a copy of the list. */
  public TransformerEncoder {
    layers = List.copyOf(layers);
  }

  @Override
  public Tensor apply(Tensor x) {
    return apply(x, Masks.NONE);
  }

  /**
   * The output in evaluation.
   *
   * @param x of shape [steps, batch, width], the first two as the layout says
   * @param masks where attention may not look
   * @return of the same shape
   */
  public Tensor apply(Tensor x, Masks masks) {
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      y = layer.apply(y, masks);
    }
    return norm == null ? y : norm.apply(y);
  }

  @Override
  public Step<TransformerEncoder> train(Tensor x, Key key) {
    return train(x, Masks.NONE, key);
  }

  /**
   * The output in training.
   *
   * @param x of shape [steps, batch, width], the first two as the layout says
   * @param masks where attention may not look
   * @param key the source of randomness
   * @return output and new module
   */
  public Step<TransformerEncoder> train(Tensor x, Masks masks, Key key) {
    Key keys = key.split(layers.size());
    List<TransformerEncoderLayer> after = new ArrayList<>();
    Tensor y = x;
    for (TransformerEncoderLayer layer : layers) {
      Step<TransformerEncoderLayer> s = layer.train(y, masks, keys.get(after.size()));
      y = s.output();
      after.add(s.module());
    }
    return new Step<>(norm == null ? y : norm.apply(y), new TransformerEncoder(after, norm));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
