package dev.leibniz.examples.text;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Modules;
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
 * Trains a recurrent network and a transformer to write like a short text, character by character,
 * and lets each write before and after. The losses go into a chart, {@code text-loss.png}, in the
 * folder that the first argument names.
 */
public final class Main {
  private static final int WIDTH = 128;
  private static final int STEPS = 450;
  private static final int BATCH = 24;
  private static final int WRITTEN = 240;
  private static final String BEGINNING = "A man who ";

  private Main() {}

  /** Ends with status 1 if a model is left with a loss above 1, from 3.8 in the beginning. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Key keys = Key.of(2026).split(3);
    Text text = Text.shipped();
    int alphabet = text.alphabet().length();
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    losses.put(
        "recurrent network",
        learn(
            "recurrent network",
            Recurrent.of(alphabet, WIDTH, keys.get(0)),
            5e-3,
            text,
            keys.get(2)));
    losses.put(
        "transformer",
        learn(
            "transformer", Attentive.of(alphabet, WIDTH, 2, keys.get(1)), 4e-3, text, keys.get(2)));
    Path chart = Path.of(arguments.length > 0 ? arguments[0] : "", "text-loss.png");
    draw(losses, chart);
    System.out.println("\nThe losses are drawn in " + chart.toAbsolutePath());
    System.exit(losses.values().stream().allMatch(l -> l.getLast() < 1) ? 0 : 1);
  }

  private static <M extends CharacterModel> List<Double> learn(
      String name, M model, double lr, Text text, Key key) {
    Key[] keys = key.split2();
    Tensor example = text.numbers(BEGINNING).unsqueeze(1);
    System.out.println("\n" + Modules.summary(model, m -> m.scores(example)));
    write("before", model, text, keys[0]);
    Training.Trained<M> trained;
    try (ProgressBar bar = new ProgressBar(name, STEPS)) {
      trained = new Training(STEPS, BATCH, lr).train(model, text, keys[1], bar::step);
    }
    write("after", trained.model(), text, keys[0]);
    System.out.printf(
        "The loss fell from %.2f to %.2f.%n",
        trained.losses().getFirst(), trained.losses().getLast());
    return trained.losses();
  }

  private static void write(String when, CharacterModel model, Text text, Key key) {
    String written = model.continued(BEGINNING, WRITTEN, text, key);
    System.out.println("\nWritten " + when + ":\n" + written.replaceAll("\\s+", " ") + "\n");
  }

  private static void draw(Map<String, List<Double>> losses, Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title("Cross entropy of a character while training")
            .xAxisTitle("step")
            .yAxisTitle("loss")
            .build();
    losses.forEach((name, y) -> {
      List<Integer> steps = IntStream.rangeClosed(1, y.size()).boxed().toList();
      chart.addSeries(name, steps, y).setMarker(SeriesMarkers.NONE);
    });
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }
}
