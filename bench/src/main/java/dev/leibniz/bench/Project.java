package dev.leibniz.bench;

import java.nio.file.Path;

/** Where the project lies. The launcher says so. */
public final class Project {
  private Project() {}

  /**
   * The project's folder.
   *
   * @return as the launcher gave it, else the folder one is in
   */
  public static Path root() {
    return Path.of(System.getProperty("leibniz.root", "")).toAbsolutePath();
  }
}
