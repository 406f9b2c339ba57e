package dev.leibniz.site;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** The Javadoc of the library, as a part of the site. */
final class Api {
  private Api() {}

  /**
   * Writes the pages.
   *
   * @param root the repository
   * @param libraries where the modules are that the library needs to compile
   * @param folder where to
   * @throws IllegalStateException if Javadoc fails
   */
  static void write(Path root, String libraries, Path folder) {
    var messages = new StringWriter();
    var writer = new PrintWriter(messages);
    int status =
        ToolProvider.findFirst("javadoc")
            .orElseThrow(() -> new IllegalStateException("Javadoc is missing: use a JDK"))
            .run(
                writer,
                writer,
                "-quiet",
                "-Xdoclint:none",
                "-notimestamp",
                "--add-modules",
                "jdk.incubator.vector",
                "--module-path",
                libraries,
                "--module-source-path",
                "dev.leibniz=" + root.resolve("core/src/main/java"),
                "--module",
                "dev.leibniz",
                "-d",
                folder.toString());
    if (status != 0) {
      throw new IllegalStateException("Javadoc failed:\n" + messages);
    }
  }
}
