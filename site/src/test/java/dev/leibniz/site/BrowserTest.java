package dev.leibniz.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site in Chromium, where there is one: its search, and its pages as wide as a phone. */
class BrowserTest {
  @TempDir static Path folder = Path.of("");
  private static String chromium = "";

  @BeforeAll
  static void writeIt() throws IOException {
    chromium =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .flatMap(p -> Stream.of(Path.of(p, "chromium"), Path.of(p, "chromium-browser")))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse("");
    assumeTrue(!chromium.isEmpty(), "no Chromium on the PATH");
    new Site(Snippets.ROOT).write(folder);
  }

  /** The page as it is after its scripts have run. */
  private static String rendered(String address) throws IOException, InterruptedException {
    Process browser =
        new ProcessBuilder(
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--allow-file-access-from-files",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=20000",
                "--dump-dom",
                folder.toUri() + address)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return dom;
  }

  @Test
  void theSearchFindsThePage() throws Exception {
    String found = rendered("index.html?q=implicit");
    assertThat(found).containsPattern("<div id=\"found\"[^>]*><a href=\"guide/implicit.html#");
    assertThat(rendered("guide/vmap.html?q=qwertyuiop")).contains("Nothing found.");
  }

  private static List<String> addresses() {
    return new Site(Snippets.ROOT).pages().stream().map(Page::address).toList();
  }

  /**
   * What a script says of all pages, which stand beside each other as wide as a phone.
   *
   * @param script an expression of {@code frames}, an array; it gives an array of lines
   */
  private static List<String> said(String script) throws IOException, InterruptedException {
    String frames =
        addresses().stream()
            .map(a -> "<iframe src=\"%s\" width=\"360\" height=\"700\"></iframe>".formatted(a))
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("all.html"),
        """
        <body>%s<pre id="said"></pre><script>window.onload = () => {
          const frames = Array.from(document.querySelectorAll('iframe'));
          document.getElementById('said').textContent = (%s).join('\\n');
        }</script></body>
        """
            .formatted(frames, script));
    String dom = rendered("all.html");
    return dom.substring(dom.indexOf("<pre id=\"said\">") + 15, dom.indexOf("</pre><script>"))
        .lines()
        .toList();
  }

  @Test
  void noPageScrollsSidewaysOnAPhone() throws Exception {
    List<String> widths =
        said(
            """
            frames.map(f => {
              const d = f.contentDocument.documentElement;
              return f.getAttribute('src') + ' ' + (d.scrollWidth - d.clientWidth);
            })
            """);
    assertThat(widths).hasSameSizeAs(addresses()).allMatch(l -> l.endsWith(".html 0"));
  }

  /**
   * Of links as the browser understands them; those to the Javadoc and to sources are for SiteTest.
   */
  @Test
  void everyLinkLeadsToAPageAndToAPlaceOnIt() throws Exception {
    List<String> links =
        said(
            """
            frames.flatMap(f => Array.from(f.contentDocument.links, a => {
              const [page, place] = a.href.split('#');
              const target = frames.find(t => t.src === page);
              const ok = !page.startsWith('file:') || /\\/(api|files)\\//.test(page)
                  || target && (!place || target.contentDocument.getElementById(decodeURIComponent(place)));
              return (ok ? 'good ' : 'broken ') + f.getAttribute('src') + ' ' + a.getAttribute('href');
            }))
            """);
    assertThat(links).hasSizeGreaterThan(1000).allMatch(l -> l.startsWith("good "));
  }
}
