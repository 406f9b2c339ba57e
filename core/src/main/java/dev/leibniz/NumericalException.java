package dev.leibniz;

import java.io.Serial;

/**
 * A computation has no answer for these numbers: a matrix that must be positive definite or
 * invertible is not; or, in {@link Autograd#detectAnomaly}, a NaN or an infinity has appeared.
 *
 * <p>Fails: {@code Linalg.cholesky(Tensor.zeros(2, 2))}. Works: adding a multiple of {@code
 * Tensor.eye(2)} first.
 */
public final class NumericalException extends LeibnizException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with its whole message: the operation, the values and the remedy.
   *
   * @param message what the user reads
   */
  public NumericalException(String message) {
    super(message);
  }

  /**
   * An exception that another one caused.
   *
   * @param message what the user reads
   * @param cause what went wrong underneath
   */
  public NumericalException(String message, Throwable cause) {
    super(message, cause);
  }
}
