package dev.leibniz.transform;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.GraphException;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors that were stored outside the function that they belong to. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class EscapeTest {
  private final Tensor x = Tensor.of(1, 2);
  private final List<Tensor> escaped = new ArrayList<>();

  private final TensorFunction storing =
      z -> {
        Tensor y = z.exp();
        escaped.add(y);
        return y.sum();
      };

  private void requireTold(String transform) {
    assertThat(escaped).isNotEmpty();
    for (Tensor t : escaped) {
      assertThatThrownBy(t::sin)
          .isInstanceOf(GraphException.class)
          .hasMessageContaining("sin")
          .hasMessageContaining("outlived the " + transform)
          .hasMessageContaining("return it from the function");
      assertThatThrownBy(() -> t.mul(2.0)).isInstanceOf(GraphException.class);
      assertThatThrownBy(() -> x.add(t)).isInstanceOf(GraphException.class);
      assertThatThrownBy(() -> Tensor.cat(0, x, t)).isInstanceOf(GraphException.class);
      assertThatThrownBy(() -> t.logsumexp(0)).isInstanceOf(GraphException.class);
      assertThatThrownBy(() -> grad(z -> z.mul(t).sum(), x)).isInstanceOf(GraphException.class);
      assertThatThrownBy(() -> grad(z -> z.square().sum(), t)).isInstanceOf(GraphException.class);
      assertThatThrownBy(() -> vmap((Tensor z) -> z.mul(t)).apply(x))
          .isInstanceOf(GraphException.class);
    }
    escaped.clear();
    assertThatTensor(grad(z -> z.square().sum(), x)).holds(2, 4);
  }

  @Test
  void theTransformAndTheFunctionAreNamed() {
    grad(storing, x);
    requireTold("grad of a lambda in EscapeTest");
    jvp(storing, x, x);
    requireTold("jvp of a lambda in EscapeTest");
    assertThatTensor(vmap(storing).apply(Tensor.ones(3, 2))).hasShape(3);
    requireTold("vmap of a lambda in EscapeTest");
    jacobian(storing, x);
    requireTold("jacobian of a lambda in EscapeTest");
    vjp(storing, x);
    requireTold("vjp of a lambda in EscapeTest");
    linearize(storing, x);
    requireTold("linearize of a lambda in EscapeTest");
    hvp(storing, x);
    requireTold("hvp of a lambda in EscapeTest");
  }

  @Test
  void aLambdaIsNamedByTheMethodItStandsInAndTheLine() {
    TensorFunction local =
        z -> {
          Tensor y = z.exp();
          escaped.add(y);
          return y.sum();
        };
    callElsewhere(local);
    String method = "aLambdaIsNamedByTheMethodItStandsInAndTheLine (EscapeTest.java:";
    requireTold("grad of a lambda in EscapeTest." + method);
    callElsewhere(z -> local.apply(z.mul(2.0)));
    requireTold("grad of a lambda in EscapeTest." + method);
    grad(storing, x);
    requireTold("grad of a lambda in EscapeTest.<init> (EscapeTest.java:");
    grad(this::stored, x);
    requireTold("grad of EscapeTest.stored (EscapeTest.java:");
    assertThatTensor(grad((a, b) -> a.mul(b).sum()).apply(x, x)).hasShape(2);
    assertThatTensor(grad((a, b) -> stored(a.mul(b))).apply(x, x)).hasShape(2);
    requireTold("grad of a lambda in EscapeTest." + method);
  }

  private void callElsewhere(TensorFunction f) {
    grad(f, x);
  }

  private Tensor stored(Tensor z) {
    Tensor y = z.exp();
    escaped.add(y);
    return y.sum();
  }

  @Test
  void aLambdaThatDoesNothingIsNamedByItsClass() {
    grad(
        z -> {
          escaped.add(z);
          return Tensor.scalar(1);
        },
        x);
    requireTold("grad of a lambda in EscapeTest that made it");
  }

  private static final class Storing implements TensorFunction {
    private final List<Tensor> escaped;

    Storing(List<Tensor> escaped) {
      this.escaped = escaped;
    }

    @Override
    public Tensor apply(Tensor z) {
      escaped.add(z);
      return z.sum();
    }
  }

  @Test
  void aNamedFunctionIsCalledByItsName() {
    grad(new Storing(escaped), x);
    requireTold("grad of Storing");
  }

  @Test
  void anExceptionEndsTheTransformToo() {
    assertThatThrownBy(() ->
            grad(
                z -> {
                  escaped.add(z);
                  throw new IllegalStateException("from the function");
                },
                x))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("from the function");
    requireTold("grad of a lambda");
  }

  @Test
  void anInnerTransformEndsBeforeTheOuterOne() {
    assertThatThrownBy(() ->
            grad(
                a -> {
                  grad(storing, a);
                  return escaped.getFirst().mul(a).sum();
                },
                x))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("outlived");
  }

  @Test
  void numbersAndDetachedCopiesMayLeave() {
    List<Tensor> detached = new ArrayList<>();
    double[] value = new double[1];
    grad(
        z -> {
          detached.add(z.exp().detach());
          value[0] = z.sum().item();
          return z.sum();
        },
        x);
    assertThat(value[0]).isEqualTo(3);
    assertThatTensor(detached.getFirst().add(0.0)).isConstant().isCloseTo(x.exp());
  }

  @Test
  void aPullbackMadeInsideVmapBelongsToIt() {
    List<java.util.function.Function<Tensor, Tensor>> pullbacks = new ArrayList<>();
    Tensor inside =
        vmap(
                (Tensor z) -> {
                  var pullback = vjp((Tensor t) -> t.square(), z);
                  pullbacks.add(pullback);
                  return pullback.apply(Tensor.scalar(1));
                })
            .apply(x);
    assertThatTensor(inside).holds(2, 4);
    assertThatThrownBy(() -> pullbacks.getFirst().apply(Tensor.scalar(1)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("vmap");
  }

  @Test
  void aPullbackMadeOutsideMayBeUsedAnywhere() {
    var pullback = vjp((Tensor t) -> t.square(), x);
    assertThatTensor(grad(v -> pullback.apply(v).sum(), x)).holds(2, 4);
    assertThatTensor(jvp(v -> pullback.apply(v), x, x).tangent()).holds(2, 8);
  }
}
