package dev.leibniz.nn;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.HessianProduct;
import dev.leibniz.Key;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.Tuple;
import dev.leibniz.distributions.Bernoulli;
import dev.leibniz.distributions.Exponential;
import dev.leibniz.distributions.Gamma;
import dev.leibniz.distributions.Normal;
import dev.leibniz.distributions.StudentT;
import dev.leibniz.io.Npz;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the answers of PyTorch that scripts/golden/losses.py has written. */
class LossesTest {
  private static final double TOLERANCE = 1e-10;
  private static final Map<String, Tensor> GOLDEN = Npz.read(Golden.resource("losses.npz"));
  private static final Reduction EACH = Reduction.NONE;

  private static Tensor get(String name) {
    return Objects.requireNonNull(GOLDEN.get(name), name);
  }

  private static Tuple all(String name, char kind) {
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; GOLDEN.containsKey(name + "." + kind + i); i++) {
      out.add(get(name + "." + kind + i));
    }
    return new Tuple(out);
  }

  private static Tensor ctc(Tensor scores, Reduction reduction) {
    return ConnectionistTemporalClassification.ctc(
        scores.logSoftmax(-1), get("targets"), get("lengths"), get("target_lengths"), 0, reduction);
  }

  private static Arguments of(String name, Function<Tuple, Tensor> f) {
    return Arguments.of(name, f);
  }

  static Stream<Arguments> losses() {
    Stream<Arguments> reduced = Stream.of(Reduction.values()).flatMap(LossesTest::reduced);
    return Stream.concat(unreduced(), reduced);
  }

  /** With every option of theirs. */
  private static Stream<Arguments> reduced(Reduction by) {
    Tensor classes = get("classes");
    Tensor weight = get("weight");
    Tensor positive = Tensor.of(3, 0.5, 1.5);
    String end = "-" + by.name().toLowerCase(Locale.ROOT);
    return Stream.of(
        of("nll" + end, t -> Losses.nll(t.get(0).logSoftmax(1), classes, weight, 1, by)),
        of("cross-entropy" + end, t -> Losses.crossEntropy(t.get(0), classes, weight, 1, 0.3, by)),
        of(
            "cross-entropy-odds" + end,
            t -> Losses.crossEntropy(t.get(0), t.get(1), weight, Losses.NO_INDEX, 0.3, by)),
        of("smooth-l1" + end, t -> Losses.smoothL1(t.get(0), t.get(1), 0.7, by)),
        of("huber" + end, t -> Losses.huber(t.get(0), t.get(1), 0.7, by)),
        of(
            "bce" + end,
            t -> Losses.binaryCrossEntropyWithLogits(t.get(0), t.get(1), weight, positive, by)));
  }

  private static Stream<Arguments> unreduced() {
    Tensor sign = Tensor.longs(1, -1, -1);
    return Stream.of(
        of("kl", t -> Losses.klDivergence(t.get(0), t.get(1), EACH)),
        of("kl-logs", t -> Losses.klDivergenceOfLogs(t.get(0), t.get(1), EACH)),
        of(
            "gaussian",
            t ->
                Losses.gaussianNll(
                    t.get(0), t.get(1), t.get(2), 0.8, Losses.ConstantTerms.OMITTED, EACH)),
        of("cosine", t -> Similarities.cosineSimilarity(t.get(0), t.get(1), 1)),
        of(
            "cosine-embedding",
            t -> Similarities.cosineEmbedding(t.get(0), t.get(1), sign, -0.9, EACH)),
        of("triplet", t -> Similarities.tripletMargin(t.get(0), t.get(1), t.get(2), 5, 2, EACH)),
        of(
            "triplet-cubic",
            t -> Similarities.tripletMargin(t.get(0), t.get(1), t.get(2), 5, 3, Reduction.MEAN)),
        of("ctc-none", t -> ctc(t.get(0), Reduction.NONE)),
        of("ctc-mean", t -> ctc(t.get(0), Reduction.MEAN)),
        of("ctc-sum", t -> ctc(t.get(0), Reduction.SUM)),
        of("Normal", t -> new Normal(t.get(1), t.get(2)).logProb(t.get(0))),
        of("Bernoulli", t -> new Bernoulli(t.get(1)).logProb(t.get(0))),
        of("Exponential", t -> new Exponential(t.get(1)).logProb(t.get(0))),
        of("Gamma", t -> new Gamma(t.get(1), t.get(2)).logProb(t.get(0))),
        of("StudentT", t -> new StudentT(t.get(1), t.get(2), t.get(3)).logProb(t.get(0))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("losses")
  void valueAndDerivativesAreThoseOfPyTorch(String name, Function<Tuple, Tensor> f) {
    Tuple x = all(name, 'x');
    assertThatTensor(f.apply(x)).isCloseTo(get(name + ".y"), TOLERANCE);
    Function<Tuple, Tensor> sum = t -> f.apply(t).mul(get(name + ".c")).sum();
    same(name + ", gradient", grad(sum, x), all(name, 'g'));
    Tuple v = all(name, 'v');
    if (v.size() > 0) {
      same(name + ", Hessian", hvp(sum, x).apply(v), all(name, 'h'));
    }
  }

  private static void same(String what, Tuple found, Tuple expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThatTensor(found.get(i)).as(what + " " + i).isCloseTo(expected.get(i), TOLERANCE);
    }
  }

  // ---------------------------------------------------------------- CTC

  @Test
  void ctcCanBeDifferentiatedTwice() {
    Tensor x = get("ctc-sum.x0");
    Tensor v = Key.of(1).normal(6, 3, 4);
    HessianProduct<Tensor> h = hvp((Tensor t) -> ctc(t, Reduction.SUM), x);
    double e = 1e-5;
    Tensor right = grad((Tensor t) -> ctc(t, Reduction.SUM), x.add(v.mul(e)));
    Tensor left = grad((Tensor t) -> ctc(t, Reduction.SUM), x.sub(v.mul(e)));
    assertThatTensor(h.apply(v)).isCloseTo(right.sub(left).div(2 * e), 1e-8);
  }

  /** The definition: all paths of labels and blanks that collapse to the target. */
  @Test
  void ctcAddsUpAllAlignments() {
    Tensor scores = Key.of(3).normal(4, 1, 3);
    double[][] p = new double[4][];
    for (int t = 0; t < 4; t++) {
      p[t] = scores.logSoftmax(-1).exp().get(t, 0).toArray();
    }
    double sum = 0;
    for (int path = 0; path < 81; path++) {
      StringBuilder collapsed = new StringBuilder();
      double product = 1;
      int last = -1;
      for (int t = 0, rest = path; t < 4; t++, rest /= 3) {
        int label = rest % 3;
        product *= p[t][label];
        if (label != last && label != 0) {
          collapsed.append(label);
        }
        last = label;
      }
      sum += collapsed.toString().equals("11") ? product : 0;
    }
    Tensor loss =
        ConnectionistTemporalClassification.ctc(
            scores.logSoftmax(-1),
            Tensor.longs(1, 1).unsqueeze(0),
            Tensor.longs(4),
            Tensor.longs(2),
            0,
            Reduction.SUM);
    assertThatTensor(loss).isCloseTo(Tensor.scalar(-Math.log(sum)));
  }

  @Test
  void ctcOfAnEmptyTargetIsAllBlanksAndOfTooLongAOneInfinite() {
    Tensor x = Key.of(3).normal(3, 2, 3).logSoftmax(-1);
    Tensor loss =
        ConnectionistTemporalClassification.ctc(
            x,
            Tensor.of(new long[][] {{1, 2, 1}, {1, 1, 0}}),
            Tensor.longs(3, 2),
            Tensor.longs(0, 2),
            0,
            Reduction.NONE);
    assertThatTensor(loss.get(0)).isCloseTo(x.select(1, 0).select(1, 0).sum().neg());
    assertThat(loss.get(1).item()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void ctcOfSinglePrecisionAndUnderVmap() {
    Tensor x = get("ctc-none.x0");
    assertThatTensor(ctc(x.to(DType.FLOAT32), EACH))
        .isCloseTo(get("ctc-none.y").to(DType.FLOAT32), 1e-5);
    Tensor two = Tensor.stack(0, x, x.mul(0.5));
    assertThatTensor(vmap((Tensor t) -> ctc(t, EACH)).apply(two).get(1))
        .isCloseTo(ctc(x.mul(0.5), EACH));
  }

  @Test
  void ctcRefusesWhatDoesNotFit() {
    Tensor x = Tensor.zeros(3, 2, 3);
    Tensor one = Tensor.longs(1);
    assertThatThrownBy(() ->
            ConnectionistTemporalClassification.ctc(
                x, Tensor.of(new long[][] {{1}, {1}}), one, one, 0, EACH))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[3, 2, 3]");
  }

  @Test
  void shapesThatDoNotFitAreRefusedUnderTheNameOfTheLoss() {
    Tensor x = Tensor.of(1, 2);
    Tensor y = Tensor.of(1, 2, 3);
    Losses.ConstantTerms terms = Losses.ConstantTerms.OMITTED;
    Map<String, Runnable> losses = new java.util.TreeMap<>();
    losses.put("mse", () -> Losses.mse(x, y, EACH));
    losses.put("l1", () -> Losses.l1(x, y, EACH));
    losses.put("smoothL1", () -> Losses.smoothL1(x, y, 1, EACH));
    losses.put("huber", () -> Losses.huber(x, y, 1, EACH));
    losses.put("binaryCrossEntropy", () -> Losses.binaryCrossEntropy(x, x, y, EACH));
    losses.put(
        "binaryCrossEntropyWithLogits",
        () -> Losses.binaryCrossEntropyWithLogits(x, x, null, y, EACH));
    losses.put("klDivergence", () -> Losses.klDivergence(x, y, EACH));
    losses.put("klDivergenceOfLogs", () -> Losses.klDivergenceOfLogs(x, y, EACH));
    losses.put("gaussianNll", () -> Losses.gaussianNll(x, y, x, 1e-6, terms, EACH));
    losses.put("poissonNll", () -> Losses.poissonNll(x, y, terms, EACH));
    losses.put("poissonNllOfRates", () -> Losses.poissonNllOfRates(x, y, 0, terms, EACH));
    losses.put("crossEntropy", () -> Losses.crossEntropy(x.unsqueeze(0), Tensor.longs(0, 1)));
    losses.put("nll", () -> Losses.nll(x, Tensor.longs(0, 1), null, Losses.NO_INDEX, EACH));
    losses.put("pairwiseDistance", () -> Similarities.pairwiseDistance(x, y, 2));
    losses.put("tripletMargin", () -> Similarities.tripletMargin(x, x, y, 1, 2, EACH));
    losses.put(
        "cosineEmbedding", () -> Similarities.cosineEmbedding(x, y, Tensor.scalar(1), 0, EACH));
    losses.forEach((name, loss) ->
        assertThatThrownBy(loss::run)
            .isInstanceOf(ShapeException.class)
            .hasMessageStartingWith(name + ": "));
  }
}
