package dev.leibniz.examples.nist;

import dev.leibniz.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of NIST's, read from its file.
 *
 * @param name what NIST calls it
 * @param model from parameters and predictors, of shape [predictors, n], to what is measured
 * @param x the predictors
 * @param y the response, of shape [n]
 * @param starts the two starting points, of shape [2, parameters]
 * @param parameters the certified parameters
 * @param deviations their certified standard deviations
 */
public record Problem(
    String name,
    BiFunction<Tensor, Tensor, Tensor> model,
    Tensor x,
    Tensor y,
    Tensor starts,
    Tensor parameters,
    Tensor deviations) {
  private static final Pattern LINES = Pattern.compile("\\(lines (\\d+) to +(\\d+)\\)");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  static Problem of(String name, BiFunction<Tensor, Tensor, Tensor> model) {
    List<String> lines = lines(name + ".dat");
    Tensor b = table(part(lines, "Starting Values"), "=");
    Tensor data = table(part(lines, "Data "), "");
    return new Problem(
        name,
        model,
        data.narrow(1, 1, data.shape().get(1) - 1).mT().copy(),
        data.select(1, 0).copy(),
        b.narrow(1, 0, 2).mT().copy(),
        b.select(1, 2).copy(),
        b.select(1, 3).copy());
  }

  /** The same set with the logarithm of its response. */
  Problem withLogarithms() {
    return new Problem(name, model, x, y.log(), starts, parameters, deviations);
  }

  /** The model less the data. */
  Tensor residuals(Tensor b) {
    return model.apply(b, x).sub(y);
  }

  private static List<String> lines(String file) {
    try (InputStream in = Problem.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines that the header names. */
  private static List<String> part(List<String> lines, String what) {
    for (String line : lines) {
      Matcher m = LINES.matcher(line);
      if (line.contains(what) && m.find()) {
        return lines.subList(Integer.parseInt(m.group(1)) - 1, Integer.parseInt(m.group(2)));
      }
    }
    throw new IllegalStateException("the header names no lines of " + what);
  }

  private static Tensor table(List<String> lines, String after) {
    return Tensor.of(
        lines.stream()
            .filter(line -> !line.isBlank())
            .map(line -> line.substring(line.indexOf(after) + after.length()).strip())
            .map(line -> BLANKS.splitAsStream(line).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new));
  }
}
