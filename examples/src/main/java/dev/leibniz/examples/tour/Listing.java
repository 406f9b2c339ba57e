package dev.leibniz.examples.tour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The marked lines of a class's own source, which lies beside the class file. */
final class Listing {
  private static final String START = "// @start region=shown";
  private static final String END = "// @end";

  private Listing() {}

  /** The shown regions of some classes' sources, an empty line between two of them. */
  static List<String> of(List<Class<?>> types) {
    List<String> shown = new ArrayList<>();
    for (Class<?> type : types) {
      if (!shown.isEmpty()) {
        shown.add("");
      }
      shown.addAll(of(type));
    }
    return shown;
  }

  private static List<String> of(Class<?> type) {
    String name = type.getSimpleName() + ".java";
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packaged beside its class file");
      }
      List<String> shown = regions(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (shown.isEmpty()) {
        throw new IllegalStateException(name + " has no line \"" + START + "\"");
      }
      return shown;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> regions(String source) {
    List<String> shown = new ArrayList<>();
    StringBuilder region = new StringBuilder();
    boolean inside = false;
    for (String line : source.lines().toList()) {
      switch (line.strip()) {
        case START -> {
          inside = true;
          region.setLength(0);
        }
        case END -> {
          inside = false;
          if (!shown.isEmpty()) {
            shown.add("");
          }
          shown.addAll(region.toString().stripTrailing().stripIndent().lines().toList());
        }
        default -> {
          if (inside) {
            region.append(line).append('\n');
          }
        }
      }
    }
    return shown;
  }
}
