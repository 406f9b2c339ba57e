package dev.leibniz.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/**
 * What pages there are: the links under the second-level headings of {@code docs/index.md}, in
 * their order. A link to a folder stands for the pages in it.
 *
 * @param index the first page
 * @param chapters the others
 */
record Contents(Page index, List<Chapter> chapters) {

  /** Pages under one heading. */
  record Chapter(String title, List<Page> pages) {}

  static Contents read(Path root) {
    Path docs = Path.of("docs");
    Page index = Page.read(root, docs.resolve("index.md"));
    List<Chapter> chapters = new ArrayList<>();
    for (Node n = index.document().getFirstChild(); n != null; n = n.getNext()) {
      if (n instanceof Heading h && h.getLevel() == 2) {
        chapters.add(new Chapter(Page.text(h), new ArrayList<>()));
      } else if (!chapters.isEmpty()) {
        List<Page> pages = chapters.getLast().pages();
        for (String link : links(n)) {
          files(root, docs.resolve(link).normalize()).forEach(f -> pages.add(Page.read(root, f)));
        }
      }
    }
    return new Contents(index, chapters);
  }

  private static List<Path> files(Path root, Path linked) {
    if (!Files.isDirectory(root.resolve(linked))) {
      return List.of(linked);
    }
    try (Stream<Path> files = Files.list(root.resolve(linked))) {
      return files
          .filter(f -> f.toString().endsWith(".md"))
          .sorted()
          .map(root::relativize)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> links(Node node) {
    List<String> out = new ArrayList<>();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            out.add(link.getDestination());
          }
        });
    return out;
  }

  List<Page> pages() {
    List<Page> all = new ArrayList<>(List.of(index));
    chapters.forEach(c -> all.addAll(c.pages()));
    return all;
  }
}
