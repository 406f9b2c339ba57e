package dev.leibniz.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The cases among the test resources. */
enum Cases {
  PROGRAMS("/cases/programs.jsonl.gz"),
  TIER_1("/cases/ops-tier1.jsonl.gz"),
  TIER_2("/cases/ops-tier2.jsonl.gz");

  private final String resource;

  Cases(String resource) {
    this.resource = resource;
  }

  Path file() {
    return path(resource);
  }

  List<Case> all() throws CaseFile.UnreadableException {
    List<Case> out = new ArrayList<>();
    CaseFile.read(file(), out::add);
    return out;
  }

  static List<String> lines(String resource) {
    try {
      return Files.readAllLines(path(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String resource) {
    URL url = Objects.requireNonNull(Cases.class.getResource(resource), resource);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
