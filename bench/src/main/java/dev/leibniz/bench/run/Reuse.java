package dev.leibniz.bench.run;

import dev.leibniz.bench.result.Environment;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * Results of peers that may be taken over: those of the same kind of machine, if measuring took
 * more than a minute. They are marked with the time of their measurement.
 */
final class Reuse {
  private static final double NANOSECONDS = 60e9;

  private final List<ResultFile> files;

  private Reuse(List<ResultFile> files) {
    this.files = files;
  }

  static Reuse of(List<ResultFile> files, Environment here) {
    return new Reuse(
        files.stream()
            .filter(f -> f.environment().fingerprint().equals(here.fingerprint()))
            .toList());
  }

  List<Result> find(String peer, Subject subject) {
    for (ResultFile f : files) {
      List<Result> out = new ArrayList<>();
      double total = 0;
      for (Result r : f.results()) {
        Subject s = r.subject();
        if (s.system().equals(peer) && s.ofLeibniz().equals(subject) && r.isMeasured()) {
          out.add(r.reusedFrom() == null ? r.reused(f.created()) : r);
          total += r.seconds();
        }
      }
      if (total * 1e9 > NANOSECONDS) {
        return out;
      }
    }
    return List.of();
  }
}
