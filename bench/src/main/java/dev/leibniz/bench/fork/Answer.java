package dev.leibniz.bench.fork;

import dev.leibniz.bench.measure.Measurement;
import dev.leibniz.bench.task.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM found.
 *
 * @param failure why there is no measurement, else null
 * @param inputs a checksum of the point
 * @param blas what multiplied matrices
 * @param checks the comparisons with another way
 * @param measurement null if there is a failure
 */
public record Answer(
    @Nullable String failure,
    @Nullable String inputs,
    @Nullable String blas,
    List<Check> checks,
    @Nullable Measurement measurement) {
  /**
   * No measurement.
   *
   * @param why the reason
   * @return the answer
   */
  public static Answer failed(String why) {
    return new Answer(why, null, null, List.of(), null);
  }
}
