package dev.leibniz.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.op.Op;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue of samples is complete: the sealed tree of ops says what belongs to it. */
class SamplesTest {
  private static final List<Op> OPS =
      Samples.all().stream()
          .map(Sample::op)
          .filter(Objects::nonNull)
          .map(op -> Objects.requireNonNull(op).get())
          .toList();

  @Test
  void everyOpHasASample() {
    assertThat(leaves(Op.class)).hasSizeGreaterThan(80);
    Set<Class<?>> sampled = new HashSet<>();
    OPS.forEach(op -> sampled.add(op.getClass()));
    assertThat(leaves(Op.class).filter(c -> !sampled.contains(c))).isEmpty();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SamplesTest::leaves).distinct()
        : Stream.of(type);
  }

  /**
   * An op with a component of an enum, such as a kind or a dtype, has a sample for each constant.
   */
  @Test
  void everyKindHasASample() throws ReflectiveOperationException {
    Map<String, Set<Object>> sampled = new HashMap<>();
    Map<String, Object[]> constants = new HashMap<>();
    for (Op op : OPS) {
      for (RecordComponent c : op.getClass().getRecordComponents()) {
        if (c.getType().isEnum()) {
          String component = op.getClass().getSimpleName() + "." + c.getName();
          constants.put(component, c.getType().getEnumConstants());
          sampled.computeIfAbsent(component, k -> new HashSet<>()).add(c.getAccessor().invoke(op));
        }
      }
    }
    sampled.forEach((component, kinds) -> {
      if (!component.startsWith("Convert.")) { // between floating dtypes only
        assertThat(kinds).as(component).containsExactlyInAnyOrder(constants.get(component));
      }
    });
  }

  @Test
  void opsAreEqualExactlyIfTheyPrintAlike() {
    Map<String, Op> printed = new HashMap<>();
    for (Op op : OPS) {
      Op other = printed.putIfAbsent(op.toString(), op);
      assertThat(other == null || other.equals(op)).as(op.toString()).isTrue();
    }
    assertThat(new HashSet<>(OPS)).hasSameSizeAs(printed.keySet());
  }

  @Test
  void samplesHaveNamesOfTheirOwn() {
    assertThat(Samples.all().stream().map(Sample::name)).doesNotHaveDuplicates();
  }
}
