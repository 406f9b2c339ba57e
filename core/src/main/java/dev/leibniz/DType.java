package dev.leibniz;

/**
 * What the numbers of a tensor are.
 *
 * <p>Numbers given as {@code double} make a {@link #FLOAT64} tensor, as {@code float} a {@link
 * #FLOAT32} one. Only the floating ones have derivatives. Where an operation meets two dtypes,
 * {@link #promote} tells the dtype of the result, as PyTorch's {@code torch.promote_types} does.
 */
public enum DType {
  /** True or false. */
  BOOL(false),
  /** 32-bit integers; overflow wraps around, as Java's does. */
  INT32(false),
  /** 64-bit integers, also every index. */
  INT64(false),
  /** 32-bit floating point. */
  FLOAT32(true),
  /** 64-bit floating point. */
  FLOAT64(true);

  /** The dtype that an integer tensor takes where an operation needs a floating one. */
  static final DType DEFAULT_FLOATING = FLOAT32;

  private final boolean floating;

  DType(boolean floating) {
    this.floating = floating;
  }

  /**
   * Whether numbers of this dtype have derivatives.
   *
   * @return true for {@link #FLOAT32} and {@link #FLOAT64}
   */
  public boolean isFloating() {
    return floating;
  }

  /**
   * The smallest dtype that holds what both hold, by category: bool, then integer, then floating.
   *
   * <pre>{@code
   * DType.promote(INT64, FLOAT32)    // FLOAT32
   * DType.promote(BOOL, INT32)       // INT32
   * }</pre>
   *
   * @param a one dtype
   * @param b another
   * @return the promoted dtype, the same for both orders
   */
  public static DType promote(DType a, DType b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /**
   * This dtype if it is floating, else {@link #FLOAT32}: what a function such as {@code sin} gives.
   *
   * @return a floating dtype
   */
  public DType toFloating() {
    return floating ? this : DEFAULT_FLOATING;
  }
}
