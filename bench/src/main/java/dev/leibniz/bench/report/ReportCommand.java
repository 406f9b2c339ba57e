package dev.leibniz.bench.report;

import dev.leibniz.bench.BenchException;
import dev.leibniz.bench.result.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./leibniz bench report}. */
@Command(
    name = "report",
    usageHelpAutoWidth = true,
    description = {
      "Makes one page of results: ratios to peers, times, memory, the machine; and with several files"
          + " the history of every subject.",
      ""
    })
public final class ReportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files of results. The last is shown in full, all make the history.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The page; beside the last file, named *.html, if not given.")
  private @Nullable Path output;

  /** The command with its defaults. */
  public ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<ResultFile> results = files.stream().map(ResultFile::read).toList();
    if (results.getLast().results().isEmpty()) {
      throw new BenchException(files.getLast() + ": there are no results in it");
    }
    Path target = output == null ? beside(files.getLast()) : output;
    Files.writeString(target, Page.of(results));
    out.println(target);
    return 0;
  }

  private static Path beside(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    return file.resolveSibling(name + ".html");
  }
}
