package dev.leibniz.nn;

import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.nn.MultiheadAttention.Attended;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionTest {
  private static final Key KEY = Key.of(1);
  private static final Masks CAUSAL = Masks.causal(3);
  private static final Tensor PADDING =
      Tensor.of(new boolean[][] {{false, false, false, true}, {false, false, false, false}});

  private static List<Tensor> both(Attended a) {
    return List.of(a.output(), a.weights());
  }

  @Test
  void selfAttentionIsThatOfPyTorch() {
    Golden g = Golden.load("attention-self");
    g.agrees(
        MultiheadAttention.of(4, 2, KEY),
        m -> both(m.apply(g.input(0), g.input(0), g.input(0), CAUSAL)));
  }

  @Test
  void crossAttentionIsThatOfPyTorch() {
    Golden g = Golden.load("attention-cross");
    Masks masks = new Masks(Tensor.linspace(-1, 1, 12).reshape(3, 4), PADDING);
    g.agrees(
        MultiheadAttention.of(4, 2, KEY).withoutBias().withLayout(Layout.BATCH_FIRST),
        m -> both(m.apply(g.input(0), g.input(1), g.input(2), masks)));
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of("encoder-layer", TransformerEncoderLayer.of(4, 2, 5, KEY)),
        Arguments.of(
            "encoder-layer-before",
            TransformerEncoderLayer.of(4, 2, 5, KEY)
                .withActivation(Transformer.Activation.GELU)
                .withNorm(Transformer.Norm.BEFORE)
                .withLayout(Layout.BATCH_FIRST)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void encoderLayersAreThoseOfPyTorch(String name, TransformerEncoderLayer layer) {
    Golden g = Golden.load(name);
    Masks masks = name.equals("encoder-layer") ? CAUSAL : Masks.NONE;
    TransformerEncoderLayer m = g.agrees(layer, l -> List.of(l.apply(g.input(0), masks)));
    assertThatTensor(m.train(g.input(0), masks, KEY).output())
        .isExactly(m.apply(g.input(0), masks));
  }

  @Test
  void decoderLayersAreThoseOfPyTorch() {
    TransformerDecoderLayer layer = TransformerDecoderLayer.of(4, 2, 5, KEY);
    decodesAs("decoder-layer", layer);
    decodesAs("decoder-layer-before", layer.withNorm(Transformer.Norm.BEFORE));
  }

  private static void decodesAs(String name, TransformerDecoderLayer layer) {
    Golden g = Golden.load(name);
    g.agrees(layer, l -> List.of(l.apply(g.input(0), g.input(1), Masks.NONE, Masks.NONE)));
  }

  @Test
  void theTransformerIsThatOfPyTorch() {
    Golden g = Golden.load("transformer");
    Masks padded = Masks.NONE.withKeys(PADDING);
    Transformer t =
        g.agrees(
            Transformer.of(4, 2, 2, 1, 5, KEY),
            m -> List.of(m.apply(g.input(0), g.input(1), padded, CAUSAL, padded)));
    Tensor trained = t.train(g.input(0), g.input(1), padded, CAUSAL, padded, KEY).output();
    assertThatTensor(trained)
        .isExactly(g.loaded(t).apply(g.input(0), g.input(1), padded, CAUSAL, padded));
  }

  @Test
  void theyPrintAsInPyTorch() {
    String expected = Golden.load("transformer").printed();
    assertThat(Transformer.of(4, 2, 2, 1, 5, KEY).toString())
        .isEqualTo(expected.replace("NonDynamicallyQuantizableLinear", "Linear"));
  }

  @Test
  void sequencesWithoutABatchAreAttendedToo() {
    MultiheadAttention m = MultiheadAttention.of(4, 2, KEY);
    Tensor x = KEY.normal(3, 2, 4);
    Tensor y = KEY.normal(5, 2, 4);
    Attended all = m.apply(x, y, y, Masks.NONE);
    Attended one = m.apply(x.select(1, 1), y.select(1, 1), y.select(1, 1), Masks.NONE);
    assertThatTensor(one.output()).isCloseTo(all.output().select(1, 1));
    assertThatTensor(one.weights()).isCloseTo(all.weights().get(1));
  }

  @Test
  void trainingDropsByTheKey() {
    Tensor x = KEY.normal(3, 2, 4);
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(4, 2, 5, KEY).withDropout(0.5);
    Tensor y = layer.train(x, KEY).output();
    assertThatTensor(layer.train(x, KEY).output()).isExactly(y);
    assertThat(y.allClose(layer.apply(x))).isFalse();
    assertThat(y.allClose(layer.train(x, Key.of(2)).output())).isFalse();
    Transformer t = Transformer.of(4, 2, 1, 1, 5, KEY).withDropout(0.5);
    assertThat(t.actsInTraining()).isTrue();
    Tensor z = t.train(x, x, Masks.NONE, Masks.NONE, Masks.NONE, KEY).output();
    assertThat(z.allClose(t.apply(x, x, Masks.NONE, Masks.NONE, Masks.NONE))).isFalse();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MultiheadAttention m = MultiheadAttention.of(4, 2, KEY);
    Tensor x = Tensor.zeros(3, 2, 4).to(DType.FLOAT32);
    assertThatThrownBy(() -> m.apply(x, x, x.narrow(0, 0, 2), Masks.NONE))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("must be alike");
    assertThatThrownBy(() -> MultiheadAttention.of(5, 2, KEY)).isInstanceOf(ShapeException.class);
  }
}
