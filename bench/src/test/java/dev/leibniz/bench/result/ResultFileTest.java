package dev.leibniz.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.bench.BenchException;
import dev.leibniz.bench.statistics.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
  private static final Environment HERE =
      new Environment("f", "processor", 2, 1L << 34, "os", "25", "vm", "abc", true);
  private static final Subject SUBJECT = new Subject("leibniz", "", "mlp", "vjp", "tiny", 1);

  @TempDir private Path folder;

  private static Result result(double time) {
    return new Result(
        SUBJECT,
        null,
        "float32",
        List.of("-Xmx1g"),
        "0123",
        "OpenBLAS",
        List.of(new Result.Checked("a against b", 1e-7, 1e-3)),
        List.of(new double[] {time, time}),
        new Interval(time, time, time),
        0,
        new Result.Warming(1.5, true, new double[] {9, 5}),
        new Result.Memory(100, 200, 1, 0.01, -1),
        3.5,
        null);
  }

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve("deep").resolve("r.json");
    ResultFile written = ResultFile.of("2026-01-01T00:00:00Z", HERE).with(result(5));
    written.write(file);
    ResultFile read = ResultFile.read(file);
    assertThat(read).usingRecursiveComparison().isEqualTo(written);
    assertThat(file).content().contains("\"schema\" : \"leibniz-bench/1\"");
  }

  @Test
  void aNewResultTakesThePlaceOfTheOld() {
    ResultFile f = ResultFile.of("now", HERE).with(result(5)).with(result(7));
    assertThat(f.results()).hasSize(1);
    assertThat(f.find(SUBJECT).orElseThrow().nanoseconds()).isEqualTo(7);
  }

  @Test
  void anotherSchemaIsRefused() throws IOException {
    Path file = folder.resolve("r.json");
    ResultFile.of("now", HERE).write(file);
    Files.writeString(file, Files.readString(file).replace("bench/1", "bench/9"));
    assertThatThrownBy(() -> ResultFile.read(file))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("leibniz-bench/9")
        .hasMessageContaining("reads leibniz-bench/1");
  }

  @Test
  void whatIsNoResultIsRefusedByName() throws IOException {
    Path file = folder.resolve("r.json");
    Files.writeString(file, "{");
    assertThatThrownBy(() -> ResultFile.read(file))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("r.json: not a file of results");
  }
}
