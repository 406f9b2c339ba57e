package dev.leibniz;

import static dev.leibniz.Functional.vjp;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.OrderStatistics.Interpolation;
import dev.leibniz.Scatters.Reduce;
import dev.leibniz.Scatters.Self;
import dev.leibniz.io.Npz;
import dev.leibniz.nn.GridSampling;
import dev.leibniz.nn.GridSampling.Mode;
import dev.leibniz.nn.GridSampling.Outside;
import dev.leibniz.nn.Interpolations.Alignment;
import dev.leibniz.nn.Patches;
import dev.leibniz.nn.Poolings;
import dev.leibniz.nn.Window;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that the cases leave out, beside PyTorch: see scripts/golden/rarer.py. */
class RarerOperatorsTest {
  private static final double NEAR = 1e-12;

  private static final Map<String, Tensor> GOLDEN = Npz.read(resource());
  private static final Map<String, Function<List<Tensor>, Tensor>> OPERATORS = operators();

  private static Path resource() {
    try {
      return Path.of(
          Objects.requireNonNull(RarerOperatorsTest.class.getResource("rarer.npz")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Function<List<Tensor>, Tensor>> operators() {
    Map<String, Function<List<Tensor>, Tensor>> all = new LinkedHashMap<>();
    all.put("kthvalue", in -> OrderStatistics.kthvalue(in.get(0), 2, 1).values());
    all.put("mode", in -> OrderStatistics.mode(in.get(0), 1).values());
    all.put("nanmedian", in -> OrderStatistics.nanmedian(in.get(0), 1).values());
    all.put("nanquantile", in -> OrderStatistics.nanquantile(in.get(0), 0.3, 1));
    Tensor several = Tensor.of(0, 0.25, 0.9).to(DType.FLOAT64);
    all.put(
        "nanquantile of several",
        in -> OrderStatistics.nanquantile(in.get(0), several, 1, Interpolation.LINEAR));
    all.put("cumulativeTrapezoid", in -> Quadrature.cumulativeTrapezoid(in.get(0), 0.3, 1));
    all.put(
        "cumulativeTrapezoid at places",
        in -> Quadrature.cumulativeTrapezoid(in.get(0), in.get(1), -1));
    for (Self self : Self.values()) {
      for (Reduce reduce : Reduce.values()) {
        all.put(
            "scatterReduce "
                + reduce.name().toLowerCase(Locale.ROOT)
                + " "
                + self.name().toLowerCase(Locale.ROOT),
            in -> Scatters.scatterReduce(in.get(0), 1, in.get(1), in.get(2), reduce, self));
      }
    }
    all.put("maskedScatter", in -> Scatters.maskedScatter(in.get(0), in.get(1), in.get(2)));
    all.put("diagonalScatter", in -> Scatters.diagonalScatter(in.get(0), in.get(1), 1, 0, 2));
    Window window = Window.of(2, 3).withDilation(2, 1).withPadding(1, 0).withStride(1, 2);
    all.put("fold", in -> Patches.fold(in.get(0), window, 5, 6));
    all.put("adaptiveMaxPool1d", in -> Poolings.adaptiveMaxPool1d(in.get(0), 3).values());
    for (Mode mode : List.of(Mode.LINEAR, Mode.NEAREST)) {
      for (Outside outside : Outside.values()) {
        for (Alignment alignment : Alignment.values()) {
          all.put(
              "gridSample "
                  + (mode == Mode.LINEAR ? "bilinear " : "nearest ")
                  + outside.name().toLowerCase(Locale.ROOT)
                  + " "
                  + alignment.name().toLowerCase(Locale.ROOT),
              in -> GridSampling.gridSample(in.get(0), in.get(1), mode, outside, alignment));
        }
      }
    }
    return all;
  }

  private static Stream<String> names() {
    return OPERATORS.keySet().stream();
  }

  private static Tensor golden(String name, String key) {
    return Objects.requireNonNull(GOLDEN.get(name + "." + key), () -> name + "." + key);
  }

  private static List<Tensor> inputs(String name) {
    return IntStream.iterate(0, i -> GOLDEN.containsKey(name + ".x" + i), i -> i + 1)
        .mapToObj(i -> golden(name, "x" + i))
        .toList();
  }

  private static Function<List<Tensor>, Tensor> operator(String name) {
    return Objects.requireNonNull(OPERATORS.get(name), name);
  }

  /** The places of the inputs that have derivatives. */
  private static int[] floating(List<Tensor> inputs) {
    return IntStream.range(0, inputs.size())
        .filter(i -> inputs.get(i).dtype().isFloating())
        .toArray();
  }

  /** The operator as a function of some of its inputs. */
  private static Function<List<Tensor>, Tensor> of(String name, int... free) {
    List<Tensor> shared = inputs(name);
    return xs -> {
      List<Tensor> all = new ArrayList<>(shared);
      for (int i = 0; i < free.length; i++) {
        all.set(free[i], xs.get(i));
      }
      return operator(name).apply(all);
    };
  }

  private static List<Tensor> picked(List<Tensor> from, int... places) {
    return Arrays.stream(places).mapToObj(from::get).toList();
  }

  /** An example whose elements are in another order. */
  private static Tensor moved(Tensor x, int k) {
    return x.flatten().roll(k, 0).reshape(x.shape());
  }

  @Test
  void everyGoldenHasItsOperator() {
    assertThat(GOLDEN.keySet().stream().map(k -> k.substring(0, k.lastIndexOf('.'))))
        .allMatch(OPERATORS::containsKey);
    assertThat(new TreeSet<>(OPERATORS.keySet())).allMatch(n -> GOLDEN.containsKey(n + ".y"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void valuesAndGradientsArePyTorchs(String name) {
    List<Tensor> all = inputs(name);
    int[] free = floating(all);
    List<Tensor> xs = picked(all, free);
    assertThatTensor(operator(name).apply(all)).isCloseTo(golden(name, "y"), NEAR);
    List<Tensor> gradients = vjp(of(name, free), xs).apply(golden(name, "c"));
    for (int i = 0; i < free.length; i++) {
      assertThatTensor(gradients.get(i))
          .as("by input " + free[i])
          .isCloseTo(golden(name, "g" + i), NEAR);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void bothModesAgreeWithDifferences(String name) {
    List<Tensor> all = inputs(name);
    if (name.equals("mode") || Double.isNaN(all.get(0).sum().item())) {
      return; // ties, and NaN, have no differences
    }
    int[] free = floating(all);
    GradCheck.require(of(name, free), picked(all, free));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBatchEqualsALoop(String name) {
    List<Tensor> all = inputs(name);
    int[] free = floating(all);
    int n = 3;
    for (int bits = 1; bits < 1 << free.length; bits++) {
      int chosen = bits;
      int[] varied =
          IntStream.range(0, free.length)
              .filter(i -> (chosen >> i & 1) == 1)
              .map(i -> free[i])
              .toArray();
      Function<List<Tensor>, Tensor> f = of(name, varied);
      Function<List<Tensor>, List<Tensor>> back = xs -> vjp(f, xs).apply(golden(name, "c"));
      List<List<Tensor>> examples =
          IntStream.range(0, n)
              .mapToObj(k -> picked(all, varied).stream().map(x -> moved(x, k)).toList())
              .toList();
      List<Tensor> stacks = stacked(examples);

      assertThatTensor(Functional.<List<Tensor>, Tensor>vmap(List.class, f).apply(stacks))
          .isCloseTo(Tensor.stack(0, examples.stream().map(f).toArray(Tensor[]::new)), NEAR);
      List<Tensor> gradients =
          Functional.<List<Tensor>, List<Tensor>>vmap(List.class, back).apply(stacks);
      List<Tensor> expected = stacked(examples.stream().map(back).toList());
      for (int i = 0; i < varied.length; i++) {
        assertThatTensor(gradients.get(i))
            .as("gradient by input " + varied[i])
            .isCloseTo(expected.get(i), NEAR);
      }
    }
  }

  private static List<Tensor> stacked(List<List<Tensor>> examples) {
    return IntStream.range(0, examples.getFirst().size())
        .mapToObj(i -> Tensor.stack(0, examples.stream().map(e -> e.get(i)).toArray(Tensor[]::new)))
        .toList();
  }
}
