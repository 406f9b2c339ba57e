package dev.leibniz.bench.fork;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a JVM finds its classes.
 *
 * @param modules the module path, or nothing
 * @param classes the class path, or nothing
 */
public record Paths(List<String> modules, List<String> classes) {
  /**
   * Those of this JVM.
   *
   * @return the paths, folders of jars not opened up
   */
  public static Paths own() {
    return new Paths(entries("jdk.module.path"), entries("java.class.path"));
  }

  /**
   * The same classes, but the library itself, of another build. A module that is found first
   * counts.
   *
   * @param library jars or folders of the library's modules
   * @return the paths
   */
  public Paths withLibrary(List<String> library) {
    List<String> all = new ArrayList<>(library);
    all.addAll(modules);
    return new Paths(all, classes);
  }

  private static List<String> entries(String property) {
    String path = System.getProperty(property, "");
    return path.isEmpty() ? List.of() : List.of(path.split(File.pathSeparator, -1));
  }
}
