package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.LeibnizException;
import dev.leibniz.Tensor;

/**
 * A module from one tensor to another: a record of tensors and of other modules, with what it
 * computes.
 *
 * <pre>{@code
 * record Mlp(Linear first, Linear last) implements Layer<Mlp> {
 *   public Tensor apply(Tensor x) {
 *     return last.apply(first.apply(x).relu());
 *   }
 * }
 *
 * Mlp slope = grad(m -> crossEntropy(m.apply(x), y), mlp);        // gradients are an Mlp too
 * }</pre>
 *
 * <p>A module never changes: what it learns while training stands in the one that {@link #train}
 * gives. So it may be shared between threads, and everything of {@link dev.leibniz.Functional}
 * works on it.
 *
 * @param <M> the record itself
 */
public interface Layer<M extends Layer<M>> extends Network {
  /**
   * The output in evaluation.
   *
   * @param x the input
   * @return the output
   */
  Tensor apply(Tensor x);

  /**
   * The output in training, and the module that training leaves behind: batch normalisation has
   * then updated its running statistics. Where nothing acts in training this is {@link #apply}, and
   * need not be written; a module of modules that do hands them their shares of the key and
   * rebuilds itself from what they leave behind.
   *
   * <pre>{@code
   * record Block(Conv2d conv, BatchNorm2d bn) implements Layer<Block> {
   *   …
   *   public Step<Block> train(Tensor x, Key key) {
   *     Step<BatchNorm2d> s = bn.train(conv.apply(x), key);
   *     return new Step<>(s.output().relu(), new Block(conv, s.module()));
   *   }
   * }
   * }</pre>
   *
   * @param x the input
   * @param key the source of its randomness
   * @return output and new module
   * @throws LeibnizException if a part acts in training and this method is not written
   */
  default Step<M> train(Tensor x, Key key) {
    if (actsInTraining()) {
      throw new LeibnizException(
          getClass().getSimpleName()
              + ".train: a part of it acts in training (dropout, batch normalisation), and would be"
              + " passed over; write train and hand the key to the parts");
    }
    @SuppressWarnings("unchecked") // by the contract of M
    M same = (M) this;
    return new Step<>(apply(x), same);
  }
}
