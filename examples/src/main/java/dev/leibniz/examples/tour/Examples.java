package dev.leibniz.examples.tour;

import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of measurements, each with the number of its class.
 *
 * @param features a row for each example
 * @param classes the class of each
 */
public record Examples(Tensor features, Tensor classes) {
  /**
   * 569 tumours, 30 measurements of each, 0 malignant and 1 benign.
   *
   * @return a row of measurements, and a class, for each
   */
  public static Examples breastCancer() {
    List<String> lines = Resource.lines("breast_cancer.csv");
    return of(lines.subList(1, lines.size()));
  }

  /**
   * 1797 handwritten digits, 64 pixels of each.
   *
   * @return a row of pixels from 0 to 16, and a class, for each
   */
  public static Examples digits() {
    return of(Resource.lines("digits.csv.gz"));
  }

  private static Examples of(List<String> lines) {
    double[][] features = new double[lines.size()][];
    int[] classes = new int[lines.size()];
    for (int i = 0; i < classes.length; i++) {
      double[] numbers = Resource.numbers(lines.get(i));
      features[i] = Arrays.copyOf(numbers, numbers.length - 1);
      classes[i] = (int) numbers[numbers.length - 1];
    }
    return new Examples(Tensor.of(features), Tensor.of(classes));
  }
}
