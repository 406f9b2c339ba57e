package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.Threefry;
import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** As many blocks at a time as a vector has words. */
final class LongThreefry implements Threefry {
  private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** For the blocks that are left. */
  private final Threefry plain;

  LongThreefry(Threefry plain) {
    this.plain = plain;
  }

  @Override
  public void encipher(long key0, long key1, long domain, long[] x, long[] y, int n) {
    int whole = n - n % LANES;
    long key2 = PARITY ^ key0 ^ key1;
    for (int i = 0; i < whole; i += LANES) {
      LongVector a = LongVector.fromArray(SPECIES, x, i).add(key0);
      LongVector b = LongVector.broadcast(SPECIES, domain + key1);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, a);
      a = a.add(key1);
      b = b.add(key2 + 1);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, a);
      a = a.add(key2);
      b = b.add(key0 + 2);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, a);
      a = a.add(key0);
      b = b.add(key1 + 3);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 32).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 24).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 21).lanewise(VectorOperators.XOR, a);
      a = a.add(key1);
      b = b.add(key2 + 4);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 16).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 42).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 12).lanewise(VectorOperators.XOR, a);
      a = a.add(b);
      b = b.lanewise(VectorOperators.ROL, 31).lanewise(VectorOperators.XOR, a);
      a = a.add(key2);
      b = b.add(key0 + 5);
      a.intoArray(x, i);
      b.intoArray(y, i);
    }
    if (whole < n) {
      long[] rest = Arrays.copyOfRange(x, whole, n);
      long[] seconds = new long[n - whole];
      plain.encipher(key0, key1, domain, rest, seconds, n - whole);
      System.arraycopy(rest, 0, x, whole, n - whole);
      System.arraycopy(seconds, 0, y, whole, n - whole);
    }
  }
}
