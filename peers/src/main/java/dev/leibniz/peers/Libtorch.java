package dev.leibniz.peers;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's C++ library through Bytedeco's bindings. Each call frees what it has made, as one must
 * there.
 */
final class Libtorch implements Library {
  private final Sizes size;

  /** A loss, and where. */
  private record Problem(List<Tensor> point, Function<List<Tensor>, Tensor> loss) {}

  Libtorch(Sizes size, int threads) {
    try {
      // Without this the first use of an empty cache ends in a crash.
      Loader.cacheResources("/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    this.size = size;
    torch.set_num_threads(threads);
    torch.manual_seed(0);
  }

  @Override
  public String route() {
    return "Tensor.backward";
  }

  @Override
  public String blas() {
    return "libtorch 2.10.0";
  }

  @Override
  public Optional<Supplier<?>> forward(String workload) {
    return problem(workload)
        .map(p ->
            () -> {
              try (PointerScope _ = new PointerScope();
                  NoGradGuard _ = new NoGradGuard()) {
                return p.loss().apply(p.point()).item_double();
              }
            });
  }

  @Override
  public Optional<Supplier<?>> backward(String workload) {
    return problem(workload)
        .map(p ->
            () -> {
              try (PointerScope _ = new PointerScope()) {
                List<Tensor> leaves =
                    p.point().stream().map(t -> t.detach().requires_grad_(true)).toList();
                p.loss().apply(leaves).backward();
                return leaves.stream().map(l -> l.grad().numel()).toList();
              }
            });
  }

  private Optional<Problem> problem(String workload) {
    return Optional.ofNullable(
        switch (workload) {
          case "mlp" -> perceptron();
          case "multiheadattn" -> attention();
          case "ppl_simple_reg" -> simpleRegression();
          case "ppl_robust_reg" -> robustRegression();
          default -> operation(workload);
        });
  }

  private @Nullable Problem operation(String name) {
    long n = size.of(1 << 10, 1 << 16, 1 << 20);
    long side = size.of(32, 256, 1024);
    Tensor c = centred(side, side);
    Tensor v = centred(n);
    return switch (name) {
      case "op-chain" -> of(centred(1), x -> chain(x).sum());
      case "op-arithmetic" -> of(centred(n), x -> x.mul(v).add(x).sum());
      case "op-elementwise" -> of(centred(n), x -> x.tanh().exp().sum());
      case "op-broadcasting" -> of(centred(side), x -> c.mul(x).add(x.unsqueeze(1)).sum());
      case "op-softmax" -> of(centred(side, side), x -> x.softmax(-1).mul(c).sum());
      case "op-matmul" -> of(centred(side, side), x -> x.matmul(c).sum());
      case "op-convolution" -> convolution();
      case "op-shape" ->
          of(
              centred(side, side),
              x ->
                  torch
                      .cat(new TensorVector(x.mT(), x.narrow(0, 0, side / 2)), 0)
                      .reshape(-1, 2)
                      .square()
                      .sum());
      case "op-sorting" ->
          of(centred(side, side), x -> x.sort(-1, false).get0().cumsum(-1).square().sum());
      case "op-linalg" -> {
        long k = size.of(8, 64, 256);
        Tensor eye = torch.eye(k).mul(new Scalar(k));
        Tensor b = centred(k, 4);
        yield of(centred(k, k), x -> torch.linalg_solve(x.add(eye), b).sum());
      }
      default -> null;
    };
  }

  private static Problem of(Tensor point, Function<Tensor, Tensor> loss) {
    return new Problem(List.of(point), p -> loss.apply(p.getFirst()));
  }

  private static Tensor chain(Tensor x) {
    return Stream.iterate(x, y -> y.mul(x)).skip(100).findFirst().orElseThrow();
  }

  private Problem convolution() {
    long planes = size.of(4, 16, 64);
    Tensor x = torch.rand(2, planes, 16, 16);
    long[] one = {1};
    return new Problem(
        List.of(centred(planes, planes, 3, 3), centred(planes)),
        p ->
            torch
                .max_pool2d(
                    torch.conv2d(x, p.get(0), new TensorOptional(p.get(1)), one, one, one, 1), 2)
                .sum());
  }

  private Problem perceptron() {
    long inputs = size.of(12, 256, 784);
    long units = size.of(16, 128, 512);
    long examples = size.of(8, 64, 256);
    Tensor x = torch.rand(examples, inputs);
    Tensor y = torch.rand(examples, 10);
    return new Problem(
        List.of(centred(units, inputs), centred(units), centred(10, units), centred(10)),
        p -> {
          Tensor hidden = torch.linear(x, p.get(0), p.get(1)).tanh();
          return torch.linear(hidden, p.get(2), p.get(3)).sub(y).square().mean();
        });
  }

  private static Problem attention() {
    Tensor query = torch.rand(6, 64, 10);
    Tensor key = torch.rand(10, 64, 10);
    Tensor bias = torch.rand(1, 1, 10).expand(1, 64, 10);
    Tensor seen = torch.zeros(6, 1);
    Tensor mask =
        torch.cat(new TensorVector(torch.rand(6, 10).round(), seen), 1).gt(new Scalar(0.5));
    return new Problem(
        Stream.generate(() -> centred(10, 10)).limit(4).toList(),
        p -> {
          Tensor q = heads(torch.linear(query, p.get(0))).mul(new Scalar(Math.sqrt(0.5)));
          Tensor k = heads(torch.cat(new TensorVector(torch.linear(key, p.get(1)), bias), 0));
          Tensor v = heads(torch.cat(new TensorVector(torch.linear(key, p.get(2)), bias), 0));
          Tensor weights = q.bmm(k.transpose(1, 2)).masked_fill(mask, new Scalar(-1e8)).softmax(-1);
          Tensor joined = weights.bmm(v).transpose(0, 1).reshape(6, 64, 10);
          return torch.linear(joined, p.get(3)).sum().add(weights.sum());
        });
  }

  private static Tensor heads(Tensor x) {
    return x.reshape(x.size(0), 320, 2).transpose(0, 1);
  }

  private static Problem simpleRegression() {
    Tensor x = torch.rand(10, 11);
    Tensor y = torch.rand(10, 1);
    return of(
        centred(11, 1),
        beta -> {
          Tensor logits = x.matmul(beta);
          Tensor likelihood = y.mul(logits).sub(torch.softplus(logits)).sum();
          return likelihood.add(
              beta.square()
                  .mul(new Scalar(-0.5))
                  .sub(new Scalar(0.5 * Math.log(2 * Math.PI)))
                  .sum());
        });
  }

  private static Problem robustRegression() {
    Tensor x = torch.rand(10, 11);
    Tensor y = torch.rand(10, 1);
    Tensor shape = torch.rand(1, 1);
    Tensor rate = torch.rand(1, 1);
    Tensor rates = torch.rand(10, 1);
    Tensor mean = torch.rand(11, 1);
    Tensor scale = torch.rand(11, 1);
    return new Problem(
        List.of(torch.rand(1, 1).add(new Scalar(1)), centred(10, 1), centred(11, 1)),
        p -> {
          Tensor nu = p.get(0);
          Tensor beta = p.get(2);
          Tensor mu = x.matmul(beta);
          Tensor s = p.get(1).exp();
          Tensor ofNu =
              torch
                  .xlogy(shape, rate)
                  .add(torch.xlogy(shape.sub(new Scalar(1)), nu))
                  .sub(rate.mul(nu))
                  .sub(shape.lgamma());
          Tensor ofSigma = rates.log().sub(rates.mul(s)).add(p.get(1));
          Tensor ofBeta =
              beta.sub(mean)
                  .square()
                  .div(scale.square().mul(new Scalar(-2)))
                  .sub(scale.log())
                  .sub(new Scalar(0.5 * Math.log(2 * Math.PI)));
          return student(y, nu, mu, s)
              .add(ofNu)
              .sum()
              .add(student(y, nu, mu, s).add(ofSigma).sum())
              .add(student(y, nu, mu, s).add(ofBeta).sum());
        });
  }

  /** The logarithm of Student's density, added up. */
  private static Tensor student(Tensor y, Tensor nu, Tensor mu, Tensor s) {
    Scalar half = new Scalar(0.5);
    Tensor more = nu.add(new Scalar(1)).mul(half);
    Tensor norm =
        s.log()
            .add(nu.log().mul(half))
            .add(new Scalar(0.5 * Math.log(Math.PI)))
            .add(nu.mul(half).lgamma())
            .sub(more.lgamma());
    return y.sub(mu).div(s).square().div(nu).log1p().mul(more).neg().sub(norm).sum();
  }

  private static Tensor centred(long... dims) {
    return torch.rand(dims).sub(new Scalar(0.5));
  }
}
