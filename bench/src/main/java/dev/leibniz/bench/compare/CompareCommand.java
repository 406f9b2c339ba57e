package dev.leibniz.bench.compare;

import dev.leibniz.bench.compare.Comparison.Verdict;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.run.Words;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./leibniz bench compare}. */
@Command(
    name = "compare",
    usageHelpAutoWidth = true,
    description = {
      "Compares two files of results, subject by subject.",
      "",
      "A ratio above 1 is slower than before. It is a regression if it is beyond the threshold and its"
          + " 95 % interval leaves out 1.",
      ""
    },
    footer = {"", "Exit code: 0 if nothing regressed, 1 if something did, 2 for bad usage."})
public final class CompareCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "A file of results.")
  private @Nullable Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "Another.")
  private @Nullable Path after;

  @Option(
      names = "--threshold",
      paramLabel = "PART",
      description = "The least change that counts; 0.05 if not given.")
  private double threshold = 0.05;

  @Option(names = "--markdown", description = "Print the table as Markdown.")
  private boolean isMarkdownWanted;

  /** The command with its defaults. */
  public CompareCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    ResultFile a = ResultFile.read(Objects.requireNonNull(before));
    ResultFile b = ResultFile.read(Objects.requireNonNull(after));
    List<Comparison> found = Comparison.of(a, b, threshold);
    if (!a.environment().fingerprint().equals(b.environment().fingerprint())) {
      out.println("Note: the files are from different machines.");
    }
    Table table = table(found);
    out.print(isMarkdownWanted ? table.markdown() : table.terminal());
    long regressed = count(found, Verdict.REGRESSED);
    out.printf(
        "%d compared: %d improved, %d regressed, %d unchanged; %d only before, %d only after%n",
        found.size(),
        count(found, Verdict.IMPROVED),
        regressed,
        count(found, Verdict.UNCHANGED),
        a.results().size() - found.size(),
        b.results().size() - found.size());
    return regressed == 0 ? 0 : 1;
  }

  private static long count(List<Comparison> found, Verdict v) {
    return found.stream().filter(c -> c.verdict() == v).count();
  }

  static Table table(List<Comparison> found) {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison c : found) {
      rows.add(
          List.of(
              c.subject().title() + " " + c.subject().size(),
              Words.time(c.before()),
              Words.time(c.after()),
              Words.digits(c.ratio().estimate()),
              Words.digits(c.ratio().low()) + " – " + Words.digits(c.ratio().high()),
              c.verdict().name().toLowerCase(Locale.ROOT)));
    }
    return new Table(List.of("", "before", "after", "ratio", "95 %", "verdict"), rows);
  }
}
