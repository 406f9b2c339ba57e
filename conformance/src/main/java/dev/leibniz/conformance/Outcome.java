package dev.leibniz.conformance;

import java.util.List;

/** What came of a case. */
sealed interface Outcome {
  /** Every check agreed. */
  record Passed() implements Outcome {}

  /**
   * How the library's answer to a check differs.
   *
   * @param call the kind of check
   * @param what the first element that differs, or the exception
   */
  record Difference(String call, String what) {}

  /**
   * Some check did not agree.
   *
   * @param differences one for each such check
   */
  record Failed(List<Difference> differences) implements Outcome {}

  /**
   * The runner cannot say the program in terms of the library.
   *
   * @param reason the operator, and what of it is missing
   */
  record Unsupported(String reason) implements Outcome {}

  /**
   * The case failed and is meant to.
   *
   * @param reason why the library differs
   */
  record Deliberate(String reason) implements Outcome {}
}
