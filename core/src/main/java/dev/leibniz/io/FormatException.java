package dev.leibniz.io;

import dev.leibniz.LeibnizException;
import java.io.Serial;

/**
 * A file is not what it should be: cut off, inconsistent, or of a kind that is not supported.
 *
 * <p>Fails: reading a {@code .npy} file whose header promises more numbers than it has.
 */
public final class FormatException extends LeibnizException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with its whole message: the file, what is wrong with it and the remedy.
   *
   * @param message what the user reads
   */
  public FormatException(String message) {
    super(message);
  }
}
