package dev.leibniz.kernel;

/**
 * A counter-based stream of random words: Threefry-2x64 with 20 rounds (J. Salmon, M. Moraes, R.
 * Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011). A word depends on the key
 * and its position alone, so draws are the same on any platform, in any order, on any thread.
 */
public final class RandomStream {
  private static final Threefry CIPHER = ScalarThreefry.choose();
  private static final long DRAWS = 0;
  private static final long SPLITS = 1;

  /** How many blocks are enciphered at a time. */
  private static final int TOGETHER = 512;

  private final long key0;
  private final long key1;

  public RandomStream(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  private static double unit(long word) {
    return (word >>> 11) * 0x1p-53;
  }

  public void split(long[] out, int from, int n) {
    inBlocks(
        n,
        SPLITS,
        (start, count, first, second) -> {
          for (int i = 0; i < count; i++) {
            out[from + 2 * (start + i)] = first[i];
            out[from + 2 * (start + i) + 1] = second[i];
          }
        });
  }

  public void uniform(double[] out, int from, int n) {
    inBlocks(
        pairs(n),
        DRAWS,
        (start, count, first, second) -> {
          int at = from + 2 * start;
          int end = from + n;
          for (int i = 0; i < count; i++, at += 2) {
            out[at] = unit(first[i]);
            if (at + 1 < end) {
              out[at + 1] = unit(second[i]);
            }
          }
        });
  }

  public void uniform(float[] out, int from, int n) {
    inBlocks(
        pairs(n),
        DRAWS,
        (start, count, first, second) -> {
          int at = from + 2 * start;
          int end = from + n;
          for (int i = 0; i < count; i++, at += 2) {
            out[at] = (int) (first[i] >>> 40) * 0x1p-24f;
            if (at + 1 < end) {
              out[at + 1] = (int) (second[i] >>> 40) * 0x1p-24f;
            }
          }
        });
  }

  private interface Words {
    void take(int start, int count, long[] first, long[] second);
  }

  /** How many blocks have n words; the last may have one too many. */
  private static int pairs(int n) {
    return n / 2 + n % 2;
  }

  /** The words of blocks 0 … n − 1, a few hundred blocks at a time, by several threads. */
  private void inBlocks(int n, long domain, Words words) {
    if (n <= TOGETHER) {
      blocks(0, n, domain, words);
    } else {
      int grain = Math.max(TOGETHER, Settings.THRESHOLD);
      Pool.parallel(n, grain, (start, end) -> blocks(start, end, domain, words));
    }
  }

  private void blocks(int from, int to, long domain, Words words) {
    int most = Math.min(TOGETHER, to - from);
    long[] firsts = new long[most];
    long[] seconds = new long[most];
    for (int start = from; start < to; start += most) {
      int count = Math.min(most, to - start);
      encipher(start, count, domain, firsts, seconds);
      words.take(start, count, firsts, seconds);
    }
  }

  private void encipher(int start, int count, long domain, long[] firsts, long[] seconds) {
    for (int i = 0; i < count; i++) {
      firsts[i] = (long) start + i;
    }
    CIPHER.encipher(key0, key1, domain, firsts, seconds, count);
  }

  /** By the transform of G. Box and M. Muller (1958), in strict arithmetic. */
  public void normal(double[] out, int from, int n) {
    inBlocks(
        pairs(n),
        DRAWS,
        (start, count, first, second) -> {
          int at = from + 2 * start;
          int end = from + n;
          for (int i = 0; i < count; i++, at += 2) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(first[i])));
            double angle = 2 * Math.PI * unit(second[i]);
            out[at] = radius * StrictMath.cos(angle);
            if (at + 1 < end) {
              out[at + 1] = radius * StrictMath.sin(angle);
            }
          }
        });
  }

  /** By the shuffle of R. Fisher and F. Yates. */
  public void permutation(long[] out, int from, int n) {
    for (int i = 0; i < n; i++) {
      out[from + i] = i;
    }
    int most = Math.min(TOGETHER, n);
    long[] words = new long[most];
    long[] unused = new long[most];
    // From the last block to the second.
    for (int end = n; end > 1; end -= most) {
      int start = Math.max(1, end - most);
      encipher(start, end - start, DRAWS, words, unused);
      for (int i = end - 1; i >= start; i--) {
        int j = (int) Math.unsignedMultiplyHigh(words[i - start], i + 1L);
        long t = out[from + i];
        out[from + i] = out[from + j];
        out[from + j] = t;
      }
    }
  }
}
