package dev.leibniz.conformance;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./leibniz conformance}. */
@Command(
    name = "leibniz conformance",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Runs conformance cases: small programs, and what PyTorch says of their values and derivatives.",
      "",
      "A table tells for each operator how many of its cases passed, failed and are unsupported, that is,"
          + " use an operator or arguments the runner has no counterpart for. A random program counts for"
          + " each operator in it. The last line counts cases.",
      ""
    },
    footer = {
      "",
      "An element agrees if |ours - theirs| <= atol + rtol * |theirs|, with the tolerances of its case."
          + " Shapes and dtypes must be equal; NaN agrees with NaN.",
      "",
      "With --dtype float32: |ours - theirs| <= 1e-3 * (1 + largest), where largest is the greatest"
          + " |theirs| in the tensor. PyTorch's own float32 answers stay within 3e-5 in all but one of"
          + " 500 tensors, and reach 6e-4. An answer beyond 1e-3 is allowed, in addition, what it moves"
          + " when inputs move by up to 16 units in the last place of a float: so much of it is"
          + " rounding.",
      "",
      "Exit code: 0 if every case passed, 1 if any failed or was unsupported, 2 for bad usage or a file"
          + " that cannot be read."
    })
public final class Main implements Callable<Integer> {
  private static final String OFF = "off";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Cases: gzipped JSON lines, or plain ones if named *.jsonl.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--dtype",
      paramLabel = "DTYPE",
      defaultValue = "float64",
      description = "float64 (the default), or float32 for inputs and everything else.")
  private String dtype = "float64";

  @Option(
      names = "--strided",
      description = "Make every input, tangent and cotangent a non-contiguous view.")
  private boolean isStrided;

  @Option(names = "--no-native", description = "Do without the native library.")
  private boolean isWithoutNative;

  @Option(names = "--no-vector", description = "Do without the Vector API.")
  private boolean isWithoutVector;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Share work between N threads, with every threshold at 1, so that small cases take the way"
              + " of large ones.")
  private @Nullable Integer threads;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Run only the cases of this operator, or those whose id is or begins with NAME/. May be"
              + " repeated.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--verbose", description = "Name every case.")
  private boolean isVerbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this text.")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and looks at it itself
  private boolean isHelpWanted;

  /**
   * Runs the command and exits.
   *
   * @param arguments what the user wrote
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (!dtype.equals("float64") && !dtype.equals("float32")) {
      throw new ParameterException(line, "--dtype " + dtype + ": must be float64 or float32");
    }
    if (threads != null && threads < 1) {
      throw new ParameterException(line, "--threads " + threads + ": must be 1 or more");
    }
    setProperties();
    Summary summary = new Summary(line.getOut(), isVerbose);
    Runner runner = new Runner(new Mode(dtype.equals("float32"), isStrided));
    try {
      for (Path file : files) {
        CaseFile.read(
            file,
            c -> {
              if (only.isEmpty() || only.stream().anyMatch(c::isNamed)) {
                summary.add(c, runner.run(c));
              }
            });
      }
    } catch (CaseFile.UnreadableException e) {
      return refuse(line.getErr(), e.getMessage());
    }
    if (summary.isEmpty() && !only.isEmpty()) {
      return refuse(line.getErr(), "no case is of " + String.join(" or ", only));
    }
    summary.print();
    return summary.isClean() ? 0 : 1;
  }

  private static int refuse(PrintWriter err, @Nullable String message) {
    err.println("leibniz conformance: " + message);
    err.flush();
    return 2;
  }

  /** The library reads these once, when its first class is initialised, which is after this. */
  private void setProperties() {
    if (isWithoutNative) {
      System.setProperty("leibniz.native", OFF);
    }
    if (isWithoutVector) {
      System.setProperty("leibniz.vector", OFF);
    }
    if (threads != null) {
      System.setProperty("leibniz.threads", threads.toString());
      System.setProperty("leibniz.threshold", "1");
    }
  }
}
