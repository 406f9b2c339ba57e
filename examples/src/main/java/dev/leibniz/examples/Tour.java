package dev.leibniz.examples;

import dev.leibniz.examples.tour.CertifiedFit;
import dev.leibniz.examples.tour.Derivatives;
import dev.leibniz.examples.tour.GradientPenalty;
import dev.leibniz.examples.tour.JacobianNorm;
import dev.leibniz.examples.tour.LogisticRegression;
import dev.leibniz.examples.tour.Page;
import dev.leibniz.examples.tour.Part;
import dev.leibniz.examples.tour.PerExampleGradients;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows what Leibniz does, part by part, and checks every result. */
public final class Tour {
  private Tour() {}

  /** The parts, in order. */
  static List<Part> parts() {
    return List.of(
        new JacobianNorm(),
        new LogisticRegression(),
        new CertifiedFit(),
        new GradientPenalty(),
        new PerExampleGradients(),
        new Derivatives());
  }

  /** Ends with status 1 if a part differs from what it is checked against. */
  @SuppressWarnings("SystemConsoleNull") // it still is null where output is redirected
  public static void main(String[] arguments) {
    var terminal = System.console();
    boolean colours =
        terminal != null && terminal.isTerminal() && System.getenv("NO_COLOR") == null;
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.exit(new Page(out, colours).show(parts()) ? 0 : 1);
  }
}
