package dev.leibniz.onednn;

import dev.leibniz.spi.PreparedConvolution;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The convolutions that were prepared, kept for the next call: oneDNN writes machine code for each.
 *
 * <p>When there are very many all are let go, and made again as they are needed: a process whose
 * sizes never come again would else hold more and more of them.
 */
final class Convolutions {
  private static final int MOST = 1000;

  private final Engine engine = new Engine();
  private final Map<Task, Optional<PreparedConvolution>> prepared = new ConcurrentHashMap<>();

  Optional<PreparedConvolution> find(Task task) {
    Optional<PreparedConvolution> found = prepared.get(task);
    if (found != null) {
      return found;
    }
    if (prepared.size() >= MOST) {
      prepared.clear();
    }
    return prepared.computeIfAbsent(task, t -> Convolution.prepare(engine, t));
  }
}
