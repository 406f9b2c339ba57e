package dev.leibniz.spi;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shared library that lies in a jar of Bytedeco's, for a provider that opens it.
 *
 * <pre>{@code
 * var blas = new PackagedLibrary("openblas", List.of("libopenblas.so.0", "libgfortran.so.5"));
 * SymbolLookup.libraryLookup(blas.unpack(OpenBlas.class.getClassLoader()), Arena.global());
 * }</pre>
 *
 * <p>The jar is used as a container only. Its files are unpacked to a folder of {@code
 * $XDG_CACHE_HOME/leibniz} or {@code ~/.cache/leibniz} whose name tells their sizes and dates,
 * under another name first, so that no process ever sees half of them; a folder whose files have
 * other sizes is made anew.
 *
 * @param project Bytedeco's name for the library, such as {@code openblas}
 * @param files the library, then those it needs; one that the jar lacks is the system's affair
 */
public record PackagedLibrary(String project, List<String> files) {
  /**
   * The operating system and processor, as Bytedeco names them.
   *
   * @return such as {@code linux-x86_64}
   */
  public static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "");
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> arch;
        };
    String name =
        system.startsWith("mac") ? "macosx" : system.startsWith("windows") ? "windows" : "linux";
    return name + "-" + processor;
  }

  /**
   * The library as a file, with the ones it needs beside it.
   *
   * @param loader of the provider, in which the jar is looked for, and then on the module path
   * @return the file
   * @throws FileNotFoundException if there is no such jar
   * @throws IOException if it cannot be read, or the folder not be written
   */
  public Path unpack(ClassLoader loader) throws IOException {
    Map<String, URL> parts = parts(loader);
    String main = files.getFirst();
    URL url = parts.get(main);
    if (url == null) {
      throw new FileNotFoundException("no such jar on the class path or module path");
    }
    if (url.getProtocol().equals("file")) {
      return Path.of(URI.create(url.toString()));
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    long key = 0;
    for (Map.Entry<String, URL> part : parts.entrySet()) {
      URLConnection connection = part.getValue().openConnection();
      long size = connection.getContentLengthLong();
      sizes.put(part.getKey(), size);
      key = 31 * (31 * key + size) + connection.getLastModified();
    }
    Path folder = cache().resolve(project + "-" + platform() + "-" + Long.toHexString(key));
    if (!isWhole(folder, sizes)) {
      unpack(parts, folder, sizes);
    }
    return folder.resolve(main);
  }

  private Map<String, URL> parts(ClassLoader loader) throws IOException {
    Map<String, URL> parts = new LinkedHashMap<>();
    for (String file : files) {
      String resource = "org/bytedeco/" + project + "/" + platform() + "/" + file;
      URL url = loader.getResource(resource);
      if (url == null) {
        url = onModulePath(resource).orElse(null);
      }
      if (url != null) {
        parts.put(file, url);
      }
    }
    return parts;
  }

  /** A module that nothing requires is on the path but not in the class loader. */
  private Optional<URL> onModulePath(String resource) throws IOException {
    String path = System.getProperty("jdk.module.path", "");
    Path[] entries =
        Arrays.stream(path.split(File.pathSeparator))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toArray(Path[]::new);
    for (ModuleReference module : ModuleFinder.of(entries).findAll()) {
      if (module.descriptor().name().startsWith("org.bytedeco." + project)) {
        try (ModuleReader reader = module.open()) {
          Optional<URI> found = reader.find(resource);
          if (found.isPresent()) {
            return Optional.of(found.get().toURL());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    String home = System.getProperty("user.home", "");
    if (configured != null && !configured.isEmpty()) {
      return Path.of(configured, "leibniz");
    }
    return Files.isWritable(Path.of(home))
        ? Path.of(home, ".cache", "leibniz")
        : Path.of(
            System.getProperty("java.io.tmpdir"), "leibniz-" + System.getProperty("user.name"));
  }

  private static boolean isWhole(Path folder, Map<String, Long> sizes) throws IOException {
    for (Map.Entry<String, Long> part : sizes.entrySet()) {
      Path file = folder.resolve(part.getKey());
      if (!Files.isRegularFile(file) || Files.size(file) != part.getValue()) {
        return false;
      }
    }
    return true;
  }

  private static void unpack(Map<String, URL> parts, Path folder, Map<String, Long> sizes)
      throws IOException {
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "unpacking");
    try {
      for (Map.Entry<String, URL> part : parts.entrySet()) {
        try (InputStream in = part.getValue().openStream()) {
          Files.copy(in, fresh.resolve(part.getKey()));
        }
      }
      if (Files.exists(folder) && !isWhole(folder, sizes)) {
        delete(folder);
      }
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker.
      delete(fresh);
    } catch (IOException e) {
      delete(fresh);
      if (!isWhole(folder, sizes)) {
        throw e;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
