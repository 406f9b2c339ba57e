package dev.leibniz;

import java.io.Serial;

/**
 * What every exception of this library is.
 *
 * <p>Messages name the operation, the shapes or values it was given, and the remedy.
 */
public class LeibnizException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with its whole message: the operation, the values and the remedy.
   *
   * @param message what the user reads
   */
  public LeibnizException(String message) {
    super(message);
  }

  /**
   * An exception that another one caused.
   *
   * @param message what the user reads
   * @param cause what went wrong underneath
   */
  public LeibnizException(String message, Throwable cause) {
    super(message, cause);
  }
}
