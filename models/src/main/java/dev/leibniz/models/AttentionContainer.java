package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Linear;

/**
 * {@code multiheadattn}: attention as torchtext has it, with projections of their own for queries,
 * keys and values and one more key and value for all. It has one size.
 *
 * @param query what makes the queries
 * @param key what makes the keys
 * @param value what makes the values
 * @param output what the heads' results go through
 */
public record AttentionContainer(Linear query, Linear key, Linear value, Linear output) {
  private static final int WIDTH = 10;
  private static final int HEADS = 5;

  /**
   * Data.
   *
   * @param query of shape [queries, batch, 10]
   * @param key of shape [keys, batch, 10], also the values
   * @param mask true where attention may not look, of shape [queries, keys]
   * @param bias the key, and value, that is appended, of shape [1, 1, 10]
   */
  public record Data(Tensor query, Tensor key, Tensor mask, Tensor bias) {
    /** A batch of one. */
    Data only(Pairs p) {
      return new Data(p.query().unsqueeze(1), p.key().unsqueeze(1), mask, bias);
    }
  }

  /** What asks and what is asked, the batch first or without one. */
  record Pairs(Tensor query, Tensor key) {}

  /**
   * The problem with random weights and data.
   *
   * @param random the source of randomness
   * @return the problem
   */
  public static Problem<AttentionContainer> problem(Key random) {
    Key keys = random.split(8);
    Data data =
        new Data(
            keys.get(0).uniform(Shape.of(6, 64, WIDTH), DType.FLOAT32),
            keys.get(1).uniform(Shape.of(10, 64, WIDTH), DType.FLOAT32),
            keys.get(2).integers(0, 2, 6, 10).eq(1L),
            keys.get(3).uniform(Shape.of(1, 1, WIDTH), DType.FLOAT32));
    AttentionContainer model =
        new AttentionContainer(
            linear(keys.get(4)), linear(keys.get(5)), linear(keys.get(6)), linear(keys.get(7)));
    return new Problem<>(model, m -> m.loss(data))
        .withExamples(
            new Examples<>(
                new Pairs(data.query().transpose(0, 1), data.key().transpose(0, 1)),
                (m, p) -> m.loss(data.only(p))));
  }

  private static Linear linear(Key key) {
    return Linear.of(WIDTH, WIDTH, key).withoutBias();
  }

  Tensor loss(Data d) {
    int batch = d.query().shape().get(1);
    Tensor q = heads(query.apply(d.query()), batch).mul(Math.sqrt((double) HEADS / WIDTH));
    Tensor k = heads(appended(key.apply(d.key()), d.bias()), batch);
    Tensor v = heads(appended(value.apply(d.key()), d.bias()), batch);
    Tensor weights = q.matmul(k.mT()).maskedFill(d.mask().pad(0, 1), -1e8).softmax(-1);
    Tensor joined = weights.matmul(v).transpose(0, 1).reshape(d.query().shape());
    return output.apply(joined).sum().add(weights.sum());
  }

  private static Tensor appended(Tensor x, Tensor bias) {
    Shape one = Shape.of(1, x.shape().get(1), WIDTH);
    return Tensor.cat(0, x, bias.expand(one));
  }

  /** From [steps, batch, 10] to [batch · heads, steps, 2]. */
  private static Tensor heads(Tensor x, int batch) {
    return x.reshape(x.shape().get(0), batch * HEADS, WIDTH / HEADS).transpose(0, 1);
  }
}
