package dev.leibniz.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.measure.Plan;
import dev.leibniz.bench.peer.Peer;
import dev.leibniz.bench.result.Environment;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Bootstrap;
import dev.leibniz.models.Size;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers, and what is taken over from earlier results of theirs. */
class RunnerTest {
  private static final Environment HERE = environment("same", "new commit");

  @TempDir private Path folder;

  private final FakePeer peer = new FakePeer();

  /** Answers at once, and counts how often it was asked. */
  private static final class FakePeer implements Peer {
    private int asked;

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.empty();
    }

    @Override
    public List<Result> measure(Subject subject, double seconds) {
      asked++;
      return List.of(answer(3));
    }
  }

  private static Environment environment(String fingerprint, String commit) {
    return new Environment(fingerprint, "processor", 2, 1L << 34, "os", "25", "vm", commit, false);
  }

  private static Result answer(double seconds) {
    return result("fake", "by hand", seconds);
  }

  private static Result result(String system, String route, double seconds) {
    List<double[]> runs = List.of(new double[] {5, 5, 5});
    return new Result(
        new Subject(system, route, "ppl_simple_reg", "forward", "tiny", 1),
        null,
        "float32",
        List.of(),
        null,
        null,
        List.of(),
        runs,
        Bootstrap.median(runs),
        0,
        null,
        null,
        seconds,
        null);
  }

  private static ResultFile earlier(String fingerprint, double seconds) {
    return ResultFile.of("2026-01-02T03:04:05Z", environment(fingerprint, "old commit"))
        .with(answer(seconds));
  }

  /** Measures a workload of which the library's own result is there already. */
  private Result measured(ResultFile... earlier) {
    ResultFile begun = ResultFile.of("now", HERE).with(result("leibniz", "", 1));
    Request request =
        new Request(
            Size.TINY,
            1,
            1,
            Plan.of(0.1, 0.1),
            "256m",
            false,
            Selection.of(List.of("ppl_simple_reg"), List.of("forward")));
    Path file = folder.resolve("r.json");
    Reuse reuse = Reuse.of(List.of(earlier), HERE);
    Runner runner = new Runner(request, List.of(peer), reuse, file, begun);
    try (Progress progress = new Progress("", 1, new PrintWriter(Writer.nullWriter()))) {
      runner.run(progress);
    }
    return ResultFile.read(file).results().getLast();
  }

  @Test
  void aPeerIsAskedAndItsAnswerKept() {
    assertThat(measured().subject().system()).isEqualTo("fake");
    assertThat(peer.asked).isEqualTo(1);
  }

  @Test
  void whatTookOverAMinuteOnSuchAMachineIsTakenOverAndMarked() {
    Result found = measured(earlier("same", 61));
    assertThat(peer.asked).isZero();
    assertThat(found.reusedFrom()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void whatWasQuickIsMeasuredAgain() {
    assertThat(measured(earlier("same", 59)).reusedFrom()).isNull();
    assertThat(peer.asked).isEqualTo(1);
  }

  @Test
  void anotherMachinesResultsAreNotTakenOver() {
    assertThat(measured(earlier("another", 61)).reusedFrom()).isNull();
    assertThat(peer.asked).isEqualTo(1);
  }

  @Test
  void whatWasTakenOverBeforeKeepsItsDate() {
    ResultFile old = ResultFile.of("later", HERE).with(answer(61).reused("long ago"));
    assertThat(measured(old).reusedFrom()).isEqualTo("long ago");
  }
}
