package dev.leibniz.property;

import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacfwd;
import static dev.leibniz.Functional.jacrev;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;

import dev.leibniz.Option;
import dev.leibniz.Tensor;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What must hold for any program, tried on random ones. */
class RandomProgramsTest {
  private static final long SEED = Long.getLong("leibniz.seed", 1);
  private static final int PROGRAMS = Integer.getInteger("leibniz.programs", 200);

  @TestFactory
  Stream<DynamicTest> derivativesOfRandomProgramsAgree() {
    return LongStream.range(0, PROGRAMS)
        .map(i -> 1000 * SEED + i)
        .mapToObj(seed ->
            DynamicTest.dynamicTest("program " + seed, () -> new Trial(Program.of(seed)).run()));
  }

  /** One program at one point, along one direction. */
  private static final class Trial {
    private final Program f;
    private final Function<Tensor, Tensor> g;
    private final Random random;
    private final Tensor x;
    private final Tensor v;

    Trial(Program f) {
      this.f = f;
      this.g = f::scalar;
      this.random = new Random(~f.seed());
      this.x = f.point(random);
      this.v = f.point(random);
    }

    void run() {
      try {
        modesAreTransposed();
        jacobiansAgree();
        hessiansAgree();
        secondOrderAgrees();
        batchesEqualLoops();
        levelZeroAgrees();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(e.getMessage() + "\nat " + x + "\nalong " + v + "\n" + f, e);
      }
    }

    private void modesAreTransposed() {
      Tensor tangent = jvp(f, x, v).tangent();
      require("linearize", linearize(f, x).apply(v), tangent);
      Tensor ct = new Program(0, tangent.shape(), f.statements()).point(random);
      Tensor cotangent = vjp(f, x).apply(ct);
      require("vjp", cotangent.mul(v).sum(), tangent.mul(ct).sum());
    }

    private void jacobiansAgree() {
      Tensor j = jacrev(f).apply(x);
      require("jacfwd", jacfwd(f).apply(x), j);
      Tensor product = j.reshape(-1, x.size()).matmul(v.reshape(x.size(), 1));
      Tensor tangent = jvp(f, x, v).tangent();
      require("jacobian times v", product.reshape(tangent.shape()), tangent);
    }

    private void hessiansAgree() {
      Tensor h = hessian(g, x);
      int n = x.size();
      require("transposed hessian", h.reshape(n, n).mT(), h.reshape(n, n));
      for (int rows = 1; rows <= 3; rows++) {
        for (Option.Strategy s : Option.Strategy.values()) {
          require(s + " by " + rows, hessian(g, x, s, chunkSize(rows)), h);
        }
      }
      require("reverse over forward", jacrev(z -> jacfwd(g).apply(z)).apply(x), h);
      require("forward over forward", jacfwd(z -> jacfwd(g).apply(z)).apply(x), h);
    }

    private void secondOrderAgrees() {
      Tensor expected = hvp(g, x).apply(v);
      require("vhp", vhp(g, x).apply(v), expected);
      require("jvp of grad", jvp((Tensor z) -> grad(g, z), x, v).tangent(), expected);
      require("grad of grad", grad((Tensor z) -> grad(g, z).mul(v).sum(), x), expected);
      require("grad of jvp", grad((Tensor z) -> jvp(g, z, v).tangent(), x), expected);
    }

    private void batchesEqualLoops() {
      Tensor y = f.point(random);
      Tensor both = Tensor.stack(0, x, y);
      require("vmap", vmap(f).apply(both), Tensor.stack(0, f.apply(x), f.apply(y)));
      Tensor gradients = Tensor.stack(0, grad(g, x), grad(g, y));
      require("vmap of grad", vmap((Tensor z) -> grad(g, z)).apply(both), gradients);
      require("grad of vmap", grad((Tensor z) -> vmap(g).apply(z).sum(), both), gradients);
      require(
          "vmap of hvp",
          vmap((Tensor z) -> hvp(g, z).apply(v)).apply(both),
          Tensor.stack(0, hvp(g, x).apply(v), hvp(g, y).apply(v)));
      require(
          "jvp of vmap of grad",
          jvp((Tensor z) -> vmap((Tensor w) -> grad(g, w)).apply(z), both, Tensor.stack(0, v, v))
              .tangent(),
          Tensor.stack(0, hvp(g, x).apply(v), hvp(g, y).apply(v)));
    }

    private void levelZeroAgrees() {
      Tensor leaf = x.requiresGrad();
      f.scalar(leaf).backward();
      require("backward", Objects.requireNonNull(leaf.grad()), grad(g, x));
    }

    private static void require(String what, Tensor actual, Tensor expected) {
      if (!actual.allClose(expected, 1e-8, 1e-9)) {
        throw new AssertionError(what + " gives " + actual + " and should give " + expected);
      }
    }
  }
}
