package dev.leibniz.kernel;

/** The cipher of {@link RandomStream}: Threefry-2x64 with 20 rounds. */
public interface Threefry {
  /** What the third word of the key is made with. */
  long PARITY = 0x1BD11BDAA9FC1A22L;

  /**
   * Enciphers counters.
   *
   * @param domain the counters' second word
   * @param x the counters' first words, and then those of the blocks
   * @param y the second words of the blocks, written
   * @param n how many
   */
  void encipher(long key0, long key1, long domain, long[] x, long[] y, int n);
}
