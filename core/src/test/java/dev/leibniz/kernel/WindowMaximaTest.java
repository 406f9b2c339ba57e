package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.spi.Sliding;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Greatest elements of windows by ordered integers against a search with comparisons. */
class WindowMaximaTest {
  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -Float.MAX_VALUE,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    1,
    -1,
    Float.intBitsToFloat(0xffc00001)
  };

  /** As many equal numbers as others. */
  private static float number(Random random) {
    int choice = random.nextInt(3 * SPECIAL.length);
    return choice < SPECIAL.length
        ? SPECIAL[choice]
        : choice < 2 * SPECIAL.length ? random.nextInt(3) - 1 : (float) random.nextGaussian();
  }

  private static Sliding sliding(Random random) {
    int window = 1 + random.nextInt(4);
    int dilation = 1 + random.nextInt(2);
    int reach = dilation * (window - 1) + 1;
    int size = reach + random.nextInt(9);
    int before = random.nextInt((window + 1) / 2);
    int behind = random.nextInt((window + 1) / 2);
    return new Sliding(size, window, 1 + random.nextInt(4), before, behind, dilation);
  }

  /** The double of a float is the same number, and is searched in the other way. */
  @Test
  void floatsAndTheirDoublesHaveTheirGreatestInTheSamePlaces() {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      Sliding vertical = sliding(random);
      Sliding horizontal = sliding(random);
      int planes = 1 + random.nextInt(3);
      Shape in = Shape.of(planes, vertical.size(), horizontal.size());
      Shape out = Shape.of(planes, vertical.places(), horizontal.places());
      float[] floats = new float[in.size()];
      double[] doubles = new double[in.size()];
      for (int k = 0; k < floats.length; k++) {
        floats[k] = number(random);
        doubles[k] = floats[k];
      }
      Dense x = Dense.over(in, DType.FLOAT32, floats);
      Dense y = Dense.over(in, DType.FLOAT64, doubles);
      assertThat(Windows.argmax(x, out, vertical, horizontal).longs())
          .as("%s and %s", vertical, horizontal)
          .isEqualTo(Windows.argmax(y, out, vertical, horizontal).longs());
    }
  }
}
