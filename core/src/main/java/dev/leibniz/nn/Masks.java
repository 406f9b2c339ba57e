package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Where attention may not look. A mask of booleans is true there; one of numbers is added to the
 * scores.
 *
 * <pre>{@code
 * attention.apply(x, x, x, Masks.causal(x.shape().get(0)));
 * }</pre>
 *
 * @param pairs of shape [queries, keys] or [batch · heads, queries, keys], or null
 * @param keys of shape [batch, keys], or null: padding in the keys
 */
public record Masks(@Nullable Tensor pairs, @Nullable Tensor keys) {
  /** Attention may look everywhere. */
  public static final Masks NONE = new Masks(null, null);

  /**
   * Each place sees itself and what is before it.
   *
   * @param steps the number of places
   * @return the masks
   */
  public static Masks causal(int steps) {
    Tensor place = Tensor.arange(steps);
    return new Masks(place.gt(place.unsqueeze(1)), null);
  }

  /**
   * The same with padding in the keys.
   *
   * @param keys of shape [batch, keys]
   * @return the masks
   */
  public Masks withKeys(Tensor keys) {
    return new Masks(pairs, keys);
  }

  /** Scores of shape [batch, heads, queries, keys] with the masks applied. */
  Tensor on(Tensor scores) {
    Tensor t = scores;
    if (pairs != null) {
      t = masked(t, pairs.rank() == 3 ? pairs.reshape(scores.shape()) : pairs);
    }
    return keys == null ? t : masked(t, keys.unsqueeze(1).unsqueeze(1));
  }

  private static Tensor masked(Tensor scores, Tensor mask) {
    return mask.dtype() == DType.BOOL
        ? scores.maskedFill(mask, Double.NEGATIVE_INFINITY)
        : scores.add(mask);
  }
}
