package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The transforms by vectors against the plain ones, bit for bit, for lines of every length. */
class TileTransformsTest {
  private final Random random = new Random(11);
  private final TileTransforms plain = new Winograd();
  private final TileTransforms chosen = Winograd.TRANSFORMS;

  private float[][] lines(int count, int length) {
    float[][] lines = new float[count][length];
    for (float[] line : lines) {
      for (int i = 0; i < length; i++) {
        line[i] = (float) random.nextGaussian();
      }
    }
    return lines;
  }

  private interface Transform {
    void run(TileTransforms transforms, int n, float[][] to);
  }

  private void assertSame(int n, int results, Transform transform) {
    float[][] expected = new float[results][n + 3];
    float[][] found = new float[results][n + 3];
    transform.run(plain, n, expected);
    transform.run(chosen, n, found);
    assertThat(found).as("%s long", n).isDeepEqualTo(expected);
  }

  @Test
  void theyAreTheSame() {
    for (int n = 0; n < 70; n++) {
      float[][] x = lines(12, n + 3);
      assertSame(n, 6, (t, k, to) -> t.data(k, x[0], x[1], x[2], x[3], x[4], x[5], to));
      assertSame(n, 4, (t, k, to) -> t.results(k, x, 1, 2, to));
      assertSame(n, 12, (t, k, to) -> t.cotangents(k, x[6], x[7], x[8], x[9], to, 1, 2));
    }
  }
}
