package dev.leibniz.conformance.operators;

import java.io.Serial;
import java.util.Objects;

/** Says that an operator, or its arguments, have no counterpart in the table of operators. */
public final class UnsupportedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * An operator that is missing altogether.
   *
   * @param operator its name
   */
  public UnsupportedException(String operator) {
    super(operator);
  }

  /**
   * An operator that is there, but not with these arguments.
   *
   * @param operator its name
   * @param what what is missing
   */
  public UnsupportedException(String operator, String what) {
    super(operator + ": " + what);
  }

  /**
   * The operator, and what of it is missing.
   *
   * @return the message
   */
  public String reason() {
    return Objects.requireNonNullElse(getMessage(), "");
  }
}
