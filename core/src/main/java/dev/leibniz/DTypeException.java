package dev.leibniz;

import java.io.Serial;

/**
 * A dtype does not fit the operation.
 *
 * <p>Fails: {@code grad(x -> x.sum(), Tensor.longs(1, 2))}, since integers have no derivative.
 * Works: {@code grad(x -> x.sum(), Tensor.of(1, 2))}.
 */
public final class DTypeException extends LeibnizException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with its whole message: the operation, the values and the remedy.
   *
   * @param message what the user reads
   */
  public DTypeException(String message) {
    super(message);
  }

  /**
   * An exception that another one caused.
   *
   * @param message what the user reads
   * @param cause what went wrong underneath
   */
  public DTypeException(String message, Throwable cause) {
    super(message, cause);
  }
}
