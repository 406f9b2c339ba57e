package dev.leibniz.bench.run;

import dev.leibniz.bench.measure.Plan;
import dev.leibniz.models.Size;
import java.util.List;
import java.util.Locale;

/**
 * How everything that was selected is measured.
 *
 * @param size how large
 * @param threads how many the library may use
 * @param forks JVMs for each
 * @param plan how long in each
 * @param heap of each
 * @param withSmallestHeap whether that is searched for
 * @param selections what
 */
public record Request(
    Size size,
    int threads,
    int forks,
    Plan plan,
    String heap,
    boolean withSmallestHeap,
    List<Selection> selections) {
  /**
   * The size as results have it.
   *
   * @return in small letters
   */
  public String sizeName() {
    return size.name().toLowerCase(Locale.ROOT);
  }
}
