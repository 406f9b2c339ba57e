package dev.leibniz.bench.peer;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Bootstrap;
import dev.leibniz.bench.statistics.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a peer's process prints, as results: an array of objects with {@code route} and either
 * {@code times} (nanoseconds per call) and {@code seconds}, or {@code failure}.
 */
final class PeerResults {
  private static final JsonMapper JSON = JsonMapper.shared();

  private PeerResults() {}

  static List<Result> of(
      String system, Subject ours, Processes.Outcome outcome, List<String> flags) {
    if (!outcome.isSuccess()) {
      String said = outcome.error();
      String last = said.substring(Math.max(0, said.length() - 300));
      return List.of(failed(subject(system, "", ours), last));
    }
    try {
      List<Result> out = new ArrayList<>();
      JSON.readTree(outcome.out()).forEach(n -> out.add(result(system, ours, n, flags)));
      return out;
    } catch (JacksonException e) {
      return List.of(failed(subject(system, "", ours), "no JSON: " + outcome.out()));
    }
  }

  private static Result result(String system, Subject ours, JsonNode n, List<String> flags) {
    Subject subject = subject(system, n.path("route").asString(""), ours);
    if (n.has("failure")) {
      return failed(subject, n.path("failure").asString(""));
    }
    double[] times = new double[n.path("times").size()];
    Arrays.setAll(times, i -> n.path("times").get(i).asDouble());
    List<double[]> runs = List.of(times);
    return new Result(
        subject,
        null,
        "float32",
        flags,
        null,
        n.path("blas").asString(null),
        List.of(),
        runs,
        Bootstrap.median(runs),
        Samples.spread(times),
        null,
        null,
        n.path("seconds").asDouble(0),
        null);
  }

  private static Subject subject(String system, String route, Subject s) {
    return new Subject(system, route, s.workload(), s.task(), s.size(), s.threads());
  }

  private static Result failed(Subject subject, @Nullable String why) {
    return new Result(
        subject, why, "float32", List.of(), null, null, List.of(), List.of(), null, 0, null, null,
        0, null);
  }
}
