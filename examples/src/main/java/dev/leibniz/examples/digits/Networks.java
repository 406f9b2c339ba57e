package dev.leibniz.examples.digits;

import dev.leibniz.Key;
import dev.leibniz.nn.BatchNorm2d;
import dev.leibniz.nn.Conv2d;
import dev.leibniz.nn.Dropout;
import dev.leibniz.nn.Flatten;
import dev.leibniz.nn.Linear;
import dev.leibniz.nn.MaxPool2d;
import dev.leibniz.nn.ReLU;
import dev.leibniz.nn.Sequential;
import dev.leibniz.nn.Window;

/** The networks that learn to read digits. */
final class Networks {
  private Networks() {}

  static Sequential perceptron(Key key) {
    Key[] keys = key.split2();
    return Sequential.of(
        new Flatten(),
        Linear.of(64, 128, keys[0]),
        new ReLU(),
        new Dropout(0.2),
        Linear.of(128, 10, keys[1]));
  }

  static Sequential convolutional(Key key) {
    Key keys = key.split(3);
    Window three = Window.of(3, 3).withPadding(1);
    return Sequential.of(
        Conv2d.of(1, 16, three, keys.get(0)).withoutBias(),
        BatchNorm2d.of(16),
        new ReLU(),
        new MaxPool2d(2),
        Conv2d.of(16, 32, three, keys.get(1)).withoutBias(),
        BatchNorm2d.of(32),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        Linear.of(128, 10, keys.get(2)));
  }
}
