package dev.leibniz.bench.workload;

import dev.leibniz.models.Size;

/** Numbers that depend on the size. */
final class Sizes {
  private Sizes() {}

  static int of(Size size, int tiny, int small, int full) {
    return switch (size) {
      case TINY -> tiny;
      case SMALL -> small;
      case FULL -> full;
    };
  }
}
