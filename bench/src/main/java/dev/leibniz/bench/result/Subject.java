package dev.leibniz.bench.result;

/**
 * What was measured: two results of the same subject can be compared.
 *
 * @param system who computed: "leibniz" or a peer's name
 * @param route how, where a system has several ways, else ""
 * @param workload the model or the family of operations
 * @param task what of it
 * @param size how large, in small letters
 * @param threads how many
 */
public record Subject(
    String system, String route, String workload, String task, String size, int threads) {
  /** The system that is the library itself. */
  public static final String LEIBNIZ = "leibniz";

  /**
   * The same of the library itself.
   *
   * @return what a peer's result is held against
   */
  public Subject ofLeibniz() {
    return new Subject(LEIBNIZ, "", workload, task, size, threads);
  }

  /**
   * Whether the library itself was measured.
   *
   * @return false for a peer
   */
  public boolean isOfLeibniz() {
    return system.equals(LEIBNIZ);
  }

  /**
   * A name for people.
   *
   * @return workload, task, and the system if it is a peer
   */
  public String title() {
    String of = workload + " " + task;
    if (isOfLeibniz()) {
      return of;
    }
    return of + " (" + system + (route.isEmpty() ? "" : ", " + route) + ")";
  }
}
