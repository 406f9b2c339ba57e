package dev.leibniz.bench.peer;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.Subject;
import java.util.List;
import java.util.Optional;

/** Another library. */
public interface Peer {
  /**
   * What the user writes.
   *
   * @return the name
   */
  String name();

  /**
   * Whether it can be used here.
   *
   * @return why not, and what to do; nothing if it can
   */
  Optional<String> obstacle();

  /**
   * Measures.
   *
   * @param subject the library's own subject
   * @param seconds how long, after warm-up
   * @return a result for each of the peer's routes; none if it cannot do such a thing
   */
  List<Result> measure(Subject subject, double seconds);
}
