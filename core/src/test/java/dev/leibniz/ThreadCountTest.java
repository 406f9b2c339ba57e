package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadCountTest {
  @Test
  void resultsAreTheSameBitsForAnyNumberOfThreads() throws Exception {
    String one = printed("-Dleibniz.threads=1", "-Dleibniz.threshold=1");
    assertThat(one.lines().count()).isGreaterThan(20);
    assertThat(printed("-Dleibniz.threads=2", "-Dleibniz.threshold=1")).isEqualTo(one);
  }

  private static String printed(String... flags) throws Exception {
    return OtherJvm.run(ThreadCount.class, List.of(flags));
  }
}
