package dev.leibniz.bench.fork;

/** How a failure begins that a larger heap would mend. */
public final class OutOfMemory {
  static final String TEXT = "out of memory";

  private OutOfMemory() {}

  /**
   * Whether an answer is such a failure.
   *
   * @param answer of a JVM
   * @return true if the heap was too small
   */
  public static boolean isIn(Answer answer) {
    return answer.failure() != null && answer.failure().startsWith(TEXT);
  }
}
