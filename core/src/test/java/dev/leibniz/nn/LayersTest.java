package dev.leibniz.nn;

import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.LeibnizException;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Interpolations.Alignment;
import dev.leibniz.nn.Interpolations.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
  private static final Key KEY = Key.of(7);

  static Stream<Arguments> inEvaluation() {
    Window grouped = Window.of(3).withStride(2).withPadding(1);
    Window uneven = Window.of(3, 2).withStride(2, 1).withPadding(1, 2).withDilation(1, 2);
    return Stream.of(
        Arguments.of("linear", Linear.of(3, 4, KEY)),
        Arguments.of("linear-without-bias", Linear.of(3, 2, KEY).withoutBias()),
        Arguments.of("conv1d", Conv1d.grouped(2, 4, 6, grouped, KEY)),
        Arguments.of("conv2d", Conv2d.of(2, 3, uneven, KEY).withoutBias()),
        Arguments.of("conv1d-pointwise", Conv1d.of(2, 3, Window.of(1), KEY)),
        Arguments.of(
            "conv2d-pointwise",
            Conv2d.grouped(2, 4, 6, Window.of(1, 1).withStride(2, 1).withPadding(1, 0), KEY)),
        Arguments.of("pooling1d", pooling()),
        Arguments.of("embedding", Embedding.of(5, 3, KEY).withPadding(1)),
        Arguments.of("batchnorm1d-eval", BatchNorm1d.of(3)),
        Arguments.of("batchnorm2d-eval", BatchNorm2d.of(2).withEps(1e-3).withMomentum(null)),
        Arguments.of("batchnorm1d-untracked", BatchNorm1d.of(3).withoutRunningStatistics()),
        Arguments.of("layernorm", LayerNorm.of(3, 4)),
        Arguments.of("groupnorm", GroupNorm.of(2, 4)));
  }

  static Stream<Arguments> inTraining() {
    return Stream.of(
        Arguments.of("batchnorm1d-train", BatchNorm1d.of(3)),
        Arguments.of("batchnorm2d-train", BatchNorm2d.of(2).withEps(1e-3).withMomentum(null)),
        Arguments.of("sequential", sequential()));
  }

  static Sequential sequential() {
    Key k = KEY.split(4);
    return Sequential.of(
        Conv2d.of(1, 3, Window.of(3, 3).withPadding(1), k.get(0)),
        BatchNorm2d.of(3),
        new GELU(),
        new MaxPool2d(2),
        new Dropout(0),
        new Upsample(2, Mode.NEAREST, Alignment.EDGES),
        new AvgPool2d(2),
        new AdaptiveAvgPool2d(2, 2),
        new Flatten(),
        Linear.of(12, 4, k.get(1)),
        new SiLU(),
        Sequential.of(
            Linear.of(4, 3, k.get(2)),
            new ELU(1),
            new LeakyReLU(0.01),
            new Hardtanh(-1, 1),
            new LogSoftmax(-1)));
  }

  /** Each activation and each layer over images by itself, behind a layer that has parameters. */
  static Stream<Arguments> singly() {
    Window window = Window.of(3, 2).withStride(2, 1).withPadding(1, 0);
    return Stream.of(
        activation("relu", new ReLU()),
        activation("tanh", new Tanh()),
        activation("sigmoid", new Sigmoid()),
        activation("gelu", new GELU()),
        activation("gelu-tanh", new GELU(GELU.Form.TANH)),
        activation("silu", new SiLU()),
        activation("elu", new ELU(0.7)),
        activation("leaky-relu", new LeakyReLU(0.2)),
        activation("hardtanh", new Hardtanh(-0.5, 0.8)),
        activation("softplus", new Softplus(2, 3)),
        activation("softplus-beyond", new Softplus(2, 3)),
        activation("softmax", new Softmax(-1)),
        activation("log-softmax", new LogSoftmax(0)),
        image("max-pool2d", new MaxPool2d(window.withDilation(1, 2))),
        image("avg-pool2d", new AvgPool2d(window)),
        image("adaptive-avg-pool2d", new AdaptiveAvgPool2d(3, 2)),
        image("upsample-nearest", new Upsample(2)),
        image("flatten", new Flatten()),
        image("upsample-bilinear", new Upsample(2, Mode.LINEAR, Alignment.EDGES)),
        image("upsample-corners", new Upsample(2, Mode.LINEAR, Alignment.CORNERS)),
        plane("identity", new Identity()),
        plane("dropout", new Dropout(0.3)),
        plane("upsample-nearest-exact", new Upsample(1.5, Mode.NEAREST_EXACT, Alignment.EDGES)),
        plane("upsample-bicubic", new Upsample(1.5, Mode.CUBIC, Alignment.EDGES)),
        plane("upsample-bicubic-corners", new Upsample(2, Mode.CUBIC, Alignment.CORNERS)),
        plane("upsample-area", new Upsample(0.6, Mode.AREA, Alignment.EDGES)),
        row("upsample1d-nearest", new Upsample(2.5)));
  }

  /** PyTorch has a name of its own, "linear", for what is "bilinear" along two axes. */
  static Stream<Arguments> alongOneAxis() {
    return Stream.of(row("upsample1d-linear", new Upsample(2.5, Mode.LINEAR, Alignment.EDGES)));
  }

  static Stream<Arguments> padded() {
    Window row = Window.of(3).withStride(2).withPadding(2);
    Window plane = Window.of(3, 2).withPadding(2, 1).withDilation(2, 1);
    Window same = Window.of(3, 2).withSamePadding().withDilation(2, 3);
    return Stream.of(Paddings.Mode.values())
        .flatMap(mode -> {
          String name = mode.name().toLowerCase(Locale.ROOT);
          return Stream.of(
              Arguments.of("conv1d-" + name, Conv1d.of(2, 3, row, KEY).withPaddingMode(mode)),
              Arguments.of(
                  "conv2d-" + name,
                  Conv2d.grouped(2, 2, 4, plane, KEY).withPaddingMode(mode).withoutBias()),
              Arguments.of(
                  "conv1d-same-" + name,
                  Conv1d.of(2, 3, Window.of(4).withSamePadding(), KEY).withPaddingMode(mode)),
              Arguments.of(
                  "conv2d-same-" + name, Conv2d.of(2, 3, same, KEY).withPaddingMode(mode)));
        });
  }

  private static Arguments activation(String name, Layer<?> layer) {
    return Arguments.of(name, Sequential.of(Linear.of(3, 4, KEY), layer));
  }

  private static Arguments image(String name, Layer<?> layer) {
    return Arguments.of(name, Sequential.of(Conv2d.of(2, 3, 2, KEY), layer));
  }

  private static Arguments plane(String name, Layer<?> layer) {
    return Arguments.of(name, Sequential.of(Conv2d.of(1, 2, Window.of(2, 2), KEY), layer));
  }

  private static Arguments row(String name, Layer<?> layer) {
    return Arguments.of(name, Sequential.of(Conv1d.of(1, 2, 2, KEY), layer));
  }

  static Sequential pooling() {
    return Sequential.of(
        Conv1d.of(2, 3, Window.of(3), KEY),
        new MaxPool1d(2),
        new Tanh(),
        new AvgPool1d(Window.of(3).withStride(2).withPadding(1)),
        new AdaptiveAvgPool1d(2));
  }

  @ParameterizedTest
  @MethodSource({"inEvaluation", "singly", "alongOneAxis", "padded"})
  <M extends Layer<M>> void valueGradientAndCurvatureAreThoseOfPyTorch(String name, M layer) {
    Golden.load(name).agrees(layer);
  }

  @ParameterizedTest
  @MethodSource("inTraining")
  <M extends Layer<M>> void soTheyAreInTrainingAndStatisticsFollow(String name, M layer) {
    Golden golden = Golden.load(name);
    M m = golden.agrees(layer, l -> List.of(l.train(golden.input(0), KEY).output()));
    golden.same("after", m.train(golden.input(0), KEY).module());
  }

  @ParameterizedTest
  @MethodSource({"inEvaluation", "inTraining", "singly", "padded"})
  void theyPrintAsInPyTorch(String name, Layer<?> layer) {
    assertThat(layer.toString()).isEqualTo(Golden.load(name).printed());
    assertThat(Modules.toString(layer)).isEqualTo(layer.toString());
  }

  @Test
  void smallNumbersPrintAsInPython() {
    assertThat(Repr.number(1e-5)).isEqualTo("1e-05");
    assertThat(Repr.number(1e-12)).isEqualTo("1e-12");
    assertThat(Repr.number(2.5e-7)).isEqualTo("2.5e-07");
    assertThat(Repr.number(0.001)).isEqualTo("0.001");
    assertThat(Repr.number(0.00025)).isEqualTo("0.00025");
    assertThat(Repr.number(20)).isEqualTo("20.0");
    assertThat(Repr.number(12345678.5)).isEqualTo("12345678.5");
  }

  // ---------------------------------------------------------------- initial values

  private static void uniformWithin(double bound, @Nullable Tensor t) {
    double[] a = Objects.requireNonNull(t).toArray();
    double mean = 0;
    double square = 0;
    for (double v : a) {
      assertThat(Math.abs(v)).isLessThanOrEqualTo(bound * (1 + 1e-6));
      mean += v / a.length;
      square += v * v / a.length;
    }
    double error = 5 / Math.sqrt(a.length);
    assertThat(mean / bound).isBetween(-error, error);
    assertThat(square / (bound * bound)).isBetween(1 / 3.0 - error, 1 / 3.0 + error);
  }

  @Test
  void layersBeginUniformByTheirInputs() {
    Linear linear = Linear.of(64, 500, KEY);
    uniformWithin(1 / 8.0, linear.weight());
    uniformWithin(1 / 8.0, linear.bias());
    Conv2d conv = Conv2d.grouped(2, 8, 100, Window.of(2, 4), KEY);
    assertThatTensor(conv.weight()).hasShape(100, 4, 2, 4);
    uniformWithin(1 / Math.sqrt(32), conv.weight());
    uniformWithin(1 / Math.sqrt(32), conv.bias());
    assertThat(linear.weight().dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void recurrentLayersBeginUniformByTheirStates() {
    LSTM lstm = LSTM.of(30, 64, 2, Directions.BOTH, KEY);
    assertThat(lstm.weights()).hasSize(16);
    lstm.weights().values().forEach(t -> uniformWithin(1 / 8.0, t));
    GRU.of(30, 64, 1, Directions.FORWARD, KEY)
        .weights()
        .values()
        .forEach(t -> uniformWithin(1 / 8.0, t));
    RNN.of(30, 64, 1, Directions.FORWARD, KEY)
        .weights()
        .values()
        .forEach(t -> uniformWithin(1 / 8.0, t));
  }

  @Test
  void attentionBeginsUniformBySizesAndWithoutBias() {
    MultiheadAttention a = MultiheadAttention.of(64, 4, KEY);
    uniformWithin(Math.sqrt(6 / (64.0 + 3 * 64)), a.inProjWeight());
    Tensor inside = Objects.requireNonNull(a.inProjBias());
    assertThatTensor(inside).isExactly(inside.zerosLike());
    uniformWithin(1 / 8.0, a.outProj().weight());
    Tensor bias = Objects.requireNonNull(a.outProj().bias());
    assertThatTensor(bias).isExactly(bias.zerosLike());
  }

  @Test
  void embeddingsBeginNormalAndPaddingZero() {
    Embedding e = Embedding.of(200, 50, KEY).withPadding(-1);
    assertThat(e.weight().std().item()).isBetween(0.97, 1.03);
    assertThatTensor(e.weight().get(-1)).isExactly(Tensor.zeros(Shape.of(50), DType.FLOAT32));
  }

  @Test
  void initialisersHaveTheDeviationOfTheirPapers() {
    Shape s = Shape.of(40, 20, 3, 3);
    var f = DType.FLOAT64;
    Tensor[] drawn = {
      Initialisers.kaimingUniform(KEY, s, f, Initialisers.Fan.IN, Initialisers.RELU_GAIN),
      Initialisers.kaimingNormal(KEY, s, f, Initialisers.Fan.OUT, Initialisers.RELU_GAIN),
      Initialisers.xavierUniform(KEY, s, f, 1),
      Initialisers.xavierNormal(KEY, s, f, 2)
    };
    double[] std = {
      Math.sqrt(2 / 180.0), Math.sqrt(2 / 360.0), Math.sqrt(2 / 540.0), 2 * Math.sqrt(2 / 540.0)
    };
    for (int i = 0; i < drawn.length; i++) {
      assertThat(drawn[i].std().item() / std[i]).as("%d", i).isBetween(0.97, 1.03);
    }
    assertThatThrownBy(() -> Initialisers.xavierNormal(KEY, Shape.of(3), f, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("two axes");
  }

  // ---------------------------------------------------------------- dropout

  @Test
  void dropoutKeepsTheMeanAndNeedsTheSameKeyForTheSameMask() {
    Dropout d = new Dropout(0.25);
    Tensor x = Tensor.ones(100, 100);
    Tensor y = d.train(x, KEY).output();
    double zeros = y.eq(0).to(DType.FLOAT64).mean().item();
    assertThat(zeros).isBetween(0.235, 0.265);
    assertThatTensor(y.mul(0.75)).isCloseTo(y.ne(0).to(DType.FLOAT64));
    assertThatTensor(d.train(x, KEY).output()).isExactly(y);
    assertThat(d.train(x, Key.of(8)).output().allClose(y)).isFalse();
    assertThatTensor(d.apply(x)).isExactly(x);
    assertThatTensor(new Dropout(1).train(x, KEY).output()).isExactly(x.zerosLike());
    assertThatThrownBy(() -> new Dropout(1.5)).isInstanceOf(LeibnizException.class);
  }

  @Test
  void eachDropoutOfASequenceHasAMaskOfItsOwn() {
    Tensor x = Tensor.ones(1000);
    Sequential two = Sequential.of(new Dropout(0.5), new Dropout(0.5));
    double kept = two.train(x, KEY).output().ne(0).to(DType.FLOAT64).mean().item();
    assertThat(kept).isBetween(0.2, 0.3);
  }

  // ---------------------------------------------------------------- what is refused

  record Forgetful(Linear linear, List<Dropout> dropouts) implements Layer<Forgetful> {
    @Override
    public Tensor apply(Tensor x) {
      return linear.apply(x);
    }
  }

  @Test
  void aModuleThatForgetsToTrainItsPartsIsRefused() {
    Tensor x = Tensor.ones(2);
    Forgetful f = new Forgetful(Linear.of(2, 2, KEY), List.of(new Dropout(0.5)));
    assertThatThrownBy(() -> f.train(x, KEY))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("Forgetful.train");
    Forgetful harmless = new Forgetful(f.linear(), List.of(new Dropout(0)));
    assertThat(harmless.train(x, KEY).module()).isSameAs(harmless);
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(Linear.of(3, 2, KEY), Tensor.ones(2, 4), "[2, 4]"),
        Arguments.of(Linear.of(3, 2, KEY), Tensor.scalar(1), "[]"),
        Arguments.of(BatchNorm1d.of(3), Tensor.ones(2, 4), "3 channels"),
        Arguments.of(BatchNorm2d.of(3), Tensor.ones(2, 3), "needs 4 axes"),
        Arguments.of(LayerNorm.of(3), Tensor.ones(3, 2), "does not end in [3]"),
        Arguments.of(GroupNorm.of(2, 4), Tensor.ones(2, 2), "4 channels"),
        Arguments.of(Conv2d.of(2, 3, Window.of(2, 2), KEY), Tensor.ones(1, 3, 4, 4), "conv2d"));
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void inputsThatDoNotFitAreRefused(Layer<?> layer, Tensor x, String message) {
    assertThatThrownBy(() -> layer.apply(x))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void samePaddingAndAStrideAreRefusedInEitherOrder() {
    Window w = Window.of(5, 3);
    String remedy = "leave the stride at 1, or say how much to pad, as in withPadding(2)";
    assertThatThrownBy(() -> w.withStride(2).withSamePadding())
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("stride of [2, 2]")
        .hasMessageContaining(remedy);
    assertThatThrownBy(() -> w.withSamePadding().withStride(2)).hasMessageContaining(remedy);
    assertThat(w.withSamePadding().withPadding(1).withStride(2).toString())
        .isEqualTo("window [5, 3], stride [2, 2], padding [1, 1], dilation [1, 1]");
  }

  @Test
  void moreThanAModeCanSupplyIsRefused() {
    Layer<?> conv =
        Conv1d.of(1, 1, Window.of(3).withPadding(4), KEY).withPaddingMode(Paddings.Mode.REFLECT);
    assertThatThrownBy(() -> conv.apply(Tensor.ones(1, 1, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("at most 3");
  }

  @Test
  void batchNormNeedsMoreThanOneNumberOfAChannel() {
    assertThatThrownBy(() -> BatchNorm1d.of(3).train(Tensor.ones(1, 3), KEY))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("larger batches");
    assertThatThrownBy(() -> GroupNorm.of(3, 4)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Conv1d.grouped(2, 3, 4, Window.of(3), KEY))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Embedding.of(3, 2, KEY).withPadding(3))
        .isInstanceOf(ShapeException.class);
  }
}
