package dev.leibniz.bench.task;

import dev.leibniz.Option.Strategy;
import dev.leibniz.bench.workload.Workload;
import dev.leibniz.bench.workload.Workload.Batch;
import dev.leibniz.bench.workload.Workload.Family;
import dev.leibniz.bench.workload.Workload.Parameters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured of a workload. The names are those of PyTorch's benchmark. */
public enum Task {
  /** The value alone. */
  FORWARD,
  /** Value and gradient by the classical API. */
  BACKWARD,
  /** A cotangent times the Jacobian. */
  VJP,
  /** The Jacobian times a direction. */
  JVP,
  /** A vector times the Hessian. */
  VHP,
  /** The Hessian times a vector. */
  HVP,
  /** The Jacobian, of which a loss has one row. */
  JACOBIAN,
  /** The same, column by column. */
  JACFWD,
  /** The same, row by row. */
  JACREV,
  /** The Hessian as the library would compute it. */
  HESSIAN,
  /** The same, forward over reverse. */
  HESSIAN_FWDREV,
  /** The same, reverse over reverse. */
  HESSIAN_REVREV,
  /** A gradient for each example of the batch. */
  PER_EXAMPLE_GRAD;

  /**
   * What the user writes.
   *
   * @return in small letters
   */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The task of a name.
   *
   * @param title in small letters
   * @return the task, if there is one
   */
  public static Optional<Task> find(String title) {
    return Arrays.stream(values()).filter(t -> t.title().equals(title)).findFirst();
  }

  /**
   * Whether the task can be done in a time that is worth waiting for: what costs as many
   * evaluations as there are parameters is asked only of workloads with few.
   *
   * @param w the workload
   * @return false if it is left out
   */
  public boolean suits(Workload w) {
    if (w.family() == Family.OPERATION) {
      return this == FORWARD || this == BACKWARD;
    }
    return switch (this) {
      case FORWARD, BACKWARD, VJP, JVP, VHP, HVP, JACOBIAN, JACREV -> true;
      case PER_EXAMPLE_GRAD -> w.batch() == Batch.APART;
      case JACFWD, HESSIAN, HESSIAN_FWDREV, HESSIAN_REVREV -> w.parameters() == Parameters.FEW;
    };
  }

  /** The direction that the task prescribes. */
  Strategy strategy() {
    return switch (this) {
      case JACFWD, HESSIAN_FWDREV -> Strategy.FORWARD;
      case JACREV, HESSIAN_REVREV -> Strategy.REVERSE;
      case FORWARD, BACKWARD, VJP, JVP, VHP, HVP, JACOBIAN, HESSIAN, PER_EXAMPLE_GRAD ->
          Strategy.AUTO;
    };
  }
}
