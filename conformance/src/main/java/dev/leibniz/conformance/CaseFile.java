package dev.leibniz.conformance;

import dev.leibniz.LeibnizException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;

/** A file of cases, a line each; gzipped unless its name says otherwise. */
final class CaseFile {
  private CaseFile() {}

  /** A file that cannot be used, with a message for the user. */
  static final class UnreadableException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    UnreadableException(String message, Exception cause) {
      super(message, cause);
    }
  }

  /**
   * Hands over each case of a file, in order.
   *
   * @throws UnreadableException if the file is missing, not gzipped, or not of this format
   */
  static void read(Path file, Consumer<Case> each) throws UnreadableException {
    int number = 0;
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(unpacked(file, raw), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          each.accept(parsed(file, number, line));
        }
      }
    } catch (NoSuchFileException e) {
      throw new UnreadableException(file + ": there is no such file", e);
    } catch (ZipException | EOFException e) {
      throw new UnreadableException(
          file
              + ": not a gzip file, or a damaged one ("
              + e.getMessage()
              + "); cases that are not packed belong in a file named *.jsonl",
          e);
    } catch (IOException e) {
      throw new UnreadableException(
          file + ": cannot be read: " + (Files.isDirectory(file) ? "it is a folder" : e), e);
    }
  }

  private static InputStream unpacked(Path file, InputStream raw) throws IOException {
    return file.toString().endsWith(".jsonl") ? raw : new GZIPInputStream(raw, 1 << 16);
  }

  private static Case parsed(Path file, int number, String line) throws UnreadableException {
    try {
      return CaseReader.read(line);
    } catch (JacksonException | IllegalArgumentException | LeibnizException e) {
      String why = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
      throw new UnreadableException(file + ", line " + number + ": not a case: " + why, e);
    }
  }
}
