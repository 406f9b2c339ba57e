package dev.leibniz.bench;

/** Something that the user can mend; the message says how. */
public class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message what is wrong and what to do
   */
  public BenchException(String message) {
    super(message);
  }
}
