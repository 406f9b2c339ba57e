package dev.leibniz;

import java.io.Serial;

/**
 * A derivative was asked for that the recorded graph cannot give, or a tensor was used outside the
 * transform that made it.
 *
 * <p>Fails: a second {@code y.backward()}, since the first one freed what the graph had kept.
 * Works: {@code y.backward(retainGraph())} the first time.
 */
public final class GraphException extends LeibnizException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An exception with its whole message: the operation, the values and the remedy.
   *
   * @param message what the user reads
   */
  public GraphException(String message) {
    super(message);
  }

  /**
   * An exception that another one caused.
   *
   * @param message what the user reads
   * @param cause what went wrong underneath
   */
  public GraphException(String message, Throwable cause) {
    super(message, cause);
  }
}
