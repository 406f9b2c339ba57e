package dev.leibniz.microbench;

import static dev.leibniz.DType.FLOAT32;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.OpenLoops;
import dev.leibniz.nn.Normalisations;
import dev.leibniz.op.Arithmetic;
import dev.leibniz.op.Exponentials;
import dev.leibniz.op.Pairs;
import dev.leibniz.op.Powers;
import dev.leibniz.op.Specials;
import dev.leibniz.op.Trigonometry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Everyday operators at three sizes and in both dtypes. {@code existing} is the loop alone, into an
 * array that is there (a reduction's result is so small that it counts as existing); {@code fresh}
 * is a tensor operation. The young generation is kept small, so that fresh arrays lie in the last
 * cache (docs/performance.md), and regions large, so that a million numbers are no exception. Rows
 * have up to 1000 numbers. {@code addInner}, {@code addMiddle} and {@code addOuter} repeat the
 * second number along that axis of the first.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(1)
@Warmup(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 80, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-Dleibniz.threads=1",
      "-XX:+AlwaysPreTouch",
      "-Xms2g",
      "-Xmx2g",
      "-Xmn64m",
      "-XX:G1HeapRegionSize=16m"
    })
@State(Scope.Thread)
public class KernelTable {
  @Param({
    "add",
    "mul",
    "div",
    "maximum",
    "pow",
    "relu",
    "abs",
    "sqrt",
    "exp",
    "expm1",
    "log",
    "log1p",
    "sin",
    "cos",
    "tanh",
    "sigmoid",
    "erf",
    "lgamma",
    "gelu",
    "sum",
    "amax",
    "argmax",
    "sumRows",
    "sumColumns",
    "amaxRows",
    "logsumexp",
    "softmax",
    "logSoftmax",
    "layerNorm",
    "addInner",
    "addMiddle",
    "addOuter"
  })
  public String operator = "";

  @Param({"FLOAT32", "FLOAT64"})
  public DType dtype = FLOAT32;

  @Param({"1000", "100000", "1000000"})
  public int size;

  @Param({"existing", "fresh"})
  public String form = "";

  private Supplier<Object> work = Object::new;

  @Setup(Level.Trial)
  public void prepare() {
    MixedLoad.run(Duration.ofMillis(500));
    Tensor x = Key.of(1).uniform(Shape.of(size), dtype).mul(4).sub(2);
    Tensor y = Key.of(2).uniform(Shape.of(size), dtype).add(0.5);
    work = form.equals("fresh") ? fresh(x, y) : existing(x, y);
  }

  @Benchmark
  public Object run() {
    return work.get();
  }

  /** Of a row. */
  private int length() {
    return Math.min(1000, size / 10);
  }

  private Supplier<Object> fresh(Tensor x, Tensor y) {
    Tensor rows = x.reshape(-1, length());
    Tensor cube = x.reshape(-1, length() / 10, 10);
    Tensor perRow = y.narrow(0, 0, size / length()).reshape(-1, 1);
    Tensor perLine = y.narrow(0, 0, size / length() * 10).reshape(-1, 1, 10);
    Tensor perColumn = y.narrow(0, 0, length());
    return switch (operator) {
      case "add" -> () -> x.add(y);
      case "mul" -> () -> x.mul(y);
      case "div" -> () -> x.div(y);
      case "maximum" -> () -> x.maximum(y);
      case "pow" -> () -> y.pow(x);
      case "relu" -> x::relu;
      case "abs" -> x::abs;
      case "sqrt" -> y::sqrt;
      case "exp" -> x::exp;
      case "expm1" -> x::expm1;
      case "log" -> y::log;
      case "log1p" -> y::log1p;
      case "sin" -> x::sin;
      case "cos" -> x::cos;
      case "tanh" -> x::tanh;
      case "sigmoid" -> x::sigmoid;
      case "erf" -> x::erf;
      case "lgamma" -> y::lgamma;
      case "gelu" -> x::gelu;
      case "sum" -> x::sum;
      case "amax" -> x::amax;
      case "argmax" -> () -> x.argmax(0);
      case "sumRows" -> () -> rows.sum(1);
      case "sumColumns" -> () -> rows.sum(0);
      case "amaxRows" -> () -> rows.amax(1);
      case "logsumexp" -> () -> rows.logsumexp(1);
      case "softmax" -> () -> rows.softmax(1);
      case "logSoftmax" -> () -> rows.logSoftmax(1);
      case "layerNorm" -> () -> Normalisations.layerNorm(rows, 1, null, null, 1e-5);
      case "addInner" -> () -> rows.add(perRow);
      case "addMiddle" -> () -> cube.add(perLine);
      case "addOuter" -> () -> rows.add(perColumn);
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private Supplier<Object> existing(Tensor x, Tensor y) {
    OpenLoops loops = new OpenLoops(x, y);
    OpenLoops second = new OpenLoops(y, x);
    int length = length();
    return switch (operator) {
      case "add" -> () -> loops.binary(Arithmetic.ADD);
      case "mul" -> () -> loops.binary(Arithmetic.MUL);
      case "div" -> () -> loops.binary(Arithmetic.DIV);
      case "maximum" -> () -> loops.binary(Pairs.MAXIMUM);
      case "pow" -> () -> second.binary(Arithmetic.POW);
      case "relu" -> () -> loops.unary(Powers.RELU);
      case "abs" -> () -> loops.unary(Powers.ABS);
      case "sqrt" -> () -> second.unary(Powers.SQRT);
      case "exp" -> () -> loops.unary(Exponentials.EXP);
      case "expm1" -> () -> loops.unary(Exponentials.EXPM1);
      case "log" -> () -> second.unary(Exponentials.LOG);
      case "log1p" -> () -> second.unary(Exponentials.LOG1P);
      case "sin" -> () -> loops.unary(Trigonometry.SIN);
      case "cos" -> () -> loops.unary(Trigonometry.COS);
      case "tanh" -> () -> loops.unary(Trigonometry.TANH);
      case "sigmoid" -> () -> loops.unary(Exponentials.SIGMOID);
      case "erf" -> () -> loops.unary(Specials.ERF);
      case "lgamma" -> () -> second.unary(Specials.LGAMMA);
      case "gelu" -> () -> loops.unary(Specials.GELU);
      case "softmax" -> () -> loops.softmax(length);
      case "logSoftmax" -> () -> loops.logSoftmax(length);
      case "layerNorm" -> () -> loops.standardise(length);
      default -> fresh(x, y);
    };
  }
}
