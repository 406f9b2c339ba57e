package dev.leibniz.bench.result;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Where results come from.
 *
 * @param fingerprint the same for the same kind of machine
 * @param processor its name
 * @param processors how many there are
 * @param memoryBytes how much memory
 * @param os name, version and architecture
 * @param jdk version and vendor
 * @param vm the virtual machine
 * @param commit of the library, or "unknown"
 * @param isModified whether there were changes that are not in the commit
 */
public record Environment(
    String fingerprint,
    String processor,
    int processors,
    long memoryBytes,
    String os,
    String jdk,
    String vm,
    String commit,
    boolean isModified) {
  /**
   * That of this machine.
   *
   * @param root the project's folder
   * @return the environment
   */
  public static Environment of(Path root) {
    String processor = processorName();
    int processors = Runtime.getRuntime().availableProcessors();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long memory = system.getTotalMemorySize();
    String os = property("os.name") + " " + property("os.version") + " " + property("os.arch");
    String machine =
        processor + "/" + processors + "/" + (memory >> 30) + "/" + property("os.arch");
    CRC32 crc = new CRC32();
    crc.update(machine.getBytes(StandardCharsets.UTF_8));
    return new Environment(
        "%08x".formatted(crc.getValue()),
        processor,
        processors,
        memory,
        os,
        property("java.version") + " " + property("java.vendor"),
        property("java.vm.name") + " " + property("java.vm.version"),
        git(root, "unknown", "rev-parse", "--short=12", "HEAD"),
        !git(root, "", "status", "--porcelain", "--untracked-files=no").isEmpty());
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static String processorName() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(l -> l.startsWith("model name"))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(property("os.arch"));
    } catch (IOException e) {
      return property("os.arch");
    }
  }

  private static String git(Path root, String otherwise, String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
      command.addAll(List.of(arguments));
      Process p =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return p.waitFor() == 0 ? out : otherwise;
    } catch (IOException e) {
      return otherwise;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return otherwise;
    }
  }
}
