package dev.leibniz.bench.fork;

import dev.leibniz.Tensor;
import dev.leibniz.bench.measure.Calls;
import dev.leibniz.bench.measure.Measurement;
import dev.leibniz.bench.measure.Measurer;
import dev.leibniz.bench.task.Check;
import dev.leibniz.bench.task.Checks;
import dev.leibniz.bench.task.Task;
import dev.leibniz.bench.task.Work;
import dev.leibniz.bench.workload.Catalogue;
import dev.leibniz.bench.workload.Workload;
import dev.leibniz.models.Problem;
import dev.leibniz.spi.Blas;
import dev.leibniz.tree.Tree;
import dev.leibniz.tree.Tree.Leaf;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main class of the JVM that measures. Its arguments: a list of orders as JSON, and the file
 * for as many answers.
 */
public final class Worker {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Worker() {}

  /**
   * Carries the orders out, one after the other.
   *
   * @param arguments the orders, and where the answers go
   */
  public static void main(String[] arguments) {
    List<Answer> answers = new ArrayList<>();
    for (Order order : JSON.readValue(arguments[0], Order[].class)) {
      answers.add(answerOrFailure(order));
    }
    JSON.writeValue(Path.of(arguments[1]), answers);
    System.exit(0);
  }

  private static Answer answerOrFailure(Order order) {
    try {
      return answer(order);
    } catch (OutOfMemoryError e) {
      return Answer.failed(OutOfMemory.TEXT + ": " + e.getMessage());
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      return Answer.failed(e.toString());
    }
  }

  static Answer answer(Order order) {
    Workload workload = Catalogue.find(order.workload()).orElseThrow();
    return answer(order, workload, workload.problem(order.size()));
  }

  private static <P> Answer answer(Order order, Workload workload, Problem<P> problem) {
    Task task = Task.find(order.task()).orElseThrow();
    Work<P> work = Work.of(task, problem);
    List<Check> checks = new ArrayList<>();
    if (order.isChecked()) {
      checks.addAll(Checks.of(work));
      workload.golden().ifPresent(g -> checks.addAll(Checks.of(task, g)));
    }
    for (Check c : checks) {
      if (!c.isPassed()) {
        String why =
            "%s: they differ by %.2g, and %.2g is allowed"
                .formatted(c.name(), c.error(), c.tolerance());
        return new Answer(why, null, null, checks, null);
      }
    }
    Calls calls = order.calls();
    Measurement found =
        calls == null
            ? Measurer.measure(work::call, order.plan())
            : Measurer.measure(work::call, calls);
    return new Answer(null, checksum(problem.parameters()), blas(), checks, found);
  }

  private static String checksum(Object point) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (Leaf leaf : Tree.leaves(point)) {
      Tensor t = leaf.tensor();
      if (t.dtype().isFloating()) {
        for (float x : t.toFloatArray()) {
          digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(0, x));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static String blas() {
    try {
      return ServiceLoader.load(Blas.class).findFirst().map(Blas::name).orElse("none");
    } catch (ServiceConfigurationError | LinkageError e) {
      return "none";
    }
  }
}
