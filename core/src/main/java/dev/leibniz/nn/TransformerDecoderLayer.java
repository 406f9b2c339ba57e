package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention, attention to a memory, and a feed-forward network, each added to its input and
 * normalised. See {@code torch.nn.TransformerDecoderLayer}.
 *
 * @param selfAttn the attention of the target to itself
 * @param multiheadAttn the attention of the target to the memory
 * @param linear1 the first half of the feed-forward network
 * @param dropout on what is between the halves
 * @param linear2 the second half
 * @param norm1 of the first attention's sum
 * @param norm2 of the second attention's sum
 * @param norm3 of the network's sum
 * @param dropout1 on what the first attention gives
 * @param dropout2 on what the second attention gives
 * @param dropout3 on what the network gives
 * @param activation between the halves
 * @param order where normalisation stands
 */
public record TransformerDecoderLayer(
    MultiheadAttention selfAttn,
    MultiheadAttention multiheadAttn,
    Linear linear1,
    Dropout dropout,
    Linear linear2,
    LayerNorm norm1,
    LayerNorm norm2,
    LayerNorm norm3,
    Dropout dropout1,
    Dropout dropout2,
    Dropout dropout3,
    Transformer.Activation activation,
    Transformer.Norm order)
    implements Network {
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
  public static TransformerDecoderLayer of(int width, int heads, int feedForward, Key key) {
    Key keys = key.split(4);
    Dropout none = new Dropout(0);
    return new TransformerDecoderLayer(
        MultiheadAttention.of(width, heads, keys.get(0)),
        MultiheadAttention.of(width, heads, keys.get(1)),
        Linear.of(width, feedForward, keys.get(2)),
        none,
        Linear.of(feedForward, width, keys.get(3)),
        LayerNorm.of(width),
        LayerNorm.of(width),
        LayerNorm.of(width),
        none,
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
  public TransformerDecoderLayer withDropout(double p) {
    return with(selfAttn.withDropout(p), multiheadAttn.withDropout(p), new Dropout(p), order);
  }

  /**
   * The same layer with normalisation elsewhere.
   *
   * @param order where
   * @return the changed layer
   */
  public TransformerDecoderLayer withNorm(Transformer.Norm order) {
    return with(selfAttn, multiheadAttn, dropout, order);
  }

  /**
   * The same layer with another order of axes.
   *
   * @param layout the order
   * @return the changed layer
   */
  public TransformerDecoderLayer withLayout(Layout layout) {
    return with(selfAttn.withLayout(layout), multiheadAttn.withLayout(layout), dropout, order);
  }

  private TransformerDecoderLayer with(
      MultiheadAttention self, MultiheadAttention other, Dropout d, Transformer.Norm order) {
    return new TransformerDecoderLayer(
        self, other, linear1, d, linear2, norm1, norm2, norm3, d, d, d, activation, order);
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
    return run(x, memory, masks, memoryMasks, null);
  }

  /**
   * The output in training.
   *
   * @param x the target, of shape [steps, batch, width], the first two as the layout says
   * @param memory what an encoder gave, likewise
   * @param masks where the target may not look in itself
   * @param memoryMasks where it may not look in the memory
   * @param key the source of randomness
   * @return output and this layer
   */
  public Step<TransformerDecoderLayer> train(
      Tensor x, Tensor memory, Masks masks, Masks memoryMasks, Key key) {
    return new Step<>(run(x, memory, masks, memoryMasks, key.split(6)), this);
  }

  private Tensor run(Tensor x, Tensor memory, Masks masks, Masks memoryMasks, @Nullable Key keys) {
    if (order == Transformer.Norm.BEFORE) {
      Tensor a = norm1.apply(x);
      Tensor y = x.add(attention(selfAttn, a, a, masks, dropout1, keys, 0));
      y = y.add(attention(multiheadAttn, norm2.apply(y), memory, memoryMasks, dropout2, keys, 2));
      return y.add(feedForward(norm3.apply(y), keys));
    }
    Tensor y = norm1.apply(x.add(attention(selfAttn, x, x, masks, dropout1, keys, 0)));
    y = norm2.apply(y.add(attention(multiheadAttn, y, memory, memoryMasks, dropout2, keys, 2)));
    return norm3.apply(y.add(feedForward(y, keys)));
  }

  private static Tensor attention(
      MultiheadAttention attention,
      Tensor query,
      Tensor source,
      Masks masks,
      Dropout behind,
      @Nullable Key keys,
      int i) {
    if (keys == null) {
      return attention.apply(query, source, source, masks).output();
    }
    Tensor y = attention.train(query, source, source, masks, keys.get(i)).output();
    return Dropout.drop(y, behind.p(), keys.get(i + 1));
  }

  private Tensor feedForward(Tensor x, @Nullable Key keys) {
    Tensor h = activation.of(linear1.apply(x));
    if (keys == null) {
      return linear2.apply(h);
    }
    Tensor y = linear2.apply(Dropout.drop(h, dropout.p(), keys.get(4)));
    return Dropout.drop(y, dropout3.p(), keys.get(5));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
