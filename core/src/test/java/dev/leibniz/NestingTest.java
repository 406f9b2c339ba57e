package dev.leibniz;

import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.valueAndGrad;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Option.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What stays attached to what: the classical graph with and without createGraph, and outer calls.
 */
class NestingTest {
  private final Tensor x = Tensor.of(1, 2);
  private final Tensor w = Tensor.scalar(3);
  private final Tensor direction = Tensor.of(1, 1);

  /** Everything that can be had of Σ w z², each attached to x0 and w0 if the options say so. */
  private static List<Tensor> results(Tensor x0, Tensor w0, Tensor v, Option... options) {
    TensorFunction f = z -> z.square().mul(w0);
    TensorFunction s = z -> f.apply(z).sum();
    List<Tensor> all = new ArrayList<>();
    all.add(jacobian(f, x0, options));
    all.add(hessian(z -> s.apply(z).mul(z.sum()), x0, options));
    all.add(jacobian((Tuple t) -> f.apply(t.get(0)), Tuple.of(x0), options).at(0, 0));
    all.add(grad(s, x0, options));
    all.add(valueAndGrad(s, x0, options).value());
    all.add(valueAndGrad(s, x0, options).grad());
    all.add(vjp(f, x0, options).value());
    all.add(vjp(f, x0, options).apply(v));
    all.add(linearize(f, x0, options).value());
    all.add(linearize(f, x0, options).apply(v));
    all.add(jvp(f, x0, v, options).value());
    all.add(jvp(f, x0, v, options).tangent());
    all.add(hvp(s, x0, options).value());
    all.add(hvp(s, x0, options).grad());
    all.add(hvp(s, x0, options).apply(v));
    all.add(vhp(s, x0, options).value());
    all.add(vhp(s, x0, options).grad());
    all.add(vhp(s, x0, options).apply(v));
    return all;
  }

  @Test
  void resultsAreConstantsToTheClassicalGraphWithoutCreateGraph() {
    List<Tensor> all = results(x.requiresGrad(), w.requiresGrad(), direction.requiresGrad());
    for (int i = 0; i < all.size(); i++) {
      assertThatTensor(all.get(i)).as("result %s", i).isConstant();
    }
  }

  @Test
  void resultsStayAttachedWithCreateGraph() {
    List<Tensor> all = results(x.requiresGrad(), w.requiresGrad(), direction, createGraph());
    for (int i = 0; i < all.size(); i++) {
      assertThatTensor(all.get(i)).as("result %s", i).isAttached();
    }
  }

  @Test
  void createGraphIsNoReasonToRequireGrad() {
    for (Tensor t : results(x, w, direction, createGraph())) {
      assertThatTensor(t).isConstant();
    }
  }

  @Test
  void backwardDifferentiatesAResultWithCreateGraph() {
    for (Strategy s : Strategy.values()) {
      Tensor x0 = x.requiresGrad();
      Tensor w0 = w.requiresGrad();
      jacobian(z -> z.square().mul(w0), x0, createGraph(), s).sum().backward();
      assertThatTensor(x0.grad()).as("%s", s).holds(6, 6);
      assertThatTensor(w0.grad()).as("%s", s).holds(6);
    }
    Tensor x0 = x.requiresGrad();
    hessian(z -> z.pow(3).sum(), x0, createGraph()).square().sum().backward();
    assertThatTensor(x0.grad()).holds(72, 144);
    x0.zeroGrad();
    hvp(z -> z.pow(3).sum(), x0, createGraph()).apply(direction).sum().backward();
    assertThatTensor(x0.grad()).holds(6, 6);
    Tensor v0 = direction.requiresGrad();
    jvp(z -> z.square(), x, v0, createGraph()).tangent().sum().backward();
    assertThatTensor(v0.grad()).holds(2, 4);
  }

  @Test
  void gradOfTensorsIsNeverTouched() {
    Tensor x0 = x.requiresGrad();
    Tensor w0 = w.requiresGrad();
    results(x0, w0, direction);
    results(x0, w0, direction, createGraph());
    assertThat(x0.grad()).isNull();
    assertThat(w0.grad()).isNull();
  }

  @Test
  void anInnerCallNeedsNoCreateGraph() {
    assertThatTensor(grad(a -> jacobian(z -> z.square().mul(a), x).sum(), w)).holds(6);
    assertThatTensor(grad(a -> jacobian(z -> z.square().mul(z), a).sum(), x)).holds(6, 12);
    assertThatTensor(grad(a -> hessian(z -> z.pow(3).mul(a).sum(), x).sum(), w)).holds(18);
    assertThatTensor(grad(a -> vjp(z -> z.square(), a).apply(direction).sum(), x)).holds(2, 2);
    assertThatTensor(grad(a -> linearize(z -> z.square(), a).apply(direction).sum(), x))
        .holds(2, 2);
    assertThatTensor(grad(a -> vjp(z -> z.square(), x).apply(a).sum(), x)).holds(2, 4);
    assertThatTensor(grad(a -> jvp(z -> z.square(), a, direction).tangent().sum(), x)).holds(2, 2);
    assertThatTensor(grad(a -> jvp(z -> z.square(), x, a).tangent().sum(), x)).holds(2, 4);
    assertThatTensor(grad(a -> valueAndGrad(z -> z.pow(3).sum(), a).value(), x)).holds(3, 12);
    assertThatTensor(grad(a -> vjp(z -> z.pow(3), a).value().sum(), x)).holds(3, 12);
    assertThatTensor(grad(a -> hvp(z -> z.pow(3).sum(), a).value(), x)).holds(3, 12);
    assertThatTensor(grad(a -> hvp(z -> z.pow(3).sum(), a).grad().sum(), x)).holds(6, 12);
    assertThatTensor(jvp(a -> grad(z -> z.pow(3).sum(), a), x, direction).tangent()).holds(6, 12);
    assertThatTensor(jacobian(a -> jacobian(z -> z.square(), a), x)).hasShape(2, 2, 2);
    assertThatTensor(vmap((Tensor a) -> grad(z -> z.mul(z).mul(a), a)).apply(x)).holds(2, 8);
  }

  @Test
  void theClassicalGraphIsSeenThroughInnerCallsWithoutCreateGraph() {
    Tensor x0 = x.requiresGrad();
    grad(a -> jacobian(z -> z.square().mul(a), x0).sum(), w, createGraph()).backward();
    assertThatTensor(x0.grad()).holds(2, 2);
    Tensor v0 = Tensor.scalar(2).requiresGrad();
    grad(a -> grad(z -> z.mul(v0).sum().add(a), x).mul(a).sum(), w, createGraph()).backward();
    assertThatTensor(v0.grad()).as("the inner result depends on level 0 alone").holds(2);
  }

  @Test
  void vmapIsAnOperationLikeAnyOtherToTheClassicalGraph() {
    Tensor x0 = x.requiresGrad();
    vmap((Tensor z) -> z.square()).apply(x0).sum().backward();
    assertThatTensor(x0.grad()).holds(2, 4);
  }

  @Test
  void detachCutsEveryLevel() {
    Tensor x0 = x.requiresGrad();
    assertThatTensor(x0.square().detach()).isConstant();
    assertThatTensor(grad(a -> a.mul(a.detach()).sum(), x)).holds(1, 2);
    assertThatTensor(jvp(a -> a.mul(a.detach()), x, direction).tangent()).holds(1, 2);
    assertThatTensor(grad(a -> grad(z -> z.detach().mul(z).mul(a).sum(), a).sum(), x)).holds(1, 2);
    assertThatTensor(grad(a -> grad(z -> z.mul(a.detach()).sum(), a).sum(), x)).holds(0, 0);
    assertThatTensor(vmap((Tensor a) -> grad(z -> z.mul(z.detach()), a)).apply(x)).holds(1, 2);
    Tensor g = grad(a -> a.mul(x0.detach()).sum(), x0, createGraph());
    assertThatTensor(g).isConstant().holds(1, 2);
  }

  @Test
  void noGradConcernsTheClassicalGraphAlone() {
    Tensor x0 = x.requiresGrad();
    assertThatTensor(Autograd.noGrad(() -> grad(z -> z.pow(3).sum(), x))).holds(3, 12);
    assertThatTensor(grad(z -> Autograd.noGrad(() -> z.pow(3)).sum(), x)).holds(3, 12);
    assertThatTensor(Autograd.noGrad(() -> hessian(z -> z.pow(3).sum(), x0)))
        .isConstant()
        .holds(6, 0, 0, 12);
  }
}
