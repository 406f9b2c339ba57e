package dev.leibniz.examples.minima;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs every solver on the problems of Moré, Garbow and Hillstrom, from the standard start and from
 * 10 and 100 times as far out. The table goes to standard output, or into the page that the first
 * argument names, between its two marks.
 */
public final class Main {
  private static final String BEGIN = "<!-- ./leibniz example minima writes from here -->\n";
  private static final String END = "<!-- to here -->";

  private Main() {}

  /** Takes the page's name, or nothing. */
  public static void main(String[] arguments) throws IOException {
    String table = Table.markdown();
    if (arguments.length == 0) {
      System.out.print(table);
      return;
    }
    Path page = Path.of(arguments[0]);
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(page + " has no place for the table");
    }
    String before = text.substring(0, begin + BEGIN.length());
    Files.writeString(page, before + "\n" + table + "\n" + text.substring(end));
  }
}
