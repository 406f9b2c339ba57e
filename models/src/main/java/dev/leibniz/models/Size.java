package dev.leibniz.models;

/** How large a model and its data are. */
public enum Size {
  /** A gradient takes milliseconds; every structure of the model is there. */
  TINY,
  /** A task takes about a second. */
  SMALL,
  /** As in PyTorch's benchmark. */
  FULL;

  /** One of three numbers. */
  int of(int tiny, int small, int full) {
    return switch (this) {
      case TINY -> tiny;
      case SMALL -> small;
      case FULL -> full;
    };
  }
}
