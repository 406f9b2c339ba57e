package dev.leibniz.openblas;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another Java process on the class path of this one. */
final class Child {
  private Child() {}

  /** What a main method writes, errors included. */
  static String run(Class<?> main, Path cache, boolean withJar, String... options)
      throws IOException, InterruptedException {
    return run(main, cache, withJar, Map.of(), options);
  }

  /** The same in another environment. */
  static String run(
      Class<?> main,
      Path cache,
      boolean withJar,
      Map<String, String> environment,
      String... options)
      throws IOException, InterruptedException {
    String paths =
        Stream.of(
                "java.class.path",
                "jdk.module.path",
                "jdk.module.patch.0",
                "surefire.test.class.path")
            .map(property -> System.getProperty(property, ""))
            .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
            .map(entry -> entry.contains("=") ? entry.substring(entry.indexOf('=') + 1) : entry)
            .filter(entry -> !entry.isEmpty())
            .filter(entry -> withJar || !entry.contains("bytedeco"))
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    String tests = location(main);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", tests + File.pathSeparator + paths, main.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    Process process = builder.start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static String location(Class<?> c) {
    String file = c.getName().replace('.', '/') + ".class";
    String url = c.getResource("/" + file).getPath();
    return url.substring(0, url.length() - file.length());
  }
}
