package dev.leibniz.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that are written: complete, and linked to what is there. */
class SiteTest {
  private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  @TempDir static Path folder = Path.of("");

  @BeforeAll
  static void writeIt() throws IOException {
    new Site(Snippets.ROOT).write(folder);
  }

  private static List<Path> written(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(
              f -> f.toString().endsWith(ending) && !f.startsWith(folder.resolve("files")))
          .toList();
    }
  }

  @Test
  void everyLinkLeadsToAFileAndAnAnchorThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path page : written(".html")) {
      for (var r : REFERENCE.matcher(Files.readString(page)).results().toList()) {
        links++;
        String link = r.group(1);
        if (!link.matches("https?:.*") && !leads(page, link)) {
          broken.add(folder.relativize(page) + " → " + link);
        }
      }
    }
    assertThat(links).isGreaterThan(1000);
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    Path inside = folder.relativize(target);
    if (inside.startsWith("api")) {
      // Javadoc is written by ./leibniz site alone, from these sources.
      Path source = Snippets.ROOT.resolve("core/src/main/java");
      String name = inside.toString().replace("package-summary.html", "package-info.java");
      name = name.replaceAll("^api/dev\\.leibniz/", "").replaceAll("html$", "java");
      return inside.endsWith("api/index.html") || Files.exists(source.resolve(name));
    }
    return Files.exists(target)
        && (parts.length == 1 || Files.readString(target).contains("id=\"" + parts[1] + "\""));
  }

  @Test
  void everyPageOfTheDocumentationIsInTheContents() throws IOException {
    List<Path> pages = Contents.read(Snippets.ROOT).pages().stream().map(Page::source).toList();
    assertThat(pages).doesNotHaveDuplicates();
    try (Stream<Path> files = Files.walk(Snippets.ROOT.resolve("docs"))) {
      assertThat(files.filter(f -> f.toString().endsWith(".md")).map(Snippets.ROOT::relativize))
          .allMatch(pages::contains);
    }
  }

  @Test
  void nothingIsFetchedFromElsewhere() throws IOException {
    for (Path page : written(".html")) {
      assertThat(Files.readString(page)).doesNotContainPattern("(src|stylesheet\" href)=\"https?:");
    }
  }

  @Test
  void aLinkThatLeadsNowhereIsRefused() {
    Links links = new Links(Snippets.ROOT, List.of());
    Page page = Page.read(Snippets.ROOT, Path.of("docs", "architecture.md"));
    assertThatThrownBy(() -> links.on(page, "nothing.md"))
        .hasMessage("docs/architecture.md links to nothing.md, which is not there");
    assertThat(links.on(page, "../core/src/main/java/dev/leibniz/Tensor.java"))
        .isEqualTo("api/dev.leibniz/dev/leibniz/Tensor.html");
  }
}
