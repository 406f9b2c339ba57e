package dev.leibniz;

import java.io.Serial;

/**
 * A shape, an axis or an index does not fit.
 *
 * <p>Fails: {@code Tensor.ones(2, 3).add(Tensor.ones(2))}. Works: {@code Tensor.ones(2,
 * 3).add(Tensor.ones(2, 1))}.
 */
public final class ShapeException extends LeibnizException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with its whole message: the operation, the values and the remedy.
   *
   * @param message what the user reads
   */
  public ShapeException(String message) {
    super(message);
  }

  /**
   * An exception that another one caused.
   *
   * @param message what the user reads
   * @param cause what went wrong underneath
   */
  public ShapeException(String message, Throwable cause) {
    super(message, cause);
  }
}
