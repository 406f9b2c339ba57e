package dev.leibniz.microbench;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.Minimum;
import dev.leibniz.optim.solver.NewtonCG;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * Logistic regression of 569 × 30 measurements, FLOAT64, by Newton's method with conjugate
 * gradients. The data are read from the checkout, in whose root this has to be started.
 */
public class NewtonCGSearch extends Measured {
  private static final Path DATA =
      Path.of("examples/src/main/resources/dev/leibniz/examples/tour/breast_cancer.csv");

  /** The least loss, to which the peer is held too. */
  private static final double MINIMUM = 37.758945961875966;

  private Tensor signed = Tensor.scalar(0);

  /** Reads, standardises, appends ones and gives each row the sign of its class. */
  @Setup
  public void read() throws IOException {
    List<String> lines = Files.readAllLines(DATA);
    double[] numbers =
        lines.stream()
            .skip(1)
            .flatMap(l -> Stream.of(l.split(",")))
            .mapToDouble(Double::parseDouble)
            .toArray();
    int n = lines.size() - 1;
    Tensor data = Tensor.of(numbers).reshape(n, 31);
    Tensor x = data.narrow(1, 0, 30);
    Tensor centred = x.sub(x.mean(0));
    Tensor standard = centred.div(centred.square().mean(0).sqrt());
    Tensor rows = Tensor.cat(1, standard, Tensor.ones(n, 1));
    signed = rows.mul(data.narrow(1, 30, 1).mul(2).sub(1));
    double found = fit().value();
    if (Math.abs(found - MINIMUM) > 1e-9) {
      throw new IllegalStateException("ended at " + found + " and not at " + MINIMUM);
    }
  }

  private Tensor loss(Tensor w) {
    Tensor misfit = signed.matmul(w).logSigmoid().sum().neg();
    return misfit.add(w.narrow(0, 0, 30).square().sum().div(2));
  }

  @Benchmark
  public Minimum<Tensor> fit() {
    return NewtonCG.of().minimize(this::loss, Tensor.zeros(31).to(DType.FLOAT64));
  }
}
