package dev.leibniz.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.spi.FloatProducts;
import dev.leibniz.spi.Transpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneDnnTest {
  private static final int M = 5;
  private static final int N = 7;
  private static final int K = 3;
  private static final int OFFSET = 4;

  private final FloatProducts products = new OneDnn();
  private final Random random = new Random(5);

  @Test
  void tellsItsName() {
    assertThat(new OneDnn().name()).startsWith("oneDNN 3.").contains("org.bytedeco:dnnl");
  }

  private float[] numbers() {
    float[] out = new float[200];
    for (int i = 0; i < out.length; i++) {
      out[i] = random.nextFloat(-1, 1);
    }
    return out;
  }

  private static double element(float[] x, int leading, Transpose transpose, int i, int j) {
    return x[OFFSET + (transpose == Transpose.YES ? j * leading + i : i * leading + j)];
  }

  /** That C has become {@code -2 · op(A) · op(B) + 0.5 · C}, in rows of ten, and nothing else. */
  private static void check(
      Transpose transposeA, Transpose transposeB, float[] a, float[] b, float[] c, float[] got) {
    for (int e = 0; e < got.length; e++) {
      int i = (e - OFFSET) / 10;
      int j = (e - OFFSET) % 10;
      double expected = c[e];
      if (e >= OFFSET && i < M && j < N) {
        double sum = 0;
        for (int p = 0; p < K; p++) {
          sum += element(a, 8, transposeA, i, p) * element(b, 9, transposeB, p, j);
        }
        expected = -2 * sum + 0.5 * c[e];
      }
      assertThat(Math.abs(got[e] - expected)).as("element %s", e).isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesArrays(Transpose transposeA) {
    for (Transpose transposeB : Transpose.values()) {
      float[] a = numbers();
      float[] b = numbers();
      float[] c = numbers();
      float[] got = c.clone();
      products.gemm(
          transposeA, transposeB, M, N, K, -2, a, OFFSET, 8, b, OFFSET, 9, 0.5f, got, OFFSET, 10);
      check(transposeA, transposeB, a, b, c, got);
    }
  }

  @ParameterizedTest
  @EnumSource
  void multipliesNativeMemory(Transpose transposeA) {
    for (Transpose transposeB : Transpose.values()) {
      float[] a = numbers();
      float[] b = numbers();
      float[] c = numbers();
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_FLOAT, a).asSlice(OFFSET * 4L);
        MemorySegment y = arena.allocateFrom(ValueLayout.JAVA_FLOAT, b).asSlice(OFFSET * 4L);
        MemorySegment z = arena.allocateFrom(ValueLayout.JAVA_FLOAT, c);
        MemorySegment to = z.asSlice(OFFSET * 4L);
        products.gemmOfFloats(transposeA, transposeB, M, N, K, -2, x, 8, y, 9, 0.5f, to, 10);
        check(transposeA, transposeB, a, b, c, z.toArray(ValueLayout.JAVA_FLOAT));
      }
    }
  }
}
