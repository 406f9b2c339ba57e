package dev.leibniz.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * A page: a Markdown file of the repository.
 *
 * @param source the file, relative to the repository
 * @param address where its HTML goes, relative to the site, with slashes
 * @param document what it says
 */
record Page(Path source, String address, Node document) {
  static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final TextContentRenderer TEXT =
      TextContentRenderer.builder().extensions(List.of(TablesExtension.create())).build();

  /** What stands under one heading. The anchor is the one that the heading has in the HTML. */
  record Section(String anchor, String heading, String text) {}

  static Page read(Path root, Path source) {
    try {
      Path place = source.startsWith("docs") ? Path.of("docs").relativize(source) : source;
      String address = place.toString().replace('\\', '/').replaceAll("\\.md$", ".html");
      return new Page(source, address, PARSER.parse(Files.readString(root.resolve(source))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Node node) {
    return TEXT.render(node).strip();
  }

  String title() {
    for (Node n = document.getFirstChild(); n != null; n = n.getNext()) {
      if (n instanceof Heading h && h.getLevel() == 1) {
        return text(h);
      }
    }
    throw new IllegalStateException(source + " has no heading of the first level");
  }

  List<Section> sections() {
    List<Section> out = new ArrayList<>();
    IdGenerator ids = IdGenerator.builder().build();
    String anchor = "";
    String heading = title();
    StringBuilder text = new StringBuilder();
    for (Node n = document.getFirstChild(); n != null; n = n.getNext()) {
      if (n instanceof Heading h) {
        if (!anchor.isEmpty()) {
          out.add(new Section(anchor, heading, text.toString()));
        }
        anchor = ids.generateId(text(h));
        heading = text(h);
        text.setLength(0);
      } else {
        text.append(text(n)).append('\n');
      }
    }
    out.add(new Section(anchor, heading, text.toString()));
    return out;
  }

  /** The way from this page to the root of the site: empty or {@code ../} some times. */
  String up() {
    return "../".repeat((int) address.chars().filter(c -> c == '/').count());
  }
}
