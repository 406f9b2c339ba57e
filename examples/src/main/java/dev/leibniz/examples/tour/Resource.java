package dev.leibniz.examples.tour;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The data files of the tour; SOURCES.md beside them says whose they are. */
final class Resource {
  private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

  private Resource() {}

  /** The lines of a file, unpacked if its name ends in gz. */
  static List<String> lines(String name) {
    try (InputStream file = Resource.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      InputStream in = name.endsWith(".gz") ? new GZIPInputStream(file) : file;
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The numbers of a line, between commas or blanks. */
  static double[] numbers(String line) {
    return BETWEEN.splitAsStream(line.strip()).mapToDouble(Double::parseDouble).toArray();
  }
}
