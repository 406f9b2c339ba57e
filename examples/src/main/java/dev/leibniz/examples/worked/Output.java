package dev.leibniz.examples.worked;

import dev.leibniz.Tensor;
import dev.leibniz.examples.tour.Check;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
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
            .width(900)
            .height(560)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    made.getStyler()
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setMarkerSize(7);
    made.getStyler()
        .setPlotGridLinesColor(new Color(0xe0e0e0))
        .setXAxisDecimalPattern("0.####")
        .setYAxisDecimalPattern("0.####");
    chart = made;
    return made;
  }

  static XYSeries curve(XYChart chart, String name, Tensor x, Tensor y) {
    XYSeries series = chart.addSeries(name, uneven(x), uneven(y));
    series.setMarker(SeriesMarkers.NONE);
    series.setLineWidth(2);
    return series;
  }

  static XYSeries points(XYChart chart, String name, Tensor x, Tensor y) {
    XYSeries series = chart.addSeries(name, x.toArray(), y.toArray());
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE);
    return series;
  }

  /** What lies behind the others. */
  static void faint(XYSeries series, float width) {
    series.setLineColor(new Color(0xb0b0b0));
    series.setLineWidth(width);
  }

  /**
   * With a number between the first two, which changes no line: XChart labels the axis where
   * equally spaced data are, however odd their numbers.
   */
  private static double[] uneven(Tensor t) {
    Tensor first = t.narrow(0, 0, 1);
    Tensor rest = t.narrow(0, 1, t.size() - 1);
    return Tensor.cat(0, first, first.lerp(rest.narrow(0, 0, 1), 0.5), rest).toArray();
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
