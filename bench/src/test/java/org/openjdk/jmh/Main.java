package org.openjdk.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stands in for JMH in the tests of {@code --micro}: knows three benchmarks, one of which fails.
 */
public final class Main {
  private static final List<String> NAMES =
      List.of(
          "dev.leibniz.microbench.Chains.forward",
          "dev.leibniz.microbench.Chains.backward",
          "dev.leibniz.microbench.Kernels.broken");

  private Main() {}

  /**
   * Lists names or writes a result.
   *
   * @param arguments as JMH takes them
   * @throws IOException if the result cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    List<String> all = Arrays.asList(arguments);
    Pattern wanted = Pattern.compile(all.getFirst());
    List<String> found = NAMES.stream().filter(n -> wanted.matcher(n).find()).toList();
    if (all.contains("-l")) {
      System.out.println("Benchmarks: ");
      found.forEach(System.out::println);
      return;
    }
    if (found.getFirst().endsWith("broken")) {
      System.out.println("it broke");
      return;
    }
    String flags = String.join(" ", all.subList(1, all.indexOf("-rf")));
    Files.writeString(
        Path.of(all.get(all.indexOf("-rff") + 1)),
        """
        [{"benchmark": "%s", "params": {"n": "8"}, "jvmArgs": ["%s"],
          "primaryMetric": {"rawData": [[100.0, 110.0], [105.0, %d.0]]},
          "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 48.0}}}]
        """
            .formatted(found.getFirst(), flags, System.nanoTime() % 1000));
  }
}
