package dev.leibniz.nn;

import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecurrentTest {
  private static final Key KEY = Key.of(1);
  private static final Tensor LENGTHS = Tensor.longs(2, 4, 3);

  private static List<Tensor> all(LSTM.Output o) {
    return List.of(o.output(), o.hidden(), o.cell());
  }

  private static LSTM lstm(String name, LSTM net, @Nullable Tensor lengths) {
    Golden g = Golden.load(name);
    boolean given = g.tensors().containsKey("x2");
    Tensor hidden = given ? g.input(1) : null;
    Tensor cell = given ? g.input(2) : null;
    return g.agrees(net, m -> all(m.apply(g.input(0), hidden, cell, lengths)));
  }

  @Test
  void longShortTermMemoryIsThatOfPyTorch() {
    lstm("lstm", LSTM.of(2, 3, KEY), null);
    lstm("lstm-bidirectional", LSTM.of(2, 3, 2, Directions.BOTH, KEY), null);
    lstm(
        "lstm-batch-first",
        LSTM.of(2, 2, 1, Directions.FORWARD, KEY).withoutBias().withLayout(Layout.BATCH_FIRST),
        null);
  }

  @Test
  void lengthsDoWhatPackingDoesInPyTorch() {
    lstm("lstm-packed", LSTM.of(2, 3, 2, Directions.BOTH, KEY), LENGTHS);
    Golden g = Golden.load("gru-packed");
    g.agrees(
        GRU.of(2, 3, KEY),
        m -> {
          GRU.Output o = m.apply(g.input(0), null, LENGTHS);
          return List.of(o.output(), o.hidden());
        });
    Golden deep = Golden.load("gru-packed-deep");
    deep.agrees(
        GRU.of(2, 3, 2, Directions.BOTH, KEY),
        m -> {
          GRU.Output o = m.apply(deep.input(0), deep.input(1), LENGTHS);
          return List.of(o.output(), o.hidden());
        });
    Golden simple = Golden.load("rnn-packed");
    simple.agrees(
        RNN.of(2, 3, 2, Directions.BOTH, KEY),
        m -> {
          RNN.Output o = m.apply(simple.input(0), simple.input(1), LENGTHS);
          return List.of(o.output(), o.hidden());
        });
  }

  @Test
  void gatedUnitsAreThoseOfPyTorch() {
    Golden g = Golden.load("gru");
    g.agrees(
        GRU.of(2, 3, 2, Directions.BOTH, KEY),
        m -> {
          GRU.Output o = m.apply(g.input(0), g.input(1), null);
          return List.of(o.output(), o.hidden());
        });
  }

  @Test
  void simpleUnitsAreThoseOfPyTorch() {
    Golden tanh = Golden.load("rnn");
    tanh.agrees(
        RNN.of(2, 3, 2, Directions.FORWARD, KEY),
        m -> {
          RNN.Output o = m.apply(tanh.input(0));
          return List.of(o.output(), o.hidden());
        });
    Golden relu = Golden.load("rnn-relu");
    relu.agrees(
        RNN.of(2, 3, KEY).withNonlinearity(RNN.Nonlinearity.RELU),
        m -> {
          RNN.Output o = m.apply(relu.input(0), relu.input(1), null);
          return List.of(o.output(), o.hidden());
        });
  }

  @Test
  void theyPrintAsInPyTorch() {
    assertThat(LSTM.of(2, 3, 2, Directions.BOTH, KEY).toString())
        .isEqualTo(Golden.load("lstm-packed").printed());
    assertThat(
            LSTM.of(2, 2, 1, Directions.FORWARD, KEY)
                .withoutBias()
                .withLayout(Layout.BATCH_FIRST)
                .toString())
        .isEqualTo(Golden.load("lstm-batch-first").printed());
    assertThat(GRU.of(2, 3, 2, Directions.BOTH, KEY).withDropout(0.25).toString())
        .isEqualTo("GRU(2, 3, num_layers=2, dropout=0.25, bidirectional=True)");
  }

  @Test
  void theGradientIsNotDisturbedByWhatIsBehindTheEnd() {
    LSTM net = LSTM.of(2, 3, 2, Directions.BOTH, KEY);
    Tensor x = KEY.normal(4, 3, 2);
    Tensor other = Tensor.where(Tensor.arange(4).reshape(4, 1, 1).lt(LENGTHS.reshape(3, 1)), x, 99);
    assertThatTensor(net.apply(other, null, null, LENGTHS).output())
        .isExactly(net.apply(x, null, null, LENGTHS).output());
  }

  @Test
  void dropoutStandsBetweenTheLayersOnly() {
    Tensor x = KEY.normal(4, 3, 2);
    GRU two = GRU.of(2, 3, 2, Directions.FORWARD, KEY).withDropout(0.5);
    Tensor y = two.train(x, null, null, KEY).output();
    assertThatTensor(two.train(x, null, null, KEY).output()).isExactly(y);
    assertThat(y.allClose(two.apply(x).output())).isFalse();
    GRU one = GRU.of(2, 3, KEY).withDropout(0.5);
    assertThatTensor(one.train(x, null, null, KEY).output()).isExactly(one.apply(x).output());
    assertThat(one.actsInTraining()).isFalse();
  }

  @Test
  void aBatchIsAnEnsembleOfSequences() {
    LSTM net = Modules.to(LSTM.of(2, 3, 1, Directions.BOTH, KEY), DType.FLOAT64);
    Tensor x = KEY.normal(4, 3, 2);
    Tensor mapped =
        vmap((Tensor s) -> net.apply(s).output(), dev.leibniz.Functional.inAxes(1)).apply(x);
    assertThatTensor(mapped.transpose(0, 1)).isCloseTo(net.apply(x).output());
  }

  @Test
  void whatDoesNotFitIsRefused() {
    LSTM net = LSTM.of(2, 3, 1, Directions.FORWARD, KEY);
    assertThatThrownBy(() -> net.apply(Tensor.zeros(4, 3, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the last of size 2");
    assertThatThrownBy(() -> net.apply(Tensor.zeros(4, 3, 2), null, null, Tensor.longs(1, 2)))
        .hasMessageContaining("lengths of shape [2] for a batch of 3");
    assertThatThrownBy(() -> net.apply(Tensor.zeros(4, 3, 2), Tensor.zeros(3, 3), null, null))
        .hasMessageContaining("[1, 3, 3]");
  }
}
