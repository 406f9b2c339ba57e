package dev.leibniz.microbench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How every benchmark is measured: one thread, nanoseconds per operation, after a load that leaves
 * no call site with a type profile of its own benchmark alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(1)
@Warmup(iterations = 12, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-Dleibniz.threads=1",
      "-XX:+AlwaysPreTouch",
      "-Xms4g",
      "-Xmx4g"
    })
@State(Scope.Thread)
public abstract class Measured {
  /** Runs once in every JVM, before the benchmark's own warm-up. */
  @Setup(Level.Trial)
  public void runMixedLoad() {
    MixedLoad.run(Duration.ofSeconds(3));
  }
}
