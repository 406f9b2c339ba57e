package dev.leibniz.transform;

/**
 * A function of the library's own around one of the user's, which is the one that messages name.
 */
public interface UserFunction {
  /** The user's function. */
  Object user();
}
