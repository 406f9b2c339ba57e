package dev.leibniz;

import java.io.Serial;

/**
 * A tree of tensors (a record, list or map) has the wrong structure, or cannot be taken apart or
 * rebuilt.
 *
 * <p>Fails: {@code jvp(f, List.of(a, b), List.of(v))}. Works: a tangent for each of the two
 * tensors.
 */
public final class StructureException extends LeibnizException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with its whole message: the operation, the values and the remedy.
   *
   * @param message what the user reads
   */
  public StructureException(String message) {
    super(message);
  }

  /**
   * An exception that another one caused.
   *
   * @param message what the user reads
   * @param cause what went wrong underneath
   */
  public StructureException(String message, Throwable cause) {
    super(message, cause);
  }
}
