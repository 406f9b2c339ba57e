package dev.leibniz.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measurements by a number of calls. */
class MeasurerTest {
  @Test
  void workIsCalledExactlyAsOftenAsWasSaid() {
    AtomicLong count = new AtomicLong();
    Measurement found = Measurer.measure(count::incrementAndGet, new Calls(7, 3, 5));
    assertThat(count).hasValue(7 + 3 * 5);
    assertThat(Arrays.stream(found.times())).hasSize(5).allMatch(t -> t > 0);
    assertThat(found.callsPerSample()).isEqualTo(3);
    assertThat(found.peakLiveBytes()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 100, 1e4, 1e6, 1e8, 1e10})
  void callsTakeAboutASecondUnlessOneIsTooQuickOrTooSlow(double nanoseconds) {
    Calls calls = Calls.of(nanoseconds);
    double seconds = (calls.warmUp() + calls.perSample() * calls.samples()) * nanoseconds / 1e9;
    assertThat(calls.warmUp()).isBetween(50L, 3000L);
    assertThat(calls.perSample()).isPositive();
    assertThat(calls.samples()).isPositive();
    if (nanoseconds <= 1e6) {
      assertThat(seconds).isBetween(0.1, 1.0);
    }
  }
}
