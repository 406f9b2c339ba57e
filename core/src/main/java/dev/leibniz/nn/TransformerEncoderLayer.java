package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention and a feed-forward network, each added to its input and normalised. See {@code
 * torch.nn.TransformerEncoderLayer}.
 *
 * <pre>{@code
 * TransformerEncoderLayer.of(256, 8, 2048, key).withDropout(0.1)
 * }</pre>
 *
 * @param selfAttn the attention
 * @param linear1 the first half of the feed-forward network
 * @param dropout on what is between the halves
 * @param linear2 the second half
 * @param norm1 of the attention's sum
 * @param norm2 of the network's sum
 * @param dropout1 on what attention gives
 * @param dropout2 on what the network gives
 * @param activation between the halves
 * @param order where normalisation stands
 */
public record TransformerEncoderLayer(
    MultiheadAttention selfAttn,
    Linear linear1,
    Dropout dropout,
    Linear linear2,
    LayerNorm norm1,
    LayerNorm norm2,
    Dropout dropout1,
    Dropout dropout2,
    Transformer.Activation activation,
    Transformer.Norm order)
    implements Layer<TransformerEncoderLayer> {
  /**
   * A layer without dropout, of FLOAT32, steps first, with rectified linear units and normalisation
   * behind each sum.
   *
   * @param width the number of features
   * @param heads a divisor of the width
   * @param feedForward the number of features between the halves of the network
   * @param key the source of randomness
   * @return the layer
   */
  public static TransformerEncoderLayer of(int width, int heads, int feedForward, Key key) {
    Key keys = key.split(3);
    Dropout none = new Dropout(0);
    return new TransformerEncoderLayer(
        MultiheadAttention.of(width, heads, keys.get(0)),
        Linear.of(width, feedForward, keys.get(1)),
        none,
        Linear.of(feedForward, width, keys.get(2)),
        LayerNorm.of(width),
        LayerNorm.of(width),
        none,
        none,
        Transformer.Activation.RELU,
        Transformer.Norm.AFTER);
  }

  /**
   * The same layer with dropout everywhere.
   *
   * @param p the probability
   * @return the changed layer
   */
  public TransformerEncoderLayer withDropout(double p) {
    Dropout d = new Dropout(p);
    return new TransformerEncoderLayer(
        selfAttn.withDropout(p), linear1, d, linear2, norm1, norm2, d, d, activation, order);
  }

  /**
   * The same layer with another activation.
   *
   * @param activation the activation
   * @return the changed layer
   */
  public TransformerEncoderLayer withActivation(Transformer.Activation activation) {
    return new TransformerEncoderLayer(
        selfAttn, linear1, dropout, linear2, norm1, norm2, dropout1, dropout2, activation, order);
  }

  /**
   * The same layer with normalisation elsewhere.
   *
   * @param order where
   * @return the changed layer
   */
  public TransformerEncoderLayer withNorm(Transformer.Norm order) {
    return new TransformerEncoderLayer(
        selfAttn, linear1, dropout, linear2, norm1, norm2, dropout1, dropout2, activation, order);
  }

  /**
   * The same layer with another order of axes.
   *
   * @param layout the order
   * @return the changed layer
   */
  public TransformerEncoderLayer withLayout(Layout layout) {
    return new TransformerEncoderLayer(
        selfAttn.withLayout(layout),
        linear1,
        dropout,
        linear2,
        norm1,
        norm2,
        dropout1,
        dropout2,
        activation,
        order);
  }

  @Override
  public Tensor apply(Tensor x) {
    return apply(x, Masks.NONE);
  }

  /**
   * The output in evaluation.
   *
   * @param x of shape [steps, batch, width], the first two as the layout says, or without batch
   * @param masks where attention may not look
   * @return of the same shape
   */
  public Tensor apply(Tensor x, Masks masks) {
    return run(x, masks, null);
  }

  @Override
  public Step<TransformerEncoderLayer> train(Tensor x, Key key) {
    return train(x, Masks.NONE, key);
  }

  /**
   * The output in training.
   *
   * @param x of shape [steps, batch, width], the first two as the layout says, or without batch
   * @param masks where attention may not look
   * @param key the source of randomness
   * @return output and this layer
   */
  public Step<TransformerEncoderLayer> train(Tensor x, Masks masks, Key key) {
    return new Step<>(run(x, masks, key.split(4)), this);
  }

  private Tensor run(Tensor x, Masks masks, @Nullable Key keys) {
    if (order == Transformer.Norm.BEFORE) {
      Tensor y = x.add(attention(norm1.apply(x), masks, keys));
      return y.add(feedForward(norm2.apply(y), keys));
    }
    Tensor y = norm1.apply(x.add(attention(x, masks, keys)));
    return norm2.apply(y.add(feedForward(y, keys)));
  }

  private Tensor attention(Tensor x, Masks masks, @Nullable Key keys) {
    if (keys == null) {
      return selfAttn.apply(x, x, x, masks).output();
    }
    Tensor y = selfAttn.train(x, x, x, masks, keys.get(0)).output();
    return Dropout.drop(y, dropout1.p(), keys.get(1));
  }

  private Tensor feedForward(Tensor x, @Nullable Key keys) {
    Tensor h = activation.of(linear1.apply(x));
    if (keys == null) {
      return linear2.apply(h);
    }
    Tensor y = linear2.apply(Dropout.drop(h, dropout.p(), keys.get(2)));
    return Dropout.drop(y, dropout2.p(), keys.get(3));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
