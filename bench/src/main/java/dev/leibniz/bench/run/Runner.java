package dev.leibniz.bench.run;

import dev.leibniz.bench.peer.Peer;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures everything, each peer right after the library, and writes the file after every result.
 * What the file has already is not measured again; what failed is.
 */
final class Runner {
  private final Request request;
  private final List<Peer> peers;
  private final Reuse reuse;
  private final Path output;
  private ResultFile file;

  Runner(Request request, List<Peer> peers, Reuse reuse, Path output, ResultFile file) {
    this.request = request;
    this.peers = peers;
    this.reuse = reuse;
    this.output = output;
    this.file = file;
  }

  ResultFile run(Progress progress) {
    Measuring measuring = new Measuring(request);
    for (Selection s : request.selections()) {
      Subject subject = measuring.subject(s);
      progress.at(subject.title());
      if (!isDone(subject)) {
        keep(measuring.measure(s), progress);
      }
      for (Peer peer : peers) {
        progress.at(subject.title() + " in " + peer.name());
        measure(peer, subject, progress);
      }
      progress.step();
    }
    return file;
  }

  private boolean isDone(Subject subject) {
    return file.find(subject).filter(Result::isMeasured).isPresent();
  }

  private void measure(Peer peer, Subject subject, Progress progress) {
    boolean isThere =
        file.results().stream()
            .anyMatch(r ->
                r.isMeasured()
                    && r.subject().system().equals(peer.name())
                    && r.subject().ofLeibniz().equals(subject));
    if (isThere) {
      return;
    }
    List<Result> earlier = reuse.find(peer.name(), subject);
    List<Result> found =
        earlier.isEmpty() ? peer.measure(subject, request.plan().seconds()) : earlier;
    found.forEach(r -> keep(r, progress));
  }

  private void keep(Result r, Progress progress) {
    file = file.with(r);
    file.write(output);
    progress.line(Lines.of(r));
  }
}
