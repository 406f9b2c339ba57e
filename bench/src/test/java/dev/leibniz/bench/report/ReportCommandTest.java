package dev.leibniz.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.result.Environment;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Bootstrap;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportCommandTest {
  private static final Environment HERE =
      new Environment("f", "</script>", 2, 1L << 34, "os", "25", "vm", "abc", false);

  @TempDir private Path folder;

  private static Result result(String system, double time) {
    List<double[]> runs = List.of(new double[] {time, time, time});
    return new Result(
        new Subject(system, "", "mlp", "vjp", "tiny", 1),
        null,
        "float32",
        List.of(),
        null,
        null,
        List.of(),
        runs,
        Bootstrap.median(runs),
        0,
        null,
        null,
        0,
        null);
  }

  @Test
  void thePageHoldsEverythingAndNeedsNoNetwork() throws IOException {
    Path file = folder.resolve("r.json");
    ResultFile.of("2026-01-01T00:00:00Z", HERE)
        .with(result("leibniz", 1e6))
        .with(result("pytorch", 3e6))
        .write(file);
    CommandLine line =
        new CommandLine(new ReportCommand()).setOut(new PrintWriter(new StringWriter()));
    assertThat(line.execute(file.toString())).isZero();
    String page = Files.readString(folder.resolve("r.html"));
    assertThat(page)
        .contains("\"ratio\":3.0")
        .contains("echarts")
        .doesNotContain("/*DATA*/", "/*CHARTS*/", "/*SCRIPT*/", "/*STYLE*/")
        .doesNotContainPattern("<(script|link)[^>]* (src|href)=");
    assertThat(page.split("</script>", -1)).hasSize(4);
  }
}
