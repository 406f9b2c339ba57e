package dev.leibniz.bench.peer;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another library for Java, in a JVM of its own. The module {@code leibniz-peers} knows how each
 * does our workloads; {@code ./leibniz} builds it when it is asked for.
 */
final class JavaPeer implements Peer {
  private static final List<String> FLAGS = List.of("-Xms4g", "-Xmx4g", "-XX:+UseG1GC");

  private final String name;
  private final @Nullable String path = System.getProperty("leibniz.peers");

  JavaPeer(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<String> obstacle() {
    return path == null
        ? Optional.of("run it by ./leibniz, which fetches the library")
        : Optional.empty();
  }

  @Override
  public List<Result> measure(Subject subject, double seconds) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            String.valueOf(path),
            "dev.leibniz.peers.Main",
            name,
            subject.workload(),
            subject.task(),
            subject.size(),
            Integer.toString(subject.threads()),
            String.format(Locale.ROOT, "%s", seconds)));
    return PeerResults.of(name, subject, Processes.run(command, subject.threads()), FLAGS);
  }
}
