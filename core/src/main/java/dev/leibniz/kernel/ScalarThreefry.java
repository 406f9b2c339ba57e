package dev.leibniz.kernel;

/**
 * One block after the other. The rounds are written out: each step waits for the one before, and
 * the next block's can go beside it.
 */
final class ScalarThreefry implements Threefry {
  /** The quickest there is. */
  static Threefry choose() {
    Threefry plain = new ScalarThreefry();
    LaneLoops lanes = Lanes.LOOPS;
    return lanes == null ? plain : lanes.threefry(plain);
  }

  @Override
  public void encipher(long key0, long key1, long domain, long[] x, long[] y, int n) {
    long key2 = PARITY ^ key0 ^ key1;
    for (int i = 0; i < n; i++) {
      long a = x[i] + key0;
      long b = domain + key1;
      a += b;
      b = Long.rotateLeft(b, 16) ^ a;
      a += b;
      b = Long.rotateLeft(b, 42) ^ a;
      a += b;
      b = Long.rotateLeft(b, 12) ^ a;
      a += b;
      b = Long.rotateLeft(b, 31) ^ a;
      a += key1;
      b += key2 + 1;
      a += b;
      b = Long.rotateLeft(b, 16) ^ a;
      a += b;
      b = Long.rotateLeft(b, 32) ^ a;
      a += b;
      b = Long.rotateLeft(b, 24) ^ a;
      a += b;
      b = Long.rotateLeft(b, 21) ^ a;
      a += key2;
      b += key0 + 2;
      a += b;
      b = Long.rotateLeft(b, 16) ^ a;
      a += b;
      b = Long.rotateLeft(b, 42) ^ a;
      a += b;
      b = Long.rotateLeft(b, 12) ^ a;
      a += b;
      b = Long.rotateLeft(b, 31) ^ a;
      a += key0;
      b += key1 + 3;
      a += b;
      b = Long.rotateLeft(b, 16) ^ a;
      a += b;
      b = Long.rotateLeft(b, 32) ^ a;
      a += b;
      b = Long.rotateLeft(b, 24) ^ a;
      a += b;
      b = Long.rotateLeft(b, 21) ^ a;
      a += key1;
      b += key2 + 4;
      a += b;
      b = Long.rotateLeft(b, 16) ^ a;
      a += b;
      b = Long.rotateLeft(b, 42) ^ a;
      a += b;
      b = Long.rotateLeft(b, 12) ^ a;
      a += b;
      b = Long.rotateLeft(b, 31) ^ a;
      a += key2;
      b += key0 + 5;
      x[i] = a;
      y[i] = b;
    }
  }
}
