package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
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
    // As many as make whole vectors, and some that are left.
    long[] x = new long[37];
    long[] y = new long[37];
    for (Threefry cipher : List.of(new ScalarThreefry(), ScalarThreefry.choose())) {
      Arrays.fill(x, word(counter0));
      cipher.encipher(word(key0), word(key1), word(counter1), x, y, 37);
      assertThat(x).containsOnly(word(first));
      assertThat(y).containsOnly(word(second));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 31, 32, 1023, 1024, 1025, 3001, 300_001})
  void drawsAreTheWordsOfTheirBlocks(int n) {
    RandomStream stream = new RandomStream(17, -4);
    float[] floats = new float[n + 2];
    double[] doubles = new double[n + 2];
    double[] normals = new double[n + 2];
    long[] keys = new long[2 * n + 2];
    stream.uniform(floats, 1, n);
    stream.uniform(doubles, 1, n);
    stream.normal(normals, 1, n);
    stream.split(keys, 1, n);
    for (int i = 0; i < n; i++) {
      long[] block = block(i / 2, 0);
      long word = block[i % 2];
      assertThat(floats[1 + i]).isEqualTo((word >>> 40) * 0x1p-24f);
      assertThat(doubles[1 + i]).isEqualTo(unit(word));
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(block[0])));
      double angle = 2 * Math.PI * unit(block[1]);
      double side = i % 2 == 0 ? StrictMath.cos(angle) : StrictMath.sin(angle);
      assertThat(normals[1 + i]).isEqualTo(radius * side);
      assertThat(Arrays.copyOfRange(keys, 1 + 2 * i, 3 + 2 * i)).isEqualTo(block(i, 1));
    }
    assertThat(floats[n + 1]).isZero();
    assertThat(doubles[n + 1]).isZero();
    assertThat(normals[n + 1]).isZero();
    assertThat(keys[2 * n + 1]).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 511, 512, 513, 514, 3001})
  void permutationsExchangeByTheirBlocksFromTheLastOn(int n) {
    long[] expected = LongStream.range(0, n).toArray();
    for (int i = n - 1; i > 0; i--) {
      int j = (int) Math.unsignedMultiplyHigh(block(i, 0)[0], i + 1L);
      long t = expected[i];
      expected[i] = expected[j];
      expected[j] = t;
    }
    long[] got = new long[n + 2];
    new RandomStream(17, -4).permutation(got, 1, n);
    assertThat(Arrays.copyOfRange(got, 1, n + 1)).isEqualTo(expected);
    assertThat(got[n + 1]).isZero();
  }

  private static double unit(long word) {
    return (word >>> 11) * 0x1p-53;
  }

  /** One block alone, for the key of the tests. */
  private static long[] block(long counter, long domain) {
    long[] x = {counter};
    long[] y = new long[1];
    new ScalarThreefry().encipher(17, -4, domain, x, y, 1);
    return new long[] {x[0], y[0]};
  }

  private static long word(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal, 16);
  }
}
