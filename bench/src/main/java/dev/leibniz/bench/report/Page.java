package dev.leibniz.bench.report;

import dev.leibniz.bench.compare.PeerTable;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Puts template, chart library and data together. */
final class Page {
  private static final String CHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
  private static final JsonMapper JSON = JsonMapper.shared();

  /** A bar: how many times less time we need than the peer's best route. */
  record Ratio(
      String workload,
      String task,
      String peer,
      double low,
      double ratio,
      double high,
      double ours,
      double theirs,
      boolean isReused) {}

  /** A line of the table. */
  record Line(
      String workload,
      String task,
      double low,
      double median,
      double high,
      double spread,
      double allocated,
      double live,
      double leastHeap,
      double collecting,
      double warmUp,
      boolean isSettled,
      @Nullable String failure,
      String checks) {}

  /** A point of the history. */
  record Point(String created, String commit, String workload, String task, double median) {}

  /** All that the page shows. */
  record Data(
      Object environment,
      String created,
      String size,
      String threads,
      String blas,
      List<Ratio> ratios,
      List<Line> lines,
      List<Point> history) {}

  private Page() {}

  static String of(List<ResultFile> files) {
    String data = JSON.writeValueAsString(data(files)).replace("<", "\\u003c");
    return resource("page.html")
        .replace("/*STYLE*/", resource("page.css"))
        .replace("/*DATA*/", data)
        .replace("/*CHARTS*/", resource(CHARTS).replace("</script", "<\\/script"))
        .replace("/*SCRIPT*/", resource("page.js"));
  }

  static Data data(List<ResultFile> files) {
    ResultFile last = files.getLast();
    List<Line> lines = new ArrayList<>();
    String size = "";
    String threads = "";
    String blas = "";
    for (Result r : last.results()) {
      if (r.subject().system().equals(Subject.LEIBNIZ)) {
        lines.add(line(r));
        size = r.subject().size();
        threads = Integer.toString(r.subject().threads());
        blas = r.blas() == null ? blas : r.blas();
      }
    }
    return new Data(
        last.environment(),
        last.created(),
        size,
        threads,
        blas,
        ratios(last),
        lines,
        history(files));
  }

  private static List<Ratio> ratios(ResultFile file) {
    return PeerTable.rows(file).stream()
        .map(row -> {
          Subject peer = row.theirs().subject();
          return new Ratio(
              peer.workload(),
              peer.task(),
              peer.system() + (peer.route().isEmpty() ? "" : ", " + peer.route()),
              row.ratio().low(),
              row.ratio().estimate(),
              row.ratio().high(),
              row.ours().nanoseconds(),
              row.theirs().nanoseconds(),
              row.theirs().reusedFrom() != null);
        })
        .toList();
  }

  private static Line line(Result r) {
    Interval m = r.isMeasured() ? Objects.requireNonNull(r.median()) : new Interval(0, 0, 0);
    Result.Memory memory = r.memory() == null ? new Result.Memory(0, -1, 0, 0, -1) : r.memory();
    List<String> checks =
        r.checks().stream().map(c -> "%s: %.1e".formatted(c.name(), c.error())).toList();
    return new Line(
        r.subject().workload(),
        r.subject().task(),
        m.low(),
        m.estimate(),
        m.high(),
        r.spread(),
        memory.allocatedBytes(),
        memory.peakLiveBytes(),
        memory.smallestHeapBytes(),
        memory.collectionShare(),
        r.warmUp() == null ? 0 : r.warmUp().seconds(),
        r.warmUp() == null || r.warmUp().isSettled(),
        r.failure(),
        String.join("; ", checks));
  }

  private static List<Point> history(List<ResultFile> files) {
    List<Point> out = new ArrayList<>();
    for (ResultFile f : files) {
      for (Result r : f.results()) {
        if (r.isMeasured() && r.subject().system().equals(Subject.LEIBNIZ)) {
          out.add(
              new Point(
                  f.created(),
                  f.environment().commit(),
                  r.subject().workload(),
                  r.subject().task(),
                  r.nanoseconds()));
        }
      }
    }
    return out;
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      InputStream found =
          in == null ? ClassLoader.getSystemResourceAsStream(name.substring(1)) : in;
      return new String(Objects.requireNonNull(found, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
