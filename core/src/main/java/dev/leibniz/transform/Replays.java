package dev.leibniz.transform;

import java.util.IdentityHashMap;

/**
 * What one walk has recomputed and may still need. A walk goes by number, so that whoever asks for
 * a node has left the segments behind that do not span it.
 */
final class Replays {
  private final IdentityHashMap<Segment, Segment.Replay> live = new IdentityHashMap<>();

  Node twin(Segment dropped, Node n) {
    Segment.Replay replay = live.get(dropped);
    if (replay == null) {
      live.keySet().removeIf(s -> !s.spans(n.number));
      replay = dropped.replay();
      live.put(dropped, replay);
    }
    return replay.twin(n);
  }

  /** The node itself, or the twin of one whose values a checkpoint further in has dropped. */
  Node resolved(Node n) {
    Segment dropped = n.segment();
    return dropped == null ? n : twin(dropped, n);
  }
}
