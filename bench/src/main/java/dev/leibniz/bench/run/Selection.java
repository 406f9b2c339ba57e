package dev.leibniz.bench.run;

import dev.leibniz.bench.BenchException;
import dev.leibniz.bench.task.Task;
import dev.leibniz.bench.workload.Catalogue;
import dev.leibniz.bench.workload.Workload;
import dev.leibniz.bench.workload.Workload.Family;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A workload and a task of it.
 *
 * @param workload what
 * @param task what of it
 */
public record Selection(Workload workload, Task task) {
  /**
   * What is to be measured.
   *
   * @param workloads names, or "models" or "operations"; none for the models
   * @param tasks names; none for all that suit
   * @return in the order of the catalogue
   * @throws BenchException for a name that is not there, or a choice of nothing
   */
  public static List<Selection> of(List<String> workloads, List<String> tasks) {
    List<Workload> chosen = workloads(workloads);
    List<Task> wanted = tasks(tasks);
    List<Selection> out = new ArrayList<>();
    for (Workload w : Catalogue.workloads()) {
      if (chosen.contains(w)) {
        wanted.stream().filter(t -> t.suits(w)).forEach(t -> out.add(new Selection(w, t)));
      }
    }
    if (out.isEmpty()) {
      throw new BenchException("none of these tasks suits any of these workloads; see --list");
    }
    return out;
  }

  private static List<Workload> workloads(List<String> names) {
    List<Workload> out = new ArrayList<>();
    for (String name : names.isEmpty() ? List.of("models") : names) {
      switch (name) {
        case "all" -> out.addAll(Catalogue.workloads());
        case "models" -> out.addAll(of(Family.MODEL));
        case "operations" -> out.addAll(of(Family.OPERATION));
        default -> out.add(Catalogue.find(name).orElseThrow(() -> unknown("workload", name)));
      }
    }
    return out;
  }

  private static List<Workload> of(Family family) {
    return Catalogue.workloads().stream().filter(w -> w.family() == family).toList();
  }

  private static List<Task> tasks(List<String> names) {
    if (names.isEmpty()) {
      return Arrays.asList(Task.values());
    }
    return names.stream().map(n -> Task.find(n).orElseThrow(() -> unknown("task", n))).toList();
  }

  private static BenchException unknown(String what, String name) {
    return new BenchException("no " + what + " is called " + name + "; see bench run --list");
  }

  /**
   * The catalogue as text.
   *
   * @return a line for each workload with its tasks
   */
  public static String list() {
    return Catalogue.workloads().stream()
        .map(w -> "%-16s %s".formatted(w.name(), tasks(w)))
        .collect(Collectors.joining("\n"));
  }

  private static String tasks(Workload w) {
    return Arrays.stream(Task.values())
        .filter(t -> t.suits(w))
        .map(Task::title)
        .collect(Collectors.joining(" "));
  }
}
