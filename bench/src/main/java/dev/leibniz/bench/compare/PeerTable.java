package dev.leibniz.bench.compare;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.run.Words;
import dev.leibniz.bench.statistics.Bootstrap;
import dev.leibniz.bench.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The library beside its peers, each by its best route. */
public final class PeerTable {
  private PeerTable() {}

  /**
   * One comparison with a peer.
   *
   * @param ours the library's result
   * @param theirs the peer's best
   * @param ratio the peer's time to ours: above 1 we are quicker
   */
  public record Row(Result ours, Result theirs, Interval ratio) {}

  /**
   * The comparisons.
   *
   * @param file results with peers
   * @return a row for each peer that has measured a subject
   */
  public static List<Row> rows(ResultFile file) {
    List<Row> out = new ArrayList<>();
    List<String> peers =
        file.results().stream()
            .map(r -> r.subject().system())
            .filter(s -> !s.equals(Subject.LEIBNIZ))
            .distinct()
            .toList();
    for (Result r : file.results()) {
      if (r.subject().system().equals(Subject.LEIBNIZ) && r.isMeasured()) {
        for (String peer : peers) {
          best(file, peer, r.subject())
              .ifPresent(p -> out.add(new Row(r, p, Bootstrap.ratio(p.runs(), r.runs()))));
        }
      }
    }
    return out;
  }

  private static Optional<Result> best(ResultFile file, String peer, Subject ours) {
    return file.results().stream()
        .filter(r -> r.subject().system().equals(peer) && r.isMeasured())
        .filter(r -> r.subject().ofLeibniz().equals(ours))
        .min(Comparator.comparingDouble(Result::nanoseconds));
  }

  /**
   * The comparisons as text.
   *
   * @param file results with peers
   * @return a table
   */
  public static Table of(ResultFile file) {
    List<List<String>> rows = new ArrayList<>();
    for (Row r : rows(file)) {
      Subject peer = r.theirs().subject();
      String route = peer.route().isEmpty() ? "" : " (" + peer.route() + ")";
      rows.add(
          List.of(
              r.ours().subject().title(),
              Words.time(r.ours().nanoseconds()),
              peer.system() + route,
              Words.time(r.theirs().nanoseconds()),
              Words.digits(r.ratio().estimate()),
              Words.digits(r.ratio().low()) + " – " + Words.digits(r.ratio().high())));
    }
    return new Table(
        List.of("", "Leibniz", "peer, best route", "time", "times less", "95 %"), rows);
  }
}
