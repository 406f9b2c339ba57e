package dev.leibniz.transform;

import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/** One walk through a graph. */
abstract class Pass {
  private final boolean attached;
  private @Nullable Replays replays;

  /**
   * @param attached whether rules see kept values as they are; otherwise cut from level 0, so that
   *     nothing of the walk is recorded there
   */
  Pass(boolean attached) {
    this.attached = attached;
  }

  final Tensor read(Tensor kept) {
    return attached ? kept : Numbers.cutLevelZero(kept);
  }

  /** The node that has the values which were dropped from another one. */
  final Node twin(Segment dropped, Node n) {
    if (replays == null) {
      replays = new Replays();
    }
    return replays.twin(dropped, n);
  }

  /** What is wrong with what a step past a node is given: the values kept, and those handed on. */
  final Anomaly.Defect before(Node n, @Nullable Tensor... given) {
    Segment dropped = n.segment();
    Node kept = dropped == null ? n : Anomaly.quietly(() -> twin(dropped, n));
    return Anomaly.Defect.worse(Anomaly.Defect.ofAll(kept.kept()), Anomaly.Defect.ofAll(given));
  }
}
