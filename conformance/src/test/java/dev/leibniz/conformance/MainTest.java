package dev.leibniz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  /** exp of [0, 1], and what its cotangent [1, 2] comes to. */
  private static final String EXP =
      """
      {"id": "ops/exp/1.0", "tier": 1,
       "inputs": [{"dtype": "float64", "shape": [2], "data": [0.0, 1.0]}], "diff": [0],
       "program": [{"op": "exp", "variant": "", "args": [{"ref": "x0"}], "kwargs": {}, "out": "y"}],
       "outputs": ["y"],
       "checks": [
         {"call": "value", "expect": [{"dtype": "float64", "shape": [2], "data": [1.0, 2.718281828459045]}]},
         {"call": "vjp", "outputs": [0], "v": [{"dtype": "float64", "shape": [2], "data": [1.0, 2.0]}],
          "expect": [{"dtype": "float64", "shape": [2], "data": [1.0, 5.43656365691809]}]}],
       "rtol": 1e-7, "atol": 1e-9}
      """
          .replace("\n", " ");

  @TempDir private Path folder;

  private Path plain(String... lines) throws IOException {
    return Files.writeString(folder.resolve("cases.jsonl"), String.join("\n", lines) + "\n");
  }

  private Path packed(String line) throws IOException {
    Path file = folder.resolve("cases.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @Test
  void agreementPasses() throws IOException {
    CommandRun run = CommandRun.here(packed(EXP), plain(EXP));

    assertThat(run.code()).isZero();
    assertThat(run.lastLine()).isEqualTo("2 passed, 0 failed, 0 unsupported");
    assertThat(run.out()).containsPattern("(?m)^exp +2 +0 +0$");
  }

  @ParameterizedTest
  @CsvSource({
    "2.718281828459045, 2.7182822, value",
    "5.43656365691809, 5.4365647, vjp",
  })
  void tamperedExpectationFailsWithItsElement(String right, String wrong, String call)
      throws IOException {
    CommandRun run = CommandRun.here(plain(EXP.replace(right, wrong)));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lastLine()).isEqualTo("0 passed, 1 failed, 0 unsupported");
    assertThat(run.out())
        .contains("FAILED       ops/exp/1.0  " + call + ": element [1] is " + right)
        .contains("expected " + wrong);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"shape\": [2], \"data\": [1.0, 2.718281828459045]"
            + "|\"shape\": [2, 1], \"data\": [1.0, 2.718281828459045]",
        "{\"dtype\": \"float64\", \"shape\": [2], \"data\": [1.0, 2.7"
            + "|{\"dtype\": \"float32\", \"shape\": [2], \"data\": [1.0, 2.7",
        "[1.0, 2.718281828459045]|[\"nan\", 2.718281828459045]",
        "[1.0, 2.718281828459045]|[1.0, \"inf\"]",
      })
  void otherShapeDtypeOrKindOfNumberFails(String change) throws IOException {
    String[] sides = change.split("\\|", -1);

    assertThat(CommandRun.here(plain(EXP.replace(sides[0], sides[1]))).lastLine())
        .isEqualTo("0 passed, 1 failed, 0 unsupported");
  }

  @Test
  void float32IsLooserButNotBlind() throws IOException {
    Path close = plain(EXP.replace("5.43656365691809", "5.4366"));
    assertThat(CommandRun.here("--dtype=float32", close).code()).isZero();

    Path wrong = plain(EXP.replace("5.43656365691809", "5.45"));
    assertThat(CommandRun.here("--dtype=float32", wrong).code()).isEqualTo(1);
  }

  @Test
  void unknownOperatorIsUnsupported() throws IOException {
    CommandRun run = CommandRun.here(plain(EXP.replace("\"exp\"", "\"fancy\"")));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.lastLine()).isEqualTo("0 passed, 0 failed, 1 unsupported");
    assertThat(run.out()).contains("  fancy (1 case)");
  }

  @Test
  void unknownArgumentIsUnsupported() throws IOException {
    CommandRun run =
        CommandRun.here(plain(EXP.replace("\"kwargs\": {}", "\"kwargs\": {\"base\": 2}")));

    assertThat(run.lastLine()).isEqualTo("0 passed, 0 failed, 1 unsupported");
    assertThat(run.out()).contains("  exp: argument base (1 case)");
  }

  @Test
  void anExceptionOfTheLibraryIsAFailure() throws IOException {
    String matmul =
        EXP.replace("\"exp\"", "\"matmul\"")
            .replace("[{\"ref\": \"x0\"}]", "[{\"ref\": \"x0\"}, {\"ref\": \"x1\"}]")
            .replace(
                "[0.0, 1.0]}]",
                "[0.0, 1.0]}, {\"dtype\": \"float64\", \"shape\": [1], \"data\": [0.0]}]");

    CommandRun run = CommandRun.here(plain(matmul));

    assertThat(run.lastLine()).isEqualTo("0 passed, 1 failed, 0 unsupported");
    assertThat(run.out()).contains("value: threw dev.leibniz.ShapeException: matmul");
  }

  @Test
  void onlyChoosesByOperatorOrId() throws IOException {
    Path file = plain(EXP, EXP.replace("ops/exp/1.0", "ops/sin/2.0").replace("\"exp\"", "\"sin\""));

    assertThat(CommandRun.here("--only", "exp", file).lastLine())
        .isEqualTo("1 passed, 0 failed, 0 unsupported");
    assertThat(CommandRun.here("--only", "ops/sin/2.0", file).lastLine())
        .isEqualTo("0 passed, 1 failed, 0 unsupported");
    assertThat(CommandRun.here("--only", "exp,sin", file).lastLine())
        .isEqualTo("1 passed, 1 failed, 0 unsupported");
    assertThat(CommandRun.here("--only", "ex", file))
        .isEqualTo(new CommandRun(2, "", "leibniz conformance: no case is of ex\n"));
  }

  @Test
  void verboseNamesEveryCase() throws IOException {
    assertThat(CommandRun.here("--verbose", plain(EXP)).out())
        .startsWith("passed       ops/exp/1.0");
  }

  @Test
  void unusableFilesAreNamed() throws IOException {
    Path missing = folder.resolve("missing.gz");
    assertRefused(CommandRun.here(missing), missing + ": there is no such file");

    Path notPacked = Files.writeString(folder.resolve("text.gz"), EXP);
    assertRefused(CommandRun.here(notPacked), notPacked + ": not a gzip file");

    assertRefused(CommandRun.here(folder), folder + ": cannot be read: it is a folder");
    assertRefused(CommandRun.here(plain("", "{]")), "cases.jsonl, line 2: not a case: ");
    assertRefused(CommandRun.here(plain("{\"id\": \"a\"}")), "line 1: not a case: ");

    Path cut = folder.resolve("cut.gz");
    byte[] whole = Files.readAllBytes(packed(EXP));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertRefused(CommandRun.here(cut), cut + ": not a gzip file, or a damaged one");
  }

  private static void assertRefused(CommandRun run, String message) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dtype=int64 x", "--threads=0 x", "--threads=many x", "--xyz x"})
  void badUsageIsRefused(String arguments) {
    Object[] words = arguments.isEmpty() ? new Object[0] : arguments.split(" ", -1);

    CommandRun run = CommandRun.here(words);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: leibniz conformance");
  }

  @Test
  void helpStatesTheTolerances() {
    CommandRun run = CommandRun.here("--help");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("atol + rtol * |theirs|").contains("1e-3 * (1 + largest)");
  }

  @Test
  void switchesBecomeProperties() throws IOException {
    Properties before = new Properties();
    before.putAll(System.getProperties());
    try {
      CommandRun.here("--no-native", "--no-vector", "--threads=3", plain(EXP));

      assertThat(System.getProperty("leibniz.native")).isEqualTo("off");
      assertThat(System.getProperty("leibniz.vector")).isEqualTo("off");
      assertThat(System.getProperty("leibniz.threads")).isEqualTo("3");
      assertThat(System.getProperty("leibniz.threshold")).isEqualTo("1");
    } finally {
      System.setProperties(before);
    }
  }
}
