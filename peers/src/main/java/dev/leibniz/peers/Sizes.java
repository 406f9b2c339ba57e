package dev.leibniz.peers;

/** How large, by the names that results have. */
enum Sizes {
  TINY,
  SMALL,
  FULL;

  int of(int tiny, int small, int full) {
    return switch (this) {
      case TINY -> tiny;
      case SMALL -> small;
      case FULL -> full;
    };
  }
}
