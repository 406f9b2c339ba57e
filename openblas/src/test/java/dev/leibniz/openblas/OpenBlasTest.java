package dev.leibniz.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.spi.Blas;
import dev.leibniz.spi.Transpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenBlasTest {
  private static final int M = 5;
  private static final int N = 7;
  private static final int K = 3;
  private static final int OFFSET = 4;

  private final Blas blas = new OpenBlas();
  private final Random random = new Random(5);

  @Test
  void tellsItsName() {
    assertThat(blas.name()).contains("OpenBLAS");
  }

  private double[] numbers() {
    return random.doubles(200, -1, 1).toArray();
  }

  private static double element(double[] x, int leading, Transpose transpose, int i, int j) {
    return x[OFFSET + (transpose == Transpose.YES ? j * leading + i : i * leading + j)];
  }

  /** What {@code -2 · op(A) · op(B) + 0.5 · C} should be, in rows of ten. */
  private static double[] expected(
      Transpose transposeA, Transpose transposeB, double[] a, double[] b, double[] c) {
    double[] out = c.clone();
    for (int i = 0; i < M; i++) {
      for (int j = 0; j < N; j++) {
        double sum = 0;
        for (int p = 0; p < K; p++) {
          sum += element(a, 8, transposeA, i, p) * element(b, 9, transposeB, p, j);
        }
        out[OFFSET + i * 10 + j] = -2 * sum + 0.5 * c[OFFSET + i * 10 + j];
      }
    }
    return out;
  }

  private static float[] floats(double[] x) {
    float[] out = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = (float) x[i];
    }
    return out;
  }

  private static void close(float[] got, double[] expected) {
    for (int i = 0; i < got.length; i++) {
      assertThat(Math.abs(got[i] - expected[i])).as("element %s", i).isLessThan(1e-5);
    }
  }

  private static void close(double[] got, double[] expected) {
    for (int i = 0; i < got.length; i++) {
      assertThat(Math.abs(got[i] - expected[i])).as("element %s", i).isLessThan(1e-13);
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesArrays(Transpose transposeA) {
    for (Transpose transposeB : Transpose.values()) {
      double[] a = numbers();
      double[] b = numbers();
      double[] c = numbers();
      double[] expected = expected(transposeA, transposeB, a, b, c);
      float[] to = floats(c);
      blas.gemm(
          transposeA,
          transposeB,
          M,
          N,
          K,
          -2f,
          floats(a),
          OFFSET,
          8,
          floats(b),
          OFFSET,
          9,
          0.5f,
          to,
          OFFSET,
          10);
      close(to, expected);
      blas.gemm(
          transposeA, transposeB, M, N, K, -2.0, a, OFFSET, 8, b, OFFSET, 9, 0.5, c, OFFSET, 10);
      close(c, expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesNativeMemory(Transpose transposeA) {
    for (Transpose transposeB : Transpose.values()) {
      double[] a = numbers();
      double[] b = numbers();
      double[] c = numbers();
      double[] expected = expected(transposeA, transposeB, a, b, c);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_FLOAT, floats(a));
        MemorySegment y = arena.allocateFrom(ValueLayout.JAVA_FLOAT, floats(b));
        MemorySegment z = arena.allocateFrom(ValueLayout.JAVA_FLOAT, floats(c));
        long skip = OFFSET * 4L;
        blas.gemmOfFloats(
            transposeA,
            transposeB,
            M,
            N,
            K,
            -2f,
            x.asSlice(skip),
            8,
            y.asSlice(skip),
            9,
            0.5f,
            z.asSlice(skip),
            10);
        close(z.toArray(ValueLayout.JAVA_FLOAT), expected);
        MemorySegment p = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, a);
        MemorySegment q = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, b);
        MemorySegment r = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, c);
        blas.gemmOfDoubles(
            transposeA,
            transposeB,
            M,
            N,
            K,
            -2.0,
            p.asSlice(2 * skip),
            8,
            q.asSlice(2 * skip),
            9,
            0.5,
            r.asSlice(2 * skip),
            10);
        close(r.toArray(ValueLayout.JAVA_DOUBLE), expected);
      }
    }
  }
}
