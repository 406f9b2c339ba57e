package dev.leibniz.peers;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import rapaio.core.distributions.Distribution;
import rapaio.core.distributions.Uniform;
import rapaio.darray.DArray;
import rapaio.darray.Shape;
import rapaio.nn.Autograd;
import rapaio.nn.Tensor;
import rapaio.nn.TensorManager;

/**
 * Rapaio, which is Java throughout. Its graph has no transposition, no products of batches of
 * matrices and no log-gamma function, which leaves out attention and the robust regression.
 */
final class Rapaio implements Library {
  private static final Distribution UNIFORM = Uniform.of(0, 1);
  private static final Distribution CENTRED = Uniform.of(-0.5, 0.5);

  private final Sizes size;
  private final TensorManager tm = TensorManager.ofFloat().seed(0);

  /** A loss, and where. */
  private record Problem(List<DArray<?>> point, Function<List<Tensor>, Tensor> loss) {}

  Rapaio(Sizes size) {
    this.size = size;
  }

  @Override
  public String route() {
    return "Autograd.backward";
  }

  @Override
  public String blas() {
    return "rapaio 8.1.0";
  }

  @Override
  public Optional<Supplier<?>> forward(String workload) {
    return problem(workload).map(p -> () -> p.loss().apply(leaves(p)).value());
  }

  @Override
  public Optional<Supplier<?>> backward(String workload) {
    return problem(workload)
        .map(p ->
            () -> {
              List<Tensor> leaves = leaves(p);
              leaves.forEach(l -> l.requiresGrad(true));
              Tensor loss = p.loss().apply(leaves);
              loss.setGrad(tm.fullArray(loss.shape(), 1));
              Autograd.backward(loss);
              return leaves.stream().map(Tensor::grad).toList();
            });
  }

  private List<Tensor> leaves(Problem p) {
    return p.point().stream().<Tensor>map(a -> tm.var(a)).toList();
  }

  private Optional<Problem> problem(String workload) {
    int n = size.of(1 << 10, 1 << 16, 1 << 20);
    int side = size.of(32, 256, 1024);
    return Optional.ofNullable(
        switch (workload) {
          case "mlp" -> perceptron();
          case "ppl_simple_reg" -> simpleRegression();
          case "op-chain" -> of(centred(1), x -> chain(x).sum());
          case "op-arithmetic" -> {
            Tensor c = tm.var(centred(n));
            yield of(centred(n), x -> x.mul(c).add(x).sum());
          }
          case "op-elementwise" -> of(centred(n), x -> x.tanh().exp().sum());
          case "op-softmax" -> {
            Tensor c = tm.var(centred(side, side));
            yield of(centred(side, side), x -> x.softmax(1).mul(c).sum());
          }
          case "op-matmul" -> {
            Tensor c = tm.var(centred(side, side));
            yield of(centred(side, side), x -> x.bvtm(c).sum());
          }
          default -> null;
        });
  }

  private static Problem of(DArray<?> point, Function<Tensor, Tensor> loss) {
    return new Problem(List.of(point), p -> loss.apply(p.getFirst()));
  }

  private static Tensor chain(Tensor x) {
    Tensor y = x;
    for (int i = 0; i < 100; i++) {
      y = y.mul(x);
    }
    return y;
  }

  private Problem perceptron() {
    int inputs = size.of(12, 256, 784);
    int units = size.of(16, 128, 512);
    int examples = size.of(8, 64, 256);
    Tensor x = tm.var(uniform(examples, inputs));
    Tensor y = tm.var(uniform(examples, 10));
    return new Problem(
        List.of(centred(inputs, units), centred(units), centred(units, 10), centred(10)),
        p -> {
          Tensor hidden = x.bvtm(p.get(0)).add(p.get(1)).tanh();
          Tensor off = hidden.bvtm(p.get(2)).add(p.get(3)).sub(y);
          return off.sqr().sum().mul(1.0 / (examples * 10));
        });
  }

  /** Log densities of Bernoulli's and the standard normal distribution. */
  private Problem simpleRegression() {
    Tensor x = tm.var(uniform(10, 11));
    Tensor y = tm.var(uniform(10, 1));
    return new Problem(
        List.of(centred(11, 1)),
        p -> {
          Tensor beta = p.getFirst();
          Tensor logits = x.bvtm(beta);
          Tensor likelihood = y.mul(logits).sub(logits.exp().add(1).log()).sum();
          Tensor prior = beta.sqr().sum().mul(-0.5).sub(11 * 0.5 * Math.log(2 * Math.PI));
          return likelihood.add(prior);
        });
  }

  private DArray<?> uniform(int... dims) {
    return tm.randomArray(Shape.of(dims), UNIFORM);
  }

  private DArray<?> centred(int... dims) {
    return tm.randomArray(Shape.of(dims), CENTRED);
  }
}
