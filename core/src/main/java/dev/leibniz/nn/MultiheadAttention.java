package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Attention in several heads: softmax(Q Kᵀ / √d) V, where Q, K and V are linear in queries, keys
 * and values. Vaswani and others 2017. See {@code torch.nn.MultiheadAttention}.
 *
 * <pre>{@code
 * MultiheadAttention a = MultiheadAttention.of(256, 8, key);
 * a.apply(x, x, x, Masks.NONE).output();          // x of shape [steps, batch, 256]
 * }</pre>
 *
 * @param inProjWeight of shape [3 width, width]: what makes Q, K and V, one below the other
 * @param inProjBias of shape [3 width], or null
 * @param outProj what the heads' results go through
 * @param heads a divisor of the width
 * @param dropout the probability with which training drops an attention weight
 * @param layout the order of axes of queries, keys, values and output
 */
public record MultiheadAttention(
    Tensor inProjWeight,
    @Nullable Tensor inProjBias,
    Linear outProj,
    int heads,
    double dropout,
    Layout layout)
    implements Network {
  /**
   * What attention gives.
   *
   * @param output of the shape of the queries
   * @param weights of shape [batch, heads, queries, keys], or [heads, queries, keys] without a
   *     batch; in PyTorch they are averaged over the heads
   */
  public record Attended(Tensor output, Tensor weights) {}

  /**
   * Attention without dropout, of FLOAT32, steps first: weights as Glorot and Bengio have them,
   * biases 0.
   *
   * @param width the number of features
   * @param heads a divisor of the width
   * @param key the source of randomness
   * @return the module
   * @throws ShapeException if the heads do not divide the width
   */
  public static MultiheadAttention of(int width, int heads, Key key) {
    if (heads < 1 || width % heads != 0) {
      throw new ShapeException(
          "MultiheadAttention: "
              + heads
              + " heads of a width of "
              + width
              + "; they must divide it");
    }
    Key[] keys = key.split2();
    Shape packed = Shape.of(3 * width, width);
    Tensor zeros = Tensor.zeros(Shape.of(width), DType.FLOAT32);
    return new MultiheadAttention(
        Initialisers.xavierUniform(keys[0], packed, DType.FLOAT32, 1),
        Tensor.zeros(Shape.of(3 * width), DType.FLOAT32),
        new Linear(Linear.of(width, width, keys[1]).weight(), zeros),
        heads,
        0,
        Layout.SEQUENCE_FIRST);
  }

  /**
   * The same module with nothing added.
   *
   * @return the changed module
   */
  public MultiheadAttention withoutBias() {
    return new MultiheadAttention(
        inProjWeight, null, outProj.withoutBias(), heads, dropout, layout);
  }

  /**
   * The same module with dropout of attention weights.
   *
   * @param p the probability
   * @return the changed module
   */
  public MultiheadAttention withDropout(double p) {
    return new MultiheadAttention(inProjWeight, inProjBias, outProj, heads, p, layout);
  }

  /**
   * The same module with another order of axes.
   *
   * @param layout the order
   * @return the changed module
   */
  public MultiheadAttention withLayout(Layout layout) {
    return new MultiheadAttention(inProjWeight, inProjBias, outProj, heads, dropout, layout);
  }

  /**
   * Attention in evaluation.
   *
   * @param query of shape [queries, batch, width], the first two as the layout says, or without
   *     batch
   * @param key of shape [keys, batch, width], likewise
   * @param value of the shape of the keys
   * @param masks where it may not look
   * @return output and weights
   * @throws ShapeException if the shapes do not fit
   */
  public Attended apply(Tensor query, Tensor key, Tensor value, Masks masks) {
    return attend(query, key, value, masks, null);
  }

  /**
   * Attention in training: some weights are dropped.
   *
   * @param query of shape [queries, batch, width], the first two as the layout says, or without
   *     batch
   * @param key of shape [keys, batch, width], likewise
   * @param value of the shape of the keys
   * @param masks where it may not look
   * @param random the source of randomness
   * @return output and weights
   * @throws ShapeException if the shapes do not fit
   */
  public Attended train(Tensor query, Tensor key, Tensor value, Masks masks, Key random) {
    return attend(query, key, value, masks, random);
  }

  private Attended attend(
      Tensor query, Tensor key, Tensor value, Masks masks, @Nullable Key random) {
    int width = outProj.weight().shape().get(0);
    check(query, key, value, width);
    boolean batched = query.rank() == 3;
    Tensor[] projected = projected(query, key, value, width);
    for (int i = 0; i < 3; i++) {
      Tensor t = batched ? layout.batchFirst(projected[i]) : projected[i].unsqueeze(0);
      int[] d = t.shape().dims();
      projected[i] = t.reshape(d[0], d[1], heads, width / heads).transpose(1, 2);
    }
    Tensor scaled = projected[0].mul(1 / Math.sqrt((double) width / heads));
    Tensor weights = masks.on(scaled.matmul(projected[1].mT())).softmax(-1);
    Tensor used = random == null ? weights : Dropout.drop(weights, dropout, random);
    Tensor joined = used.matmul(projected[2]).transpose(1, 2).flatten(2, 3);
    Tensor output = outProj.apply(joined);
    Attended attended =
        batched
            ? new Attended(layout.batchFirst(output), weights)
            : new Attended(output.squeeze(0), weights.squeeze(0));
    return Outputs.note(this, attended);
  }

  /** Equal inputs share one product. */
  private Tensor[] projected(Tensor query, Tensor key, Tensor value, int width) {
    if (query == key && key == value) {
      return part(query, 0, 3 * width).chunk(-1, 3);
    }
    Tensor q = part(query, 0, width);
    if (key == value) {
      Tensor[] kv = part(key, width, 2 * width).chunk(-1, 2);
      return new Tensor[] {q, kv[0], kv[1]};
    }
    return new Tensor[] {q, part(key, width, width), part(value, 2 * width, width)};
  }

  private Tensor part(Tensor x, int from, int rows) {
    Tensor bias = inProjBias == null ? null : inProjBias.narrow(0, from, rows);
    return new Linear(inProjWeight.narrow(0, from, rows), bias).apply(x);
  }

  private static void check(Tensor query, Tensor key, Tensor value, int width) {
    boolean fits =
        query.rank() == key.rank()
            && (query.rank() == 2 || query.rank() == 3)
            && query.shape().get(-1) == width
            && key.shape().get(-1) == width
            && key.shape().equals(value.shape());
    if (!fits) {
      throw new ShapeException(
          "MultiheadAttention: queries of shape "
              + query.shape()
              + ", keys of shape "
              + key.shape()
              + " and values of shape "
              + value.shape()
              + ": they need 3 axes, or 2 without a batch, the last of size "
              + width
              + ", and keys and values must be alike");
    }
  }

  @Override
  public boolean actsInTraining() {
    return dropout > 0;
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
