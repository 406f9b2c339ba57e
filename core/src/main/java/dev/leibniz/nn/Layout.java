package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** Which axis of a batch of sequences comes first. */
public enum Layout {
  /** [steps, batch, features]: PyTorch's default. */
  SEQUENCE_FIRST,
  /** [batch, steps, features]. */
  BATCH_FIRST;

  /** From this layout to one with the batch in front, and back. */
  Tensor batchFirst(Tensor x) {
    return this == BATCH_FIRST ? x : x.transpose(0, 1);
  }

  /** From this layout to one with the steps in front, and back. */
  Tensor sequenceFirst(Tensor x) {
    return this == SEQUENCE_FIRST ? x : x.transpose(0, 1);
  }
}
