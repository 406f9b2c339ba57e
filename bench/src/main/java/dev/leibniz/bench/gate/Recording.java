package dev.leibniz.bench.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps every round that was measured: lines of the subject and four times in nanoseconds. */
final class Recording {
  private final @Nullable Path file;

  Recording(@Nullable Path file) {
    this.file = file;
  }

  void add(String subject, double... times) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(
          file,
          subject + "," + text(times) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(double... times) {
    return Arrays.stream(times)
        .mapToObj(t -> String.format(Locale.ROOT, "%.1f", t))
        .collect(Collectors.joining(","));
  }
}
