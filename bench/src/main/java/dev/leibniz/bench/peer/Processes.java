package dev.leibniz.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs a program to its end. */
final class Processes {
  /**
   * What came of it.
   *
   * @param isSuccess whether it ended with 0
   * @param out what it wrote to standard output
   * @param error what it wrote to the other, or why it could not be started
   */
  record Outcome(boolean isSuccess, String out, String error) {}

  private Processes() {}

  static Outcome run(List<String> command, int threads) {
    try {
      Path error = Files.createTempFile("leibniz-peer", ".log");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(error.toFile());
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        Process process = builder.start();
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return new Outcome(code == 0, out, Files.readString(error).strip());
      } finally {
        Files.deleteIfExists(error);
      }
    } catch (IOException e) {
      return new Outcome(false, "", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted"));
    }
  }
}
