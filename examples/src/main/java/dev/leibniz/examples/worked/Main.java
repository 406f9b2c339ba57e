package dev.leibniz.examples.worked;

import dev.leibniz.examples.tour.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;

/**
 * Runs the example that the first argument names. Its chart goes into the folder that the second
 * one names.
 */
public final class Main {
  private Main() {}

  /** Ends with status 1 if a check fails, with 2 if there is no such example. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    List<Example> all = Catalogue.all();
    for (int i = 0; i < all.size(); i++) {
      Example example = all.get(i);
      if (arguments.length > 0 && arguments[0].equals(example.name())) {
        System.out.printf("%d. %s%n%n", i + 1, example.title());
        System.exit(run(example, Path.of(arguments.length > 1 ? arguments[1] : "")) ? 0 : 1);
      }
    }
    System.err.println("the examples are " + all.stream().map(Example::name).toList());
    System.exit(2);
  }

  private static boolean run(Example example, Path folder) throws IOException {
    Output out = new Output();
    example.run(out, Example.Size.FULL);
    out.lines().forEach(System.out::println);
    System.out.println();
    boolean good = true;
    for (Check check : out.checks()) {
      System.out.println((check.holds() ? "✓ " : "✗ ") + check.text());
      good &= check.holds();
    }
    XYChart chart = out.chart();
    if (chart != null) {
      Path file = folder.resolve(example.name() + ".png");
      BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
      System.out.println("\nThe chart is " + file.toAbsolutePath());
    }
    return good;
  }
}
