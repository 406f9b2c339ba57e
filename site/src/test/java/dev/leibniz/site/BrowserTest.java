package dev.leibniz.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Test
  void noPageScrollsSidewaysOnAPhone() throws Exception {
    List<String> addresses = new ArrayList<>();
    new Site(Snippets.ROOT).pages().forEach(p -> addresses.add(p.address()));
    String frames =
        addresses.stream()
            .map(a -> "<iframe src=\"%s\" width=\"360\" height=\"700\"></iframe>".formatted(a))
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("phone.html"),
        "<body>"
            + frames
            + "<pre id=\"widths\"></pre><script>window.onload = () => {"
            + "document.getElementById('widths').textContent = Array.from(document.querySelectorAll('iframe'),"
            + " f => { const d = f.contentDocument.documentElement;"
            + " return f.getAttribute('src') + ' ' + (d.scrollWidth - d.clientWidth); }).join('\\n');"
            + "}</script></body>");
    String dom = rendered("phone.html");
    String widths =
        dom.substring(dom.indexOf("<pre id=\"widths\">") + 17, dom.indexOf("</pre><script>"));
    assertThat(widths.lines()).hasSameSizeAs(addresses).allMatch(l -> l.endsWith(".html 0"));
  }
}
