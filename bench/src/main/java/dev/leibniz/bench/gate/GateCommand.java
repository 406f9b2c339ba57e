package dev.leibniz.bench.gate;

import dev.leibniz.bench.Project;
import dev.leibniz.bench.fork.Fork;
import dev.leibniz.bench.fork.Paths;
import dev.leibniz.bench.gate.Judge.Verdict;
import dev.leibniz.bench.run.Progress;
import dev.leibniz.bench.run.Selection;
import dev.leibniz.models.Size;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./leibniz bench gate}. */
@Command(
    name = "gate",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Tells whether the working tree is slower than another revision, which is built first.",
      "",
      "The two are measured in turns, in JVMs that make the same calls and wait for their compilers,"
          + " so that identical builds run identical code. What looks slower is measured again before it"
          + " counts. A slowdown of 15 %% is found in at least 95 of 100 runs; identical builds raise an"
          + " alarm in fewer than one of a thousand. See docs/benchmarks.md.",
      ""
    },
    footer = {
      "",
      "Exit code: 0 if nothing regressed, 1 if something did, 2 for bad usage, 3 if the machine was too"
          + " noisy to clear everything or something could not be run on both."
    })
public final class GateCommand implements Callable<Integer> {
  /** How many rounds there are when nothing is tried for long. */
  private static final int ROUNDS = 4;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--base",
      paramLabel = "REV",
      required = true,
      description = "The revision to be held against: a tag, branch or commit.")
  private String base = "";

  @Option(
      names = "--models",
      paramLabel = "NAME",
      split = ",",
      description = "Workloads, instead of the usual set.")
  private List<String> workloads = new ArrayList<>();

  @Option(
      names = "--tasks",
      paramLabel = "NAME",
      split = ",",
      description = "Tasks of those; backward if not given.")
  private List<String> tasks = new ArrayList<>();

  @Option(names = "--size", paramLabel = "SIZE", description = "tiny (the default), small or full.")
  private Size size = Size.TINY;

  @Option(names = "--markdown", description = "Print the table as Markdown.")
  private boolean isMarkdownWanted;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Append the times of every round to this file.")
  private @Nullable Path record;

  /** The command with its defaults. */
  public GateCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Selection> subjects = subjects();
    List<String> jars = Revision.jars(Project.root(), base);
    long start = System.nanoTime();
    String heap = size == Size.TINY ? "256m" : "4g";
    Fork young = new Fork(Paths.own(), heap, 1, Duration.ofMinutes(10));
    Fork old = new Fork(Paths.own().withLibrary(jars), heap, 1, Duration.ofMinutes(10));
    Gate gate = new Gate(old, young, size, subjects, new Recording(record));
    try (Progress progress = new Progress("gate", ROUNDS, out)) {
      gate.run(progress);
    }
    out.print(isMarkdownWanted ? gate.table().markdown() : gate.table().terminal());
    long regressed = gate.count(Verdict.REGRESSED);
    long undecided = gate.count(Verdict.UNDECIDED);
    out.printf(
        "%d against %s: %d regressed, %d undecided, %d cannot be compared, in %d s%n",
        subjects.size(),
        base,
        regressed,
        undecided,
        gate.incomparable(),
        (System.nanoTime() - start) / 1_000_000_000);
    if (regressed > 0) {
      return 1;
    }
    return undecided + gate.incomparable() == 0 ? 0 : 3;
  }

  private List<Selection> subjects() {
    if (workloads.isEmpty()) {
      return Subjects.usual();
    }
    return Selection.of(workloads, tasks.isEmpty() ? List.of("backward") : tasks);
  }
}
