package dev.leibniz.examples.text;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Directions;
import dev.leibniz.nn.Embedding;
import dev.leibniz.nn.LSTM;
import dev.leibniz.nn.Linear;

/** A recurrent network: what it has read is in its state. */
record Recurrent(Embedding encoder, LSTM rnn, Linear decoder) implements CharacterModel {
  static Recurrent of(int alphabet, int width, Key key) {
    Key keys = key.split(3);
    return new Recurrent(
        Embedding.of(alphabet, width, keys.get(0)),
        LSTM.of(width, width, 1, Directions.FORWARD, keys.get(1)),
        Linear.of(width, alphabet, keys.get(2)));
  }

  @Override
  public Tensor scores(Tensor characters) {
    return decoder.apply(rnn.apply(encoder.apply(characters)).output());
  }
}
