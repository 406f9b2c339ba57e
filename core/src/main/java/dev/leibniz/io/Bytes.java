package dev.leibniz.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Whole files. */
final class Bytes {
  private Bytes() {}

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (OutOfMemoryError e) {
      throw new FormatException(
          file + ": larger than the 2 GB, or the free memory, that a file may take; split it");
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
    }
  }

  /** All or nothing: a file that was there before stays as it is until the new one is whole. */
  static void write(Path file, byte[] bytes) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Path unfinished = Files.createTempFile(directory, ".leibniz", ".part");
      try {
        Files.write(unfinished, bytes);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file + ": " + e.getMessage(), e);
    }
  }
}
