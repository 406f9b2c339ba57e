package dev.leibniz.bench.result;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.leibniz.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of results.
 *
 * @param schema {@link #SCHEMA}
 * @param created when the run began, as ISO 8601 has it
 * @param environment where
 * @param results in the order of measurement
 */
public record ResultFile(
    String schema, String created, Environment environment, List<Result> results) {
  /** The form of files that this version writes and reads. */
  public static final String SCHEMA = "leibniz-bench/1";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .changeDefaultVisibility(v -> v.withIsGetterVisibility(Visibility.NONE))
          .build();

  /**
   * No results yet.
   *
   * @param created when
   * @param environment where
   * @return the file's content
   */
  public static ResultFile of(String created, Environment environment) {
    return new ResultFile(SCHEMA, created, environment, List.of());
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its content
   * @throws BenchException if there is none, or it is not in this form
   */
  public static ResultFile read(Path file) {
    try {
      ResultFile found = JSON.readValue(Files.readString(file), ResultFile.class);
      if (!SCHEMA.equals(found.schema)) {
        throw new BenchException(
            file + ": schema is " + found.schema + ", and this version reads " + SCHEMA);
      }
      return found;
    } catch (IOException e) {
      throw new BenchException(file + ": cannot be read: " + e);
    } catch (JacksonException e) {
      throw new BenchException(file + ": not a file of results: " + e.getOriginalMessage());
    }
  }

  /**
   * Writes a file, whole or not at all.
   *
   * @param file the file; folders are made
   */
  public void write(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path beside = Path.of(file + ".new");
      Files.writeString(beside, JSON.writeValueAsString(this) + "\n");
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * With one more result, in place of one of the same subject.
   *
   * @param result the result
   * @return the content
   */
  public ResultFile with(Result result) {
    List<Result> all = new ArrayList<>(results);
    all.removeIf(r -> r.subject().equals(result.subject()));
    all.add(result);
    return new ResultFile(schema, created, environment, List.copyOf(all));
  }

  /**
   * The result of a subject.
   *
   * @param subject what was measured
   * @return the result, if there is one
   */
  public Optional<Result> find(Subject subject) {
    return results.stream().filter(r -> r.subject().equals(subject)).findFirst();
  }
}
