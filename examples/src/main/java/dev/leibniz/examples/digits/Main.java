package dev.leibniz.examples.digits;

import dev.leibniz.Key;
import dev.leibniz.examples.digits.Training.Trained;
import dev.leibniz.nn.Modules;
import dev.leibniz.nn.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ProgressBar;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Trains a perceptron and a convolutional network on 1437 digits and asks them about 360 others.
 * The losses go into a chart, {@code digits-loss.png}, in the folder that the first argument names.
 */
public final class Main {
  private static final int HELD_OUT = 360;
  private static final int EPOCHS = 30;
  private static final double GOOD = 0.97;

  private Main() {}

  /** Ends with status 1 if a network gets less than 97 % right. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Key keys = Key.of(2026).split(5);
    Digits all = Digits.shuffled(keys.get(0));
    Digits seen = all.range(HELD_OUT, all.size());
    Digits unseen = all.range(0, HELD_OUT);
    Map<String, Sequential> nets = new LinkedHashMap<>();
    nets.put("perceptron", Networks.perceptron(keys.get(1)));
    nets.put("convolutional network", Networks.convolutional(keys.get(2)));
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    boolean good = true;
    for (Map.Entry<String, Sequential> e : nets.entrySet()) {
      System.out.println("\n" + Modules.summary(e.getValue(), seen.range(0, 1).images()));
      Trained trained = train(e.getKey(), e.getValue(), seen, keys.get(2 + nets.size()));
      Confusion confusion = Confusion.of(trained.net(), unseen);
      System.out.printf(
          "%nThe %s reads %.1f %% of digits that it has not seen.%n%n%s%n",
          e.getKey(), 100 * confusion.accuracy(), confusion);
      losses.put(e.getKey(), trained.losses());
      good &= confusion.accuracy() >= GOOD;
    }
    Path chart = Path.of(arguments.length > 0 ? arguments[0] : "", "digits-loss.png");
    draw(losses, chart);
    System.out.println("\nThe losses are drawn in " + chart.toAbsolutePath());
    System.exit(good ? 0 : 1);
  }

  private static Trained train(String name, Sequential net, Digits digits, Key key) {
    try (ProgressBar bar = new ProgressBar(name, EPOCHS)) {
      return Training.of(EPOCHS, 64, digits.size()).train(net, digits, key, bar::step);
    }
  }

  private static void draw(Map<String, List<Double>> losses, Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Cross entropy while training")
            .xAxisTitle("epoch")
            .yAxisTitle("loss")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    losses.forEach((name, y) -> {
      List<Integer> epochs = IntStream.rangeClosed(1, y.size()).boxed().toList();
      chart.addSeries(name, epochs, y).setMarker(SeriesMarkers.NONE);
    });
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
