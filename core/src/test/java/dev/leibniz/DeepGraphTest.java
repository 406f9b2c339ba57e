package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeepGraphTest {
  @Test
  void aMillionOperationsNeitherOverflowTheStackNorOneGigabyte() throws Exception {
    assertThat(OtherJvm.run(DeepGraph.class, List.of("-Xmx1g", "-Xss512k")).lines())
        .containsExactly("4.0", "4.0", "4.0");
  }
}
