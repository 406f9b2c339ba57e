package dev.leibniz.bench.run;

import dev.leibniz.bench.fork.Answer;
import dev.leibniz.bench.fork.Fork;
import dev.leibniz.bench.fork.Order;
import dev.leibniz.bench.fork.Paths;
import dev.leibniz.bench.fork.SmallestHeap;
import dev.leibniz.bench.measure.Measurement;
import dev.leibniz.bench.measure.WarmUp;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Bootstrap;
import dev.leibniz.bench.statistics.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Measures one selection of the library itself. */
final class Measuring {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Request request;
  private final Fork fork;

  Measuring(Request request) {
    this.request = request;
    fork = new Fork(Paths.own(), request.heap(), request.threads(), LIMIT);
  }

  Subject subject(Selection s) {
    return new Subject(
        Subject.LEIBNIZ,
        "",
        s.workload().name(),
        s.task().title(),
        request.sizeName(),
        request.threads());
  }

  Result measure(Selection s) {
    Order order = Order.of(s.workload().name(), s.task(), request.size(), request.plan());
    long start = System.nanoTime();
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < request.forks(); i++) {
      Answer a = fork.run(i == 0 ? order : order.unchecked());
      answers.add(a);
      if (a.measurement() == null) {
        return result(subject(s), a, List.of(), -1, since(start));
      }
    }
    long heap = request.withSmallestHeap() ? SmallestHeap.find(fork, order) : -1;
    return result(subject(s), answers.getFirst(), answers, heap, since(start));
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private Result result(
      Subject subject, Answer first, List<Answer> answers, long smallestHeap, double seconds) {
    List<Result.Checked> checks =
        first.checks().stream()
            .map(c -> new Result.Checked(c.name(), c.error(), c.tolerance()))
            .toList();
    if (answers.isEmpty()) {
      return new Result(
          subject,
          first.failure(),
          "float32",
          fork.flags(),
          null,
          null,
          checks,
          List.of(),
          null,
          0,
          null,
          null,
          seconds,
          null);
    }
    Measurement m = Objects.requireNonNull(first.measurement());
    List<double[]> runs =
        answers.stream().map(a -> Objects.requireNonNull(a.measurement()).times()).toList();
    WarmUp w = m.warmUp();
    return new Result(
        subject,
        null,
        "float32",
        fork.flags(),
        first.inputs(),
        first.blas(),
        checks,
        runs,
        Bootstrap.median(runs),
        Samples.spread(Samples.joined(runs)),
        new Result.Warming(w.seconds(), w.isSettled(), w.windows()),
        new Result.Memory(
            m.allocatedBytes(),
            m.peakLiveBytes(),
            m.collections(),
            m.collectionShare(),
            smallestHeap),
        seconds,
        null);
  }
}
