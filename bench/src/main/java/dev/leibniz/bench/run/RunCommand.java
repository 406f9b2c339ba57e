package dev.leibniz.bench.run;

import dev.leibniz.bench.BenchException;
import dev.leibniz.bench.Project;
import dev.leibniz.bench.compare.PeerTable;
import dev.leibniz.bench.measure.Plan;
import dev.leibniz.bench.peer.Peer;
import dev.leibniz.bench.peer.Peers;
import dev.leibniz.bench.result.Environment;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.models.Size;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./leibniz bench run}. */
@Command(
    name = "run",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Measures workloads and tasks, each in a JVM of its own, and keeps every result at once.",
      "",
      "Ctrl-C keeps what is done, and --resume goes on.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 if everything was measured, 1 if something failed, 2 for bad usage."
    })
public final class RunCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--models",
      paramLabel = "NAME",
      split = ",",
      description = "Workloads by name, or: models (the default), operations, all.")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--tasks",
      paramLabel = "NAME",
      split = ",",
      description = "Tasks by name; all that suit a workload if none is given.")
  private List<String> tasks = new ArrayList<>();

  @Option(names = "--list", description = "List workloads and their tasks, and measure nothing.")
  private boolean isListWanted;

  @Option(names = "--size", paramLabel = "SIZE", description = "tiny, small (the default) or full.")
  private Size size = Size.SMALL;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of one operation; 1 if not given.")
  private int threads = 1;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "How long each is measured, after warm-up until times settle; 2 if not given.")
  private double seconds = 2;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description =
          "The least warm-up; 3 if not given, since much of the Vector API is slow until it is"
              + " compiled.")
  private double warmUp = 3;

  @Option(names = "--forks", paramLabel = "N", description = "JVMs for each; 1 if not given.")
  private int forks = 1;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Heap of each JVM, as in -Xmx; by size if not given.")
  private @Nullable String heap;

  @Option(names = "--smallest-heap", description = "Find the smallest heap that suffices, too.")
  private boolean isSmallestHeapWanted;

  @Option(
      names = "--peer",
      paramLabel = "NAME",
      split = ",",
      description = "Measure the same with another library: pytorch, libtorch, rapaio.")
  private List<String> peers = new ArrayList<>();

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description = "The Python that has PyTorch; searched for if not given.")
  private @Nullable String python;

  @Option(
      names = "--reuse",
      paramLabel = "FILE",
      description =
          "Take a peer's results from here if the machine is of the same kind and they took over a"
              + " minute.")
  private List<Path> reused = new ArrayList<>();

  @Option(
      names = "--micro",
      paramLabel = "REGEX",
      arity = "0..1",
      fallbackValue = ".*",
      description =
          "Run the micro-benchmarks of JMH whose names match, instead of workloads. --seconds and"
              + " --warm-up are of each iteration then, and if not given as the benchmark says.")
  private @Nullable String micro;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where results go; target/bench/SIZE.json if not given.")
  private @Nullable Path output;

  @Option(names = "--resume", description = "Go on with the file that is there.")
  private boolean isResumed;

  /** The command with its defaults. */
  public RunCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (isListWanted) {
      out.println(Selection.list());
      return 0;
    }
    if (threads < 1 || forks < 1 || seconds <= 0 || warmUp <= 0) {
      throw new BenchException("--threads, --forks, --seconds and --warm-up must be positive");
    }
    Path root = Project.root();
    Environment here = Environment.of(root);
    Path target = target(root);
    ResultFile file = begun(target, here);
    ResultFile found =
        micro == null ? workloads(here, target, file, out) : micro(target, file, out);
    List<Result> without = found.results().stream().filter(r -> !r.isMeasured()).toList();
    long failed = without.stream().filter(r -> r.subject().isOfLeibniz()).count();
    out.printf(
        "%d measured, %d failed%s; results in %s%n",
        found.results().size() - without.size(), failed, unable(without.size() - failed), target);
    return failed == 0 ? 0 : 1;
  }

  /** What a peer has no way to do is no failure of the run. */
  private static String unable(long n) {
    return n == 0 ? "" : ", " + n + " that a peer cannot do";
  }

  private Path target(Path root) {
    if (output != null) {
      return output;
    }
    String name = micro == null ? request(List.of()).sizeName() : "micro";
    return root.resolve("target", "bench", name + ".json");
  }

  private ResultFile begun(Path target, Environment here) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    if (!isResumed || !Files.exists(target)) {
      return ResultFile.of(now, here);
    }
    ResultFile file = ResultFile.read(target);
    if (!file.environment().equals(here)) {
      throw new BenchException(
          target
              + " is from another machine, JDK or commit and cannot be resumed here; leave"
              + " --resume out to begin anew");
    }
    return file;
  }

  private ResultFile micro(Path target, ResultFile file, PrintWriter out) {
    return new Micro(threads, microOptions()).run(Objects.requireNonNull(micro), file, target, out);
  }

  /** What the user says of the plan goes to JMH; what is left open is as each benchmark has it. */
  private List<String> microOptions() {
    List<String> options = new ArrayList<>();
    addIfGiven(options, "--seconds", "-r", milliseconds(seconds));
    addIfGiven(options, "--warm-up", "-w", milliseconds(warmUp));
    addIfGiven(options, "--forks", "-f", Integer.toString(forks));
    return options;
  }

  private static String milliseconds(double seconds) {
    return Math.max(1, Math.round(seconds * 1e3)) + "ms";
  }

  private void addIfGiven(List<String> options, String ours, String theirs, String value) {
    if (Objects.requireNonNull(spec).commandLine().getParseResult().hasMatchedOption(ours)) {
      options.addAll(List.of(theirs, value));
    }
  }

  private Request request(List<Selection> selections) {
    return new Request(
        size,
        threads,
        forks,
        Plan.of(warmUp, seconds),
        chosenHeap(),
        isSmallestHeapWanted,
        selections);
  }

  private String chosenHeap() {
    if (heap != null) {
      return heap;
    }
    return switch (size) {
      case TINY -> "1g";
      case SMALL -> "4g";
      case FULL -> "16g";
    };
  }

  private ResultFile workloads(Environment here, Path target, ResultFile file, PrintWriter out) {
    List<Selection> selections = Selection.of(workloads, tasks);
    List<Peer> chosen = Peers.of(peers, python);
    Reuse reuse = Reuse.of(reused.stream().map(ResultFile::read).toList(), here);
    Runner runner = new Runner(request(selections), chosen, reuse, target, file);
    ResultFile found;
    try (Progress progress = new Progress("bench", selections.size(), out)) {
      found = runner.run(progress);
    }
    if (!chosen.isEmpty()) {
      out.print(PeerTable.of(found).terminal());
    }
    return found;
  }
}
