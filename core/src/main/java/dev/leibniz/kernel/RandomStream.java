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
  private long first;
  private long second;

  public RandomStream(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  /** Enciphers a counter into {@link #first} and {@link #second}. */
  void block(long counter, long domain) {
    long[] a = {counter};
    long[] b = {0};
    CIPHER.encipher(key0, key1, domain, a, b, 1);
    first = a[0];
    second = b[0];
  }

  long first() {
    return first;
  }

  long second() {
    return second;
  }

  private static double unit(long word) {
    return (word >>> 11) * 0x1p-53;
  }

  public void split(long[] out, int from, int n) {
    for (int i = 0; i < n; i++) {
      block(i, SPLITS);
      out[from + 2 * i] = first;
      out[from + 2 * i + 1] = second;
    }
  }

  public void uniform(double[] out, int from, int n) {
    inBlocks(
        n,
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
        n,
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

  /** The words for n draws, two to a block, a few hundred blocks at a time, by several threads. */
  private void inBlocks(int n, Words words) {
    int blocks = n / 2 + n % 2;
    if (blocks <= TOGETHER) {
      blocks(0, blocks, words);
    } else {
      Pool.parallel(
          blocks,
          Math.max(TOGETHER, Settings.THRESHOLD),
          (start, end) -> blocks(start, end, words));
    }
  }

  private void blocks(int from, int to, Words words) {
    int most = Math.min(TOGETHER, to - from);
    long[] firsts = new long[most];
    long[] seconds = new long[most];
    for (int start = from; start < to; start += most) {
      int count = Math.min(most, to - start);
      for (int i = 0; i < count; i++) {
        firsts[i] = (long) start + i;
      }
      CIPHER.encipher(key0, key1, DRAWS, firsts, seconds, count);
      words.take(start, count, firsts, seconds);
    }
  }

  /** By the transform of G. Box and M. Muller (1958), in strict arithmetic. */
  public void normal(double[] out, int from, int n) {
    for (int i = 0; i < n; i += 2) {
      block(i / 2, DRAWS);
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit(first)));
      double angle = 2 * Math.PI * unit(second);
      out[from + i] = radius * StrictMath.cos(angle);
      if (i + 1 < n) {
        out[from + i + 1] = radius * StrictMath.sin(angle);
      }
    }
  }

  /** By the shuffle of R. Fisher and F. Yates. */
  public void permutation(long[] out, int from, int n) {
    for (int i = 0; i < n; i++) {
      out[from + i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      block(i, DRAWS);
      int j = (int) Math.unsignedMultiplyHigh(first, i + 1L);
      long t = out[from + i];
      out[from + i] = out[from + j];
      out[from + j] = t;
    }
  }
}
