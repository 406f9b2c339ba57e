package dev.leibniz.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;
import tools.jackson.databind.json.JsonMapper;

/** Writes the site. */
final class Site {
  private static final List<String> ASSETS =
      List.of("style.css", "search.js", "minisearch.js", "minisearch-LICENSE.txt");

  /** Chapters of more pages are folded unless one of them is shown. */
  private static final int LONG = 14;

  private final Path root;
  private final Contents contents;
  private final Links links;

  Site(Path root) {
    this.root = root;
    contents = Contents.read(root);
    links = new Links(root, contents.pages());
  }

  /** One thing that the search can find. */
  record Entry(int id, String url, String page, String heading, String text) {}

  List<Page> pages() {
    return contents.pages();
  }

  void write(Path folder) throws IOException {
    String template = resource("page.html");
    for (Page page : contents.pages()) {
      Path file = folder.resolve(page.address());
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, html(template, page));
    }
    for (Path file : links.copied()) {
      Path copy = folder.resolve("files").resolve(file);
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(root.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
    }
    for (String asset : ASSETS) {
      Files.writeString(folder.resolve(asset), resource(asset));
    }
    // A script and no JSON file: a page that is opened from a folder may not fetch.
    Files.writeString(
        folder.resolve("search-index.js"),
        "const SECTIONS = " + JsonMapper.shared().writeValueAsString(entries()) + ";\n");
  }

  private List<Entry> entries() {
    List<Entry> out = new ArrayList<>();
    for (Page page : contents.pages()) {
      for (Page.Section s : page.sections()) {
        String url = page.address() + "#" + s.anchor();
        out.add(new Entry(out.size(), url, page.title(), s.heading(), s.text()));
      }
    }
    return out;
  }

  private String html(String template, Page page) {
    String body =
        HtmlRenderer.builder()
            .extensions(Page.EXTENSIONS)
            .attributeProviderFactory(context -> attributes(page))
            .build()
            .render(page.document())
            // A wide table scrolls by itself, and not the page with it.
            .replace("<table>", "<div class=\"wide\"><table>")
            .replace("</table>", "</table></div>");
    return template
        .replace("{{title}}", escaped(page.title()))
        .replace("{{up}}", page.up())
        .replace("{{contents}}", contents(page))
        .replace("{{body}}", body);
  }

  private AttributeProvider attributes(Page page) {
    return (node, tag, attributes) -> {
      if (node instanceof Link link) {
        attributes.put("href", links.on(page, link.getDestination()));
      } else if (node instanceof Image image) {
        attributes.put("src", links.on(page, image.getDestination()));
      }
    };
  }

  private String contents(Page current) {
    StringJoiner out = new StringJoiner("\n");
    out.add(entry(contents.index(), current));
    for (Contents.Chapter c : contents.chapters()) {
      String open = c.pages().size() > LONG && !c.pages().contains(current) ? "" : " open";
      out.add("<details" + open + "><summary>" + escaped(c.title()) + "</summary>");
      c.pages().forEach(p -> out.add(entry(p, current)));
      out.add("</details>");
    }
    return out.toString();
  }

  private static String entry(Page page, Page current) {
    String mark = page.equals(current) ? " aria-current=\"page\"" : "";
    return "<a href=\"%s%s\"%s>%s</a>"
        .formatted(current.up(), page.address(), mark, escaped(page.title()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Site.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
