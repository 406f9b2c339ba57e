package dev.leibniz.conformance;

import java.util.Map;
import java.util.Optional;

/** Where the library is meant to differ from PyTorch. */
final class Deliberate {
  /** From the beginning of ids to the reason. */
  static final Map<String, String> DELIBERATE = Map.of();

  private Deliberate() {}

  static Optional<String> reason(String id) {
    return DELIBERATE.entrySet().stream()
        .filter(e -> id.startsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
