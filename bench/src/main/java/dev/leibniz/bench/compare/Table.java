package dev.leibniz.bench.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of text under a head; the first column is words, the rest mostly numbers.
 *
 * @param head the names of columns
 * @param rows each as long as the head
 */
public record Table(List<String> head, List<List<String>> rows) {
  /**
   * For a terminal.
   *
   * @return lines with columns of equal width
   */
  public String terminal() {
    List<List<String>> all = new ArrayList<>(List.of(head));
    all.addAll(rows);
    int[] widths =
        IntStream.range(0, head.size())
            .map(c -> all.stream().mapToInt(r -> r.get(c).length()).max().orElse(0))
            .toArray();
    return all.stream().map(r -> line(r, widths) + "\n").collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder out = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String blank = " ".repeat(widths[c] - row.get(c).length());
      out.append(c == 0 ? row.get(c) + blank : "  " + blank + row.get(c));
    }
    return out.toString().stripTrailing();
  }

  /**
   * For a page or a pull request.
   *
   * @return a table as GitHub's Markdown has it
   */
  public String markdown() {
    List<String> rule = new ArrayList<>(Collections.nCopies(head.size(), "---:"));
    rule.set(0, "---");
    List<List<String>> all = new ArrayList<>(List.of(head, rule));
    all.addAll(rows);
    return all.stream()
        .map(r -> "| " + String.join(" | ", r) + " |\n")
        .collect(Collectors.joining());
  }
}
