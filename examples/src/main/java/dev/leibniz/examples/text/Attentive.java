package dev.leibniz.examples.text;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Embedding;
import dev.leibniz.nn.LayerNorm;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.Masks;
import dev.leibniz.nn.Transformer;
import dev.leibniz.nn.TransformerEncoder;
import dev.leibniz.nn.TransformerEncoderLayer;
import java.util.ArrayList;
import java.util.List;

/** A transformer: it looks back at all that it has read. */
record Attentive(Embedding encoder, Embedding places, TransformerEncoder layers, Linear decoder)
    implements CharacterModel {
  static Attentive of(int alphabet, int width, int layers, Key key) {
    Key keys = key.split(layers + 3);
    List<TransformerEncoderLayer> all = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      all.add(
          TransformerEncoderLayer.of(width, 4, 2 * width, keys.get(i))
              .withNorm(Transformer.Norm.BEFORE));
    }
    return new Attentive(
        Embedding.of(alphabet, width, keys.get(layers)),
        Embedding.of(CONTEXT, width, keys.get(layers + 1)),
        new TransformerEncoder(all, LayerNorm.of(width)),
        Linear.of(width, alphabet, keys.get(layers + 2)));
  }

  @Override
  public Tensor scores(Tensor characters) {
    int steps = characters.shape().get(0);
    Tensor place = places.apply(Tensor.arange(steps)).unsqueeze(1);
    Tensor x = encoder.apply(characters).add(place);
    return decoder.apply(layers.apply(x, Masks.causal(steps)));
  }
}
