package dev.leibniz.bench.gate;

import dev.leibniz.bench.BenchException;
import dev.leibniz.bench.fork.Answer;
import dev.leibniz.bench.fork.Fork;
import dev.leibniz.bench.fork.Order;
import dev.leibniz.bench.measure.Measurement;
import dev.leibniz.bench.statistics.Samples;
import java.util.function.DoubleSupplier;

/** Measures the two builds in JVMs of their own, four a round: A B B A. */
final class Rounds implements DoubleSupplier {
  /** A build on which the subject cannot be run, because it lacks something. */
  static final class NotComparableException extends BenchException {
    private static final long serialVersionUID = 1;

    NotComparableException(String message) {
      super(message);
    }
  }

  private final Fork old;
  private final Fork young;
  private final Order order;
  private final Recording recording;

  Rounds(Fork old, Fork young, Order order, Recording recording) {
    this.old = old;
    this.young = young;
    this.order = order.unchecked();
    this.recording = recording;
  }

  /** The logarithm of the young build's time to the old one's. */
  @Override
  public double getAsDouble() {
    double first = time(old, "the base");
    double second = time(young, "the working tree");
    double third = time(young, "the working tree");
    double fourth = time(old, "the base");
    recording.add(order.workload() + " " + order.task(), first, second, third, fourth);
    return ratio(first, second, third, fourth);
  }

  /** The logarithm of the ratio, of the times of A, B, B and A. */
  static double ratio(double first, double second, double third, double fourth) {
    return Math.log(Math.min(second, third) / Math.min(first, fourth));
  }

  private double time(Fork fork, String which) {
    Answer answer = fork.run(order);
    Measurement found = answer.measurement();
    if (found == null) {
      throw new NotComparableException(which + " cannot run it: " + answer.failure());
    }
    return Samples.median(found.times());
  }
}
