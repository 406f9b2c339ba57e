package dev.leibniz.conformance;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What the command did.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it complained about
 */
record CommandRun(int code, String out, String err) {
  static CommandRun here(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = line.execute(strings(arguments).toArray(String[]::new));
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** In a JVM of its own, since the library reads its settings once. */
  static CommandRun inOtherJvm(Object... arguments) throws IOException, InterruptedException {
    return inOtherJvm(Main.class, List.of(), arguments);
  }

  /** Another program in a JVM of its own, with flags of its own. */
  static CommandRun inOtherJvm(Class<?> program, List<String> flags, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--add-modules", "jdk.incubator.vector"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(flags);
    command.addAll(List.of("-cp", everything(), program.getName()));
    command.addAll(strings(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new CommandRun(process.waitFor(), out, "");
  }

  String lastLine() {
    return out.lines().toList().getLast();
  }

  private static String everything() {
    String modules = System.getProperty("jdk.module.path", "");
    return modules + File.pathSeparator + System.getProperty("java.class.path");
  }

  private static List<String> strings(Object... arguments) {
    return List.of(arguments).stream().map(Object::toString).toList();
  }
}
