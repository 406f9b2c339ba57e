package dev.leibniz.bench.run;

import dev.leibniz.bench.BenchException;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Bootstrap;
import dev.leibniz.bench.statistics.Samples;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The micro-benchmarks. JMH starts its own JVMs and needs the class path; so it runs in a process
 * beside this one, once for each benchmark, and its results are taken over.
 */
final class Micro {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final int threads;
  private final List<String> options;

  /** So many threads of one operation, and options of JMH. */
  Micro(int threads, List<String> options) {
    this.threads = threads;
    this.options = List.copyOf(options);
  }

  ResultFile run(String regex, ResultFile file, Path target, PrintWriter out) {
    String path = System.getProperty("leibniz.microbench");
    if (path == null) {
      throw new BenchException("--micro: run it by ./leibniz, which knows where JMH is");
    }
    List<String> names = names(path, regex);
    if (names.isEmpty()) {
      throw new BenchException("--micro: no benchmark matches " + regex);
    }
    ResultFile found = file;
    try (Progress progress = new Progress("micro", names.size(), out)) {
      for (String name : names) {
        progress.at(name);
        for (Result r : measure(path, name, found)) {
          found = found.with(r);
          found.write(target);
          progress.line(Lines.of(r));
        }
        progress.step();
      }
    }
    return found;
  }

  private static List<String> names(String path, String regex) {
    return jmh(path, List.of(regex, "-l"))
        .lines()
        .map(String::strip)
        .filter(l -> l.startsWith("dev.leibniz."))
        .toList();
  }

  private List<Result> measure(String path, String name, ResultFile file) {
    String title = name.substring("dev.leibniz.microbench.".length());
    boolean isDone =
        file.results().stream()
            .anyMatch(r -> r.subject().workload().equals(title) && r.isMeasured());
    if (isDone) {
      return List.of();
    }
    try {
      Path json = Files.createTempFile("leibniz-jmh", ".json");
      try {
        String exactly = "^" + name.replace(".", "\\.") + "$";
        List<String> arguments = new ArrayList<>();
        arguments.add(exactly);
        arguments.addAll(List.of("-prof", "gc", "-jvmArgsAppend", "-Dleibniz.threads=" + threads));
        arguments.addAll(options);
        arguments.addAll(List.of("-rf", "json", "-rff", json.toString()));
        String said = jmh(path, arguments);
        String text = Files.readString(json);
        if (text.isBlank()) {
          return List.of(failure(title, said));
        }
        List<Result> out = new ArrayList<>();
        JSON.readTree(text).forEach(n -> out.add(result(title, n)));
        return out;
      } finally {
        Files.deleteIfExists(json);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Subject subject(String title, String parameters) {
    return new Subject(Subject.LEIBNIZ, "", title, "jmh", parameters, threads);
  }

  private Result failure(String title, String said) {
    String last = said.substring(Math.max(0, said.length() - 500));
    return new Result(
        subject(title, ""),
        last,
        "",
        List.of(),
        null,
        null,
        List.of(),
        List.of(),
        null,
        0,
        null,
        null,
        0,
        null);
  }

  private Result result(String title, JsonNode n) {
    List<String> parameters = new ArrayList<>();
    n.path("params").forEach(p -> parameters.add(p.asString()));
    List<double[]> runs = new ArrayList<>();
    n.path("primaryMetric")
        .path("rawData")
        .forEach(fork -> {
          double[] times = new double[fork.size()];
          Arrays.setAll(times, i -> fork.get(i).asDouble());
          runs.add(times);
        });
    List<String> flags = new ArrayList<>();
    n.path("jvmArgs").forEach(f -> flags.add(f.asString()));
    double bytes = n.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score").asDouble(0);
    return new Result(
        subject(title, String.join(",", parameters)),
        null,
        "",
        flags,
        null,
        null,
        List.of(),
        runs,
        Bootstrap.median(runs),
        Samples.spread(Samples.joined(runs)),
        null,
        new Result.Memory(bytes, -1, 0, 0, -1),
        0,
        null);
  }

  private static String jmh(String path, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", path, "org.openjdk.jmh.Main"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Thread end = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(end);
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      Runtime.getRuntime().removeShutdownHook(end);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }
}
