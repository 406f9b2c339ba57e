package dev.leibniz.kernel;

/**
 * A counter-based stream of random words: Threefry-2x64 with 20 rounds (J. Salmon, M. Moraes, R.
 * Dror and D. Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011). A word depends on the key
 * and its position alone, so draws are the same on any platform, in any order, on any thread.
 */
public final class RandomStream {
  private static final int[] ROTATIONS = {16, 42, 12, 31, 16, 32, 24, 21};
  private static final long PARITY = 0x1BD11BDAA9FC1A22L;
  private static final long DRAWS = 0;
  private static final long SPLITS = 1;

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
    long key2 = PARITY ^ key0 ^ key1;
    long a = counter + key0;
    long b = domain + key1;
    for (int round = 0; round < 20; round++) {
      a += b;
      b = Long.rotateLeft(b, ROTATIONS[round & 7]) ^ a;
      if ((round & 3) == 3) {
        int s = (round >> 2) + 1;
        a += s % 3 == 0 ? key0 : s % 3 == 1 ? key1 : key2;
        b += ((s + 1) % 3 == 0 ? key0 : (s + 1) % 3 == 1 ? key1 : key2) + s;
      }
    }
    first = a;
    second = b;
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
    for (int i = 0; i < n; i += 2) {
      block(i / 2, DRAWS);
      out[from + i] = unit(first);
      if (i + 1 < n) {
        out[from + i + 1] = unit(second);
      }
    }
  }

  public void uniform(float[] out, int from, int n) {
    for (int i = 0; i < n; i += 2) {
      block(i / 2, DRAWS);
      out[from + i] = (first >>> 40) * 0x1p-24f;
      if (i + 1 < n) {
        out[from + i + 1] = (second >>> 40) * 0x1p-24f;
      }
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
