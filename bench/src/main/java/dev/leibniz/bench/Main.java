package dev.leibniz.bench;

import dev.leibniz.bench.compare.CompareCommand;
import dev.leibniz.bench.gate.GateCommand;
import dev.leibniz.bench.report.ReportCommand;
import dev.leibniz.bench.run.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./leibniz bench}. */
@Command(
    name = "leibniz bench",
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures models and operations, compares results, and stops regressions.",
    subcommands = {RunCommand.class, CompareCommand.class, GateCommand.class, ReportCommand.class})
public final class Main {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print this text.")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and looks at it itself
  private boolean isHelpWanted;

  /** The command without a subcommand. */
  Main() {}

  /**
   * Runs the command and exits.
   *
   * @param arguments what the user wrote
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, parsed) -> {
          line.getErr().println("leibniz bench: " + e.getMessage());
          if (!(e instanceof BenchException)) {
            e.printStackTrace(line.getErr());
          }
          return 2;
        });
  }
}
