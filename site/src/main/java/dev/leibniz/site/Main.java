package dev.leibniz.site;

import java.io.IOException;
import java.nio.file.Path;

/** Builds the site: {@code Main ROOT FOLDER}. */
public final class Main {
  private Main() {}

  /**
   * Builds the site with the Javadoc of the library in it.
   *
   * @param args the repository, and the folder that the site is written to
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toAbsolutePath().normalize();
    Path folder = Path.of(args[1]).toAbsolutePath().normalize();
    new Site(root).write(folder);
    Api.write(root, System.getProperty("jdk.module.path", ""), folder.resolve("api"));
    System.out.println(folder.resolve("index.html"));
  }
}
