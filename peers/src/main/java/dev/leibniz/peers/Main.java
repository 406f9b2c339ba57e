package dev.leibniz.peers;

import dev.leibniz.bench.measure.Measurement;
import dev.leibniz.bench.measure.Measurer;
import dev.leibniz.bench.measure.Plan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Arguments: {@code libtorch} or {@code rapaio}, workload, task, size, threads, seconds. Prints an
 * array of results as scripts/peers/pytorch_models.py does, empty if the library cannot do it.
 */
public final class Main {
  private static final double LEAST_WARM_UP = 2;

  private Main() {}

  /**
   * Measures.
   *
   * @param arguments see above
   */
  public static void main(String[] arguments) {
    Sizes size = Sizes.valueOf(arguments[3].toUpperCase(Locale.ROOT));
    int threads = Integer.parseInt(arguments[4]);
    Library library =
        switch (arguments[0]) {
          case "libtorch" -> new Libtorch(size, threads);
          case "rapaio" -> new Rapaio(size);
          default -> throw new IllegalArgumentException(arguments[0]);
        };
    Optional<Supplier<?>> work =
        switch (arguments[2]) {
          case "forward" -> library.forward(arguments[1]);
          case "backward" -> library.backward(arguments[1]);
          default -> Optional.empty();
        };
    double seconds = Double.parseDouble(arguments[5]);
    List<Map<String, Object>> found =
        work.map(w -> List.of(measured(w, library, seconds))).orElse(List.of());
    System.out.println(JsonMapper.shared().writeValueAsString(found));
    System.exit(0);
  }

  private static Map<String, Object> measured(Supplier<?> work, Library library, double seconds) {
    long start = System.nanoTime();
    Plan plan = new Plan(LEAST_WARM_UP, 10 + 10 * LEAST_WARM_UP, seconds, 5, false);
    Measurement m = Measurer.measure(work, plan);
    return Map.of(
        "route", library.route(),
        "times", m.times(),
        "blas", library.blas(),
        "seconds", (System.nanoTime() - start) / 1e9);
  }
}
