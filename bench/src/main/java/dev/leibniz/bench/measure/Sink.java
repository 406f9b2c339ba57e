package dev.leibniz.bench.measure;

import org.jspecify.annotations.Nullable;

/** Where results go, so that no compiler takes their computation for useless. */
final class Sink {
  private volatile @Nullable Object last;

  void take(Object result) {
    last = result;
  }

  void forget() {
    last = null;
  }

  boolean isEmpty() {
    return last == null;
  }
}
