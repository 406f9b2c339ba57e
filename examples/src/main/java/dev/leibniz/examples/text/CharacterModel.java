package dev.leibniz.examples.text;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Losses;

/** What tells the next character from those before it. */
interface CharacterModel {
  /** How many characters before the next it may look at. */
  int CONTEXT = 48;

  /**
   * Scores of what comes next.
   *
   * @param characters of shape [steps, batch]
   * @return of shape [steps, batch, alphabet]
   */
  Tensor scores(Tensor characters);

  /** The mean cross entropy of each character of some parts with what was expected. */
  default Tensor loss(Tensor parts) {
    int steps = parts.shape().get(0) - 1;
    Tensor scores = scores(parts.narrow(0, 0, steps)).flatten(0, 1);
    return Losses.crossEntropy(scores, parts.narrow(0, 1, steps).flatten());
  }

  /** The beginning and what the model writes behind it, each character drawn by its probability. */
  default String continued(String beginning, int count, Text text, Key key) {
    StringBuilder out = new StringBuilder(beginning);
    Key keys = key.split(count);
    for (int i = 0; i < count; i++) {
      String context = out.substring(Math.max(0, out.length() - CONTEXT));
      Tensor last = scores(text.numbers(context).unsqueeze(1)).select(0, -1).select(0, 0);
      Tensor noise = keys.get(i).uniform(text.alphabet().length()).log().neg().log().neg();
      out.append(text.alphabet().charAt((int) last.add(noise).argmax(0).item()));
    }
    return out.toString();
  }
}
