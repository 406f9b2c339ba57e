package dev.leibniz.bench.gate;

import dev.leibniz.bench.BenchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Another revision of the library, built in a worktree of its own and kept for the next time. */
final class Revision {
  private static final List<String> MODULES = List.of("core", "openblas", "onednn");

  private Revision() {}

  /** The jars of the library at a revision. */
  static List<String> jars(Path root, String name) {
    String commit = git(root, "rev-parse", "--verify", "--quiet", name + "^{commit}");
    Path kept = root.resolve("target").resolve("gate").resolve(commit.substring(0, 12));
    if (!Files.isDirectory(kept)) {
      build(root, commit, kept);
    }
    return jarsIn(kept);
  }

  private static void build(Path root, String commit, Path kept) {
    Path tree = kept.resolveSibling(kept.getFileName() + ".tree");
    try {
      Files.createDirectories(kept.getParent());
      git(root, "worktree", "add", "--force", "--detach", tree.toString(), commit);
      try {
        // Older revisions have not all of them.
        List<String> modules =
            MODULES.stream().filter(module -> Files.isDirectory(tree.resolve(module))).toList();
        List<String> maven =
            List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-pl",
                String.join(",", modules),
                "-Dmaven.test.skip=true",
                "-Dmaven.compiler.failOnWarning=false",
                "package");
        run(tree, maven, "the build of " + commit + " failed");
        Path beside = kept.resolveSibling(kept.getFileName() + ".new");
        Files.createDirectories(beside);
        for (String module : modules) {
          for (String jar : jarsIn(tree.resolve(module).resolve("target"))) {
            Path from = Path.of(jar);
            Files.copy(from, beside.resolve(from.getFileName()));
          }
        }
        Files.move(beside, kept);
      } finally {
        git(root, "worktree", "remove", "--force", tree.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> jarsIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(Path::toString)
          .filter(
              f -> f.endsWith(".jar") && !f.endsWith("-sources.jar") && !f.endsWith("-javadoc.jar"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String git(Path root, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return run(root, command, String.join(" ", command) + " failed");
  }

  private static String run(Path folder, List<String> command, String failure) {
    try {
      Process p =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (p.waitFor() != 0) {
        throw new BenchException(failure + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }
}
