package dev.leibniz;

/**
 * How a Jacobian or Hessian is computed, and why; from {@link Jacobians#plan} and {@link
 * Curvature#plan}.
 *
 * <pre>{@code
 * System.out.println(Jacobians.plan(f, x));
 * // REVERSE, since there are not more rows than columns: 2000 rows by 100000 columns.
 * // 84 rows at once in 24 passes, the most that 134217728 bytes (an eighth of the heap) hold at 1600000 bytes for each. …
 * }</pre>
 *
 * @param strategy {@code REVERSE}: row by row; {@code FORWARD}: column by column
 * @param strategyReason why that is so
 * @param rows the elements of the outputs
 * @param columns the elements of the inputs
 * @param atOnce the most rows, or columns, that are computed together
 * @param atOnceReason why that is so
 * @param passes how many times the recorded function is walked
 * @param bytes about what the intermediates of one pass take
 * @param resultBytes what the result takes
 */
public record Plan(
    Option.Strategy strategy,
    String strategyReason,
    long rows,
    long columns,
    int atOnce,
    String atOnceReason,
    long passes,
    long bytes,
    long resultBytes) {
  /**
   * The whole plan in a few sentences.
   *
   * @return a text for people
   */
  @Override
  public String toString() {
    String unit = strategy == Option.Strategy.FORWARD ? "columns" : "rows";
    return strategy
        + ", "
        + strategyReason
        + ": "
        + rows
        + " rows by "
        + columns
        + " columns.\n"
        + atOnce
        + " "
        + unit
        + " at once in "
        + passes
        + (passes == 1 ? " pass" : " passes")
        + ", "
        + atOnceReason
        + ".\nAbout "
        + bytes
        + " bytes of intermediates at a time, beside "
        + resultBytes
        + " bytes of the result.";
  }
}
