package dev.leibniz.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
      throw unreadable(file, e);
    }
  }

  static UncheckedIOException unreadable(Path file, IOException e) {
    return new UncheckedIOException("reading " + reason(file, e), e);
  }

  static UncheckedIOException unwritable(Path file, IOException e) {
    return new UncheckedIOException("writing " + reason(file, e), e);
  }

  /** These exceptions say which file it is and leave it to their class to say what is wrong. */
  private static String reason(Path file, IOException e) {
    return file.toAbsolutePath()
        + ": "
        + switch (e) {
          case NoSuchFileException _ -> "there is no such file or folder";
          case AccessDeniedException _ -> "permission denied";
          default -> e.getMessage();
        };
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
      throw unwritable(file, e);
    }
  }
}
