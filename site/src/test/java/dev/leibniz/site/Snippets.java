package dev.leibniz.site;

import dev.leibniz.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * The Java of a page as a program. The blocks of a page belong together, as if they were pasted
 * into {@code ./leibniz shell} one after the other. A comment behind a call of {@code println} is
 * what it prints; a block of text behind a block of Java is the exception that it throws.
 *
 * @param name of the class
 * @param code the class
 * @param expected what it prints
 */
record Snippets(String name, String code, List<String> expected) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^```java\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```)?");
  private static final Pattern PRINTED =
      Pattern.compile("(?m)^ *System\\.out\\.print.*?; *// (.*)$");

  static String imports() throws IOException {
    return Files.readString(ROOT.resolve("scripts/shell.jsh"));
  }

  static Snippets of(Path page) throws IOException {
    String name = "Page_" + page.getFileName().toString().replaceAll("\\W", "_");
    StringBuilder head = new StringBuilder(imports());
    StringBuilder body = new StringBuilder();
    List<String> expected = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(page));
    while (block.find()) {
      String code = block.group(1);
      code.lines().filter(l -> l.startsWith("import ")).forEach(l -> head.append(l).append('\n'));
      code = code.replaceAll("(?m)^import .*$", "");
      PRINTED.matcher(code).results().forEach(r -> expected.add(r.group(1)));
      if (block.group(2) == null) {
        body.append(code);
      } else {
        expected.add(block.group(2).lines().reduce((a, b) -> a + " " + b).orElseThrow());
        body.append("try {\n").append(code);
        body.append(
            "System.out.println(\"nothing was thrown\");\n} catch (RuntimeException thrown) {\n");
        body.append("System.out.println(thrown.getClass().getSimpleName()");
        body.append(" + \": \" + thrown.getMessage());\n}\n");
      }
    }
    head.append("@SuppressWarnings(\"all\")\npublic class ").append(name);
    head.append(" {\n  public static void run() throws Exception {\n");
    return new Snippets(name, head.append(body).append("  }\n}\n").toString(), expected);
  }

  private static Path library() throws URISyntaxException {
    return Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Compiles programs into a folder, all at once. */
  static void compile(Path folder, List<Snippets> all) throws IOException, URISyntaxException {
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "--module-path", library() + "", "--add-modules", "dev.leibniz"));
    // What no page needs but one: the adapters to Hipparchus.
    arguments.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", folder.toString()));
    for (Snippets s : all) {
      Path source = folder.resolve(s.name() + ".java");
      Files.writeString(source, s.code());
      arguments.add(source.toString());
    }
    var messages = new StringWriter();
    var writer = new PrintWriter(messages);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError(messages.toString());
    }
  }

  /** Runs the compiled program, and says what it printed. */
  List<String> printed(Path folder) throws IOException, ReflectiveOperationException {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    URL[] classes = {folder.toUri().toURL()};
    try (var loader = new URLClassLoader(classes, Tensor.class.getClassLoader())) {
      System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
      loader.loadClass(name).getMethod("run").invoke(null);
    } catch (InvocationTargetException e) {
      throw new AssertionError(name + " failed: " + e.getCause(), e.getCause());
    } finally {
      System.setOut(before);
    }
    // Some messages name the class and the line.
    return bytes
        .toString(StandardCharsets.UTF_8)
        .replace(name, "Example")
        .replaceAll("Example\\.java:\\d+", "Example.java:7")
        .lines()
        .toList();
  }
}
