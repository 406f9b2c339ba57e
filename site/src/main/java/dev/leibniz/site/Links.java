package dev.leibniz.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a link of the repository leads on the site. A page is a page; a package or a class of the
 * library is its Javadoc; a folder is the first of the pages in it; any other file is copied.
 */
final class Links {
  private static final Path SOURCES = Path.of("core/src/main/java");

  private final Path root;
  private final List<Page> pages;
  private final Set<Path> copied = new LinkedHashSet<>();

  Links(Path root, List<Page> pages) {
    this.root = root;
    this.pages = pages;
  }

  /** Files that are no pages and are linked to. */
  Set<Path> copied() {
    return copied;
  }

  String on(Page page, String link) {
    if (link.startsWith("#") || link.matches("[a-z]+:.*")) {
      return link;
    }
    String[] parts = link.split("#", 2);
    Path folder = page.source().getParent();
    Path target = (folder == null ? Path.of("") : folder).resolve(parts[0]).normalize();
    if (!Files.exists(root.resolve(target))) {
      throw new IllegalStateException(page.source() + " links to " + link + ", which is not there");
    }
    return page.up() + address(page, target) + (parts.length == 2 ? "#" + parts[1] : "");
  }

  private String address(Page from, Path target) {
    for (Page p : pages) {
      if (p.source().equals(target) || p.source().startsWith(target)) {
        return p.address();
      }
    }
    if (target.startsWith(SOURCES)) {
      String name = SOURCES.relativize(target).toString().replace('\\', '/');
      return "api/dev.leibniz/"
          + (name.endsWith(".java")
              ? name.replaceAll("java$", "html")
              : name + "/package-summary.html");
    }
    Path file = root.resolve(target);
    if (Files.isDirectory(file)) {
      throw new IllegalStateException(
          from.source()
              + " links to the folder "
              + target
              + ", which holds no page; link to a file");
    }
    copied.add(target);
    return "files/" + target.toString().replace('\\', '/');
  }
}
