package dev.leibniz.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java of the pages compiles and does what the pages say. */
class GuideTest {
  private static final Path DOCS = Snippets.ROOT.resolve("docs");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  @TempDir static Path folder = Path.of("");

  static List<Path> pages() throws IOException {
    try (Stream<Path> guide = Files.list(DOCS.resolve("guide"))) {
      return Stream.concat(guide.sorted(), Stream.of(DOCS.resolve("errors.md"))).toList();
    }
  }

  @BeforeAll
  static void compileThemAll() throws IOException, URISyntaxException {
    List<Snippets> all = new ArrayList<>();
    for (Path page : pages()) {
      all.add(Snippets.of(page));
    }
    Snippets.compile(folder, all);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPagePrintsWhatItSays(Path page) throws Exception {
    Snippets snippets = Snippets.of(page);
    assertThat(snippets.printed(folder))
        .isNotEmpty()
        .containsExactlyElementsOf(snippets.expected());
  }

  /** What the right columns of the tables are said to be about. */
  private static final String NAMES =
      """
      static Tensor x, y, z, v, w, a, b, index, mask, target, logits, weight, leaf, loss;
      static TensorFunction f, g;
      static Key key;
      static Linear model;
      static java.util.Map<String, Tensor> state;
      static java.nio.file.Path file;
      static java.util.List<Linear> models;
      static BinaryOperator<Tensor> rule;
      static Predicate<String> names;
      static Runnable body;
      """;

  @ParameterizedTest
  @MethodSource("tables")
  void theCallsOfATableCompile(Path page) throws Exception {
    StringBuilder code = new StringBuilder(Snippets.imports());
    code.append("import dev.leibniz.io.*;\nimport dev.leibniz.optim.*;\n");
    code.append("import dev.leibniz.optim.solver.*;\nimport dev.leibniz.distributions.*;\n");
    code.append("import java.util.function.*;\n");
    String name = "Table_" + page.getFileName().toString().replaceAll("\\W", "_");
    code.append("class ").append(name).append(" {\n").append(NAMES).append("void run() {\n");
    int calls = 0;
    for (String line : Files.readAllLines(page)) {
      String[] cells = line.replace("\\|", "¦").split("\\|", -1);
      if (cells.length >= 3) {
        for (var r : CODE.matcher(cells[2]).results().toList()) {
          code.append(r.group(1)).append(";\n");
          calls++;
        }
      }
    }
    code.append("}\n}\n");
    assertThat(calls).isGreaterThan(30);
    Snippets.compile(folder, List.of(new Snippets(name, code.toString(), List.of())));
  }

  static List<Path> tables() {
    return List.of(DOCS.resolve("from-pytorch.md"), DOCS.resolve("from-jax.md"));
  }

  @Test
  void aWrongCommentIsSeen() throws Exception {
    Path page = folder.resolve("wrong.md");
    Files.writeString(page, "```java\nSystem.out.println(1 + 1);  // 3\n```\n");
    Snippets snippets = Snippets.of(page);
    Snippets.compile(folder, List.of(snippets));
    assertThat(snippets.printed(folder)).containsExactly("2").isNotEqualTo(snippets.expected());
  }
}
