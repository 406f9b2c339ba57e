package dev.leibniz.examples.worked;

import dev.leibniz.Tensor;
import dev.leibniz.examples.tour.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What an example has to say: lines, checks and a chart. */
final class Output {
  private final List<String> lines = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private @Nullable XYChart chart;

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would need a jar of Error Prone's
  void line(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments));
  }

  void agreement(String what, double difference, double tolerance) {
    checks.add(Check.agreement(what, difference, tolerance));
  }

  void atLeast(String what, double value, double bound) {
    checks.add(Check.atLeast(what, value, bound));
  }

  XYChart chart(String title, String x, String y) {
    XYChart made =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart = made;
    return made;
  }

  static void curve(XYChart chart, String name, Tensor x, Tensor y) {
    chart.addSeries(name, x.toArray(), y.toArray()).setMarker(SeriesMarkers.NONE);
  }

  static void points(XYChart chart, String name, Tensor x, Tensor y) {
    chart
        .addSeries(name, x.toArray(), y.toArray())
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
  }

  List<String> lines() {
    return lines;
  }

  List<Check> checks() {
    return checks;
  }

  @Nullable XYChart chart() {
    return chart;
  }
}
