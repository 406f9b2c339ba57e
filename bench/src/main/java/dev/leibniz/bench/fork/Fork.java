package dev.leibniz.bench.fork;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts JVMs.
 *
 * @param paths where they find their classes
 * @param heap of each, as in {@code -Xmx}
 * @param threads that the library may use
 * @param limit how long one may take
 * @param compilation flags of the JVM's compilers
 */
public record Fork(
    Paths paths, String heap, int threads, Duration limit, List<String> compilation) {
  /**
   * The compilers are waited for, and begin after a fifth of the usual number of calls. A process
   * that makes the same calls then gets the same code; otherwise it depends on what was called
   * while a compiler was at work, and a model's time on that by up to a factor of two.
   */
  private static final List<String> WAITED_FOR =
      List.of("-Xbatch", "-XX:CompileThresholdScaling=0.2");

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * JVMs whose compilers work beside the program, as they usually do.
   *
   * @param paths where they find their classes
   * @param heap of each, as in {@code -Xmx}
   * @param threads that the library may use
   * @param limit how long one may take
   */
  public Fork(Paths paths, String heap, int threads, Duration limit) {
    this(paths, heap, threads, limit, List.of());
  }

  /**
   * The same with compilers that are waited for.
   *
   * @return JVMs that make the same code from the same calls
   */
  public Fork waitingForCompilers() {
    return new Fork(paths, heap, threads, limit, WAITED_FOR);
  }

  /**
   * Carries an order out in a JVM of its own.
   *
   * @param order what to measure
   * @return what it found; a JVM that crashed or took too long is a failure like any other
   */
  public Answer run(Order order) {
    return run(List.of(order)).getFirst();
  }

  /**
   * Carries orders out in one JVM, one after the other. What the first has warmed up serves the
   * others.
   *
   * @param orders what to measure
   * @return as many answers
   */
  public List<Answer> run(List<Order> orders) {
    try {
      Path folder = Files.createTempDirectory("leibniz-bench");
      try {
        return run(orders, folder.resolve("answer.json"), folder.resolve("log"));
      } finally {
        for (String name : List.of("answer.json", "log")) {
          Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Answer> run(List<Order> orders, Path file, Path log) throws IOException {
    List<String> command = new ArrayList<>(command());
    command.add(JSON.writeValueAsString(orders));
    command.add(file.toString());
    Optional<String> failure = end(command, file, log);
    return failure.isEmpty()
        ? List.of(JSON.readValue(file, Answer[].class))
        : Collections.nCopies(orders.size(), Answer.failed(failure.get()));
  }

  /** Why the process failed, if it did. */
  private Optional<String> end(List<String> command, Path file, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Thread end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    try {
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        return Optional.of("took more than " + limit.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      process.destroyForcibly();
      removeHook(end);
    }
    if (process.exitValue() == 0 && Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String said = Files.readString(log).strip();
    if (said.contains("OutOfMemoryError")) {
      return Optional.of(OutOfMemory.TEXT + ": the JVM ended");
    }
    return Optional.of("the JVM ended with " + process.exitValue() + ": " + last(said));
  }

  private static void removeHook(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      awaitTheEnd();
    }
  }

  /**
   * This JVM is ending, and its hook has ended the process. Whoever went on would keep that as a
   * failure, or start the next process.
   */
  private static void awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private static String last(String text) {
    return text.substring(Math.max(0, text.length() - 500));
  }

  /**
   * The flags of the JVM, for the record.
   *
   * @return without paths and main class
   */
  public List<String> flags() {
    List<String> out =
        new ArrayList<>(
            List.of(
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:+UseG1GC",
                "-XX:+AlwaysPreTouch",
                "-Dleibniz.threads=" + threads));
    out.addAll(compilation);
    return List.copyOf(out);
  }

  private List<String> command() {
    List<String> out = new ArrayList<>();
    out.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    out.addAll(flags());
    out.add("--add-modules=jdk.incubator.vector,dev.leibniz");
    boolean isModule = Fork.class.getModule().isNamed();
    out.add(
        "--enable-native-access="
            + (isModule ? "dev.leibniz.openblas,dev.leibniz.onednn" : "ALL-UNNAMED"));
    if (!paths.modules().isEmpty()) {
      out.add("--module-path");
      out.add(String.join(File.pathSeparator, paths.modules()));
    }
    if (!paths.classes().isEmpty()) {
      out.add("--class-path");
      out.add(String.join(File.pathSeparator, paths.classes()));
    }
    if (isModule) {
      out.add("--module");
      out.add(Worker.class.getModule().getName() + "/" + Worker.class.getName());
    } else {
      out.add(Worker.class.getName());
    }
    return out;
  }
}
