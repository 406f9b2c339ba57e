package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The known answers for Threefry-2x64 with 20 rounds of its authors' library, Random123. */
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

  private static long word(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal, 16);
  }
}
