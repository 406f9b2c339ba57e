package dev.leibniz.bench.fork;

import dev.leibniz.bench.measure.Calls;
import dev.leibniz.bench.measure.Plan;
import dev.leibniz.bench.task.Task;
import dev.leibniz.models.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM is started for.
 *
 * @param workload its name
 * @param task its name
 * @param size its name, in capitals
 * @param plan how long to measure
 * @param calls how often to call instead, or null
 * @param isChecked whether the result is compared with another way first
 */
public record Order(
    String workload, String task, Size size, Plan plan, @Nullable Calls calls, boolean isChecked) {
  /**
   * An order.
   *
   * @param workload the name of the workload
   * @param task what of it
   * @param size how large
   * @param plan how long to measure
   * @return with checks
   */
  public static Order of(String workload, Task task, Size size, Plan plan) {
    return new Order(workload, task.title(), size, plan, null, true);
  }

  /**
   * The same without checks.
   *
   * @return for a task whose result has been checked already
   */
  public Order unchecked() {
    return new Order(workload, task, size, plan, calls, false);
  }

  /**
   * The same by a number of calls.
   *
   * @param often how often to call
   * @return for processes that are to do the same
   */
  public Order counted(Calls often) {
    return new Order(workload, task, size, plan, often, isChecked);
  }
}
