package dev.leibniz.transform;

import dev.leibniz.Tensor;

/** One walk through a graph. */
abstract class Pass {
  private final boolean attached;

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
}
