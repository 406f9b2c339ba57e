package dev.leibniz.microbench;

import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Directions;
import dev.leibniz.nn.LSTM;
import dev.leibniz.nn.Modules;
import dev.leibniz.nn.TransformerEncoder;
import dev.leibniz.nn.TransformerEncoderLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What modules cost beyond their products: an LSTM of 256 features over 100 steps of 32 sequences,
 * and the replacement of the 72 parameters of a transformer's encoder.
 */
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1, timeUnit = TimeUnit.SECONDS)
public class ModuleCosts extends Measured {
  private static final int PARAMETERS = 72;
  private static final Key KEY = Key.of(1);

  private final LSTM lstm = LSTM.of(256, 256, 1, Directions.FORWARD, KEY);
  private final Tensor x = KEY.normal(100, 32, 256).to(DType.FLOAT32);
  private final TransformerEncoder encoder = encoder();
  private final Map<String, Tensor> parameters = Modules.namedParameters(encoder);

  private static TransformerEncoder encoder() {
    List<TransformerEncoderLayer> layers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      layers.add(TransformerEncoderLayer.of(8, 2, 8, KEY));
    }
    return new TransformerEncoder(layers, null);
  }

  @Benchmark
  public Tensor lstmForward() {
    return lstm.apply(x).output();
  }

  @Benchmark
  public LSTM lstmForwardBackward() {
    return Functional.<LSTM>grad(l -> l.apply(x).output().sum(), lstm);
  }

  /** By parameter. */
  @Benchmark
  @OperationsPerInvocation(PARAMETERS)
  public Tensor functionalCall() {
    return Modules.functionalCall(encoder, parameters, m -> x);
  }
}
