package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The words, by the known answers for Threefry-2x64 with 20 rounds of its authors' library,
 * Random123, and what is made of them.
 */
class RandomStreamTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, c2b6e3a8c2c69865, 6f81ed42f350084d",
    "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, "
        + "e02cb7c4d95d277a, d06633d0893b8b68",
    "243f6a8885a308d3, 13198a2e03707344, a4093822299f31d0, 082efa98ec4e6c89, "
        + "263c7d30bb0f0af1, 56be8361d3311526",
  })
  void theCipherGivesItsAuthorsAnswers(
      String counter0, String counter1, String key0, String key1, String first, String second) {
    RandomStream stream = new RandomStream(word(key0), word(key1));
    stream.block(word(counter0), word(counter1));
    assertThat(stream.first()).isEqualTo(word(first));
    assertThat(stream.second()).isEqualTo(word(second));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 31, 32, 1023, 1024, 1025, 3001, 300_001})
  void drawsAreTheWordsOfTheirBlocks(int n) {
    RandomStream stream = new RandomStream(17, -4);
    float[] floats = new float[n + 2];
    double[] doubles = new double[n + 2];
    stream.uniform(floats, 1, n);
    stream.uniform(doubles, 1, n);
    for (int i = 0; i < n; i++) {
      stream.block(i / 2, 0);
      long word = i % 2 == 0 ? stream.first() : stream.second();
      assertThat(floats[1 + i]).isEqualTo((word >>> 40) * 0x1p-24f);
      assertThat(doubles[1 + i]).isEqualTo((word >>> 11) * 0x1p-53);
    }
    assertThat(floats[n + 1]).isZero();
    assertThat(doubles[n + 1]).isZero();
  }

  private static long word(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal, 16);
  }
}
