package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  private static final int MANY = 100_000;

  private static final Tensor GOLDEN_UNIFORM =
      Tensor.of(0.220519307102075, 0.20192490057024726, 0.09306679876489887);
  private static final Tensor GOLDEN_NORMAL =
      Tensor.of(0.20999123538074954, 0.673912753841242, -0.3112186319837812);
  private static final long[] GOLDEN_SPLIT = {
    -4539573907792828926L, 6462738140265092059L, 3993275091497683220L, 3007342391481425289L
  };
  private static final long[] GOLDEN_PERMUTATION = {4, 5, 6, 3, 7, 0, 1, 2};
  private static final long[] GOLDEN_INTEGERS = {-3, -3, -5, 1, -2, 2, 2, -3};
  private static final Tensor GOLDEN_FLOATS = Tensor.floats(0.2205193f, 0.20192486f);

  private final Key key = Key.of(42);

  @Test
  void theSameKeyGivesTheSameNumbersOnAnyPlatform() {
    assertThatTensor(key.uniform(3)).isExactly(Key.of(42).uniform(3)).isExactly(GOLDEN_UNIFORM);
    assertThatTensor(key.normal(3)).isExactly(GOLDEN_NORMAL);
    assertThat(key.split(2).bits().toLongArray()).containsExactly(GOLDEN_SPLIT);
    assertThat(key.permutation(8).toLongArray()).containsExactly(GOLDEN_PERMUTATION);
    assertThat(key.integers(-5, 5, 8).toLongArray()).containsExactly(GOLDEN_INTEGERS);
    assertThatTensor(key.uniform(Shape.of(2), DType.FLOAT32)).isExactly(GOLDEN_FLOATS);
  }

  @Test
  void theShapeOnlyArrangesTheNumbers() {
    assertThatTensor(key.normal(2, 3)).isExactly(key.normal(6).reshape(2, 3));
    assertThatTensor(key.normal(3)).isExactly(key.normal(4).narrow(0, 0, 3));
    assertThatTensor(key.normal()).hasShape();
    assertThatTensor(key.uniform(0, 3)).hasShape(0, 3);
    assertThatTensor(key.normal(Shape.of(5), DType.FLOAT32))
        .isExactly(key.normal(5).to(DType.FLOAT32));
    assertThat(key.permutation(0).size()).isZero();
    assertThat(key.split(0).bits().shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void differentKeysGiveDifferentNumbers() {
    long different =
        IntStream.range(0, 1000)
            .mapToLong(i -> Double.doubleToLongBits(Key.of(i).uniform().item()))
            .distinct()
            .count();
    assertThat(different).isEqualTo(1000);
    Key many = key.split(1000);
    assertThat(Arrays.stream(many.bits().reshape(2000).toLongArray()).distinct().count())
        .isEqualTo(2000);
  }

  @Test
  void splittingMoreGivesTheSameFirstKeys() {
    assertThat(key.split(5).get(1).bits().toLongArray())
        .isEqualTo(key.split2()[1].bits().toLongArray());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE})
  void splitKeysAreIndependentOfEachOtherAndOfTheirParent(long seed) {
    Key parent = Key.of(seed);
    Key[] children = parent.split2();
    Tensor[] draws = {
      parent.normal(MANY),
      children[0].normal(MANY),
      children[1].normal(MANY),
      children[0].split2()[0].normal(MANY)
    };
    for (int i = 0; i < draws.length; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(draws[i].mul(draws[j]).mean().item())
            .as("correlation of %s and %s, seed %s", i, j, seed)
            .isCloseTo(0, within(5 / Math.sqrt(MANY)));
      }
    }
  }

  @Test
  void vmapOverKeysGivesEachExampleItsOwnStream() {
    Key keys = key.split(4);
    Tensor all = Functional.<Key, Tensor>vmap(Key.class, k -> k.normal(3)).apply(keys);
    assertThatTensor(all).hasShape(4, 3);
    for (int i = 0; i < 4; i++) {
      assertThatTensor(all.select(0, i)).isExactly(keys.get(i).normal(3));
    }
    Tensor grandchildren =
        Functional.<Key, Tensor>vmap(Key.class, k -> k.split2()[1].integers(0, 99, 2)).apply(keys);
    assertThatTensor(grandchildren.select(0, 2))
        .isExactly(keys.get(2).split2()[1].integers(0, 99, 2));
    Tensor orders = Functional.<Key, Tensor>vmap(Key.class, k -> k.permutation(5)).apply(keys);
    assertThatTensor(orders.select(0, 3)).isExactly(keys.get(3).permutation(5));
  }

  @Test
  void aCapturedKeyIsShared() {
    Tensor shared = vmap((Tensor x) -> x.add(key.normal(3))).apply(Tensor.zeros(2, 3));
    assertThatTensor(shared).isExactly(key.normal(3).expand(2, 3));
  }

  @Test
  void drawsAreConstantsToADerivative() {
    Tensor x = Tensor.of(1, 2, 3);
    assertThatTensor(grad(z -> z.mul(key.normal(3)).sum(), x)).isExactly(key.normal(3));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void uniformNumbersAreUniform(long seed) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      double[] u = Key.of(seed).uniform(Shape.of(MANY), dtype).toArray();
      assertThat(Arrays.stream(u)).allMatch(d -> d >= 0 && d < 1);
      int[] counts = new int[20];
      for (double d : u) {
        counts[(int) (20 * d)]++;
      }
      assertThat(chiSquared(counts)).as("seed %s", seed).isLessThan(45);
    }
  }

  /** Of 19 degrees of freedom; above 43.8 in one case of a thousand. */
  private static double chiSquared(int[] counts) {
    double expected = Arrays.stream(counts).average().orElseThrow();
    return Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void normalNumbersAreNormal(long seed) {
    double[] z = Key.of(seed).normal(MANY).toArray();
    double[] moments = new double[5];
    int[] counts = new int[20];
    for (double d : z) {
      for (int k = 1; k < 5; k++) {
        moments[k] += Math.pow(d, k) / MANY;
      }
      double below = (1 + Tensor.scalar(d / Math.sqrt(2)).erf().item()) / 2;
      counts[(int) Math.min(19, 20 * below)]++;
    }
    assertThat(moments[1]).as("mean, seed %s", seed).isCloseTo(0, within(0.015));
    assertThat(moments[2]).as("variance").isCloseTo(1, within(0.02));
    assertThat(moments[3]).as("skewness").isCloseTo(0, within(0.05));
    assertThat(moments[4]).as("kurtosis").isCloseTo(3, within(0.15));
    assertThat(chiSquared(counts)).isLessThan(45);
    double lag = 0;
    for (int i = 1; i < MANY; i++) {
      lag += z[i] * z[i - 1] / MANY;
    }
    assertThat(lag).as("neighbours").isCloseTo(0, within(0.015));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void integersAreUniformInTheirRange(long seed) {
    long[] n = Key.of(seed).integers(-10, 10, MANY).toLongArray();
    int[] counts = new int[20];
    for (long i : n) {
      counts[(int) i + 10]++;
    }
    assertThat(chiSquared(counts)).as("seed %s", seed).isLessThan(45);
    assertThat(Key.of(seed).integers(7, 8, 50).toLongArray()).containsOnly(7);
    long[] wide =
        Key.of(seed).integers(Long.MAX_VALUE - (1L << 53), Long.MAX_VALUE, 9).toLongArray();
    assertThat(Arrays.stream(wide).distinct().count()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void permutationsAreUniform(long seed) {
    int[] places = new int[20];
    int[] first = new int[20];
    Key keys = Key.of(seed).split(2000);
    Tensor all = Functional.<Key, Tensor>vmap(Key.class, k -> k.permutation(20)).apply(keys);
    for (int i = 0; i < 2000; i++) {
      long[] p = all.select(0, i).toLongArray();
      long[] sorted = p.clone();
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(Tensor.arange(20).toLongArray());
      first[(int) p[0]]++;
      places[Arrays.stream(p).boxed().toList().indexOf(7L)]++;
    }
    assertThat(chiSquared(first)).as("seed %s", seed).isLessThan(45);
    assertThat(chiSquared(places)).as("seed %s", seed).isLessThan(45);
  }

  @Test
  void wrongCallsAreRefused() {
    assertThatThrownBy(() -> key.integers(3, 3, 1))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("from 3 to 3");
    assertThatThrownBy(() -> key.integers(Long.MIN_VALUE, Long.MAX_VALUE, 1))
        .isInstanceOf(LeibnizException.class);
    assertThatThrownBy(() -> key.uniform(Shape.of(2), DType.INT64))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("INT64");
    assertThatThrownBy(() -> key.normal(-1)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> key.split(-1)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> key.permutation(-1)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> new Key(Tensor.of(1, 2)).uniform())
        .isInstanceOf(LeibnizException.class);
    assertThatThrownBy(() -> new Key(Tensor.longs(1, 2, 3)).uniform())
        .isInstanceOf(LeibnizException.class);
    assertThatThrownBy(() -> key.get(0).uniform()).isInstanceOf(LeibnizException.class);
  }
}
