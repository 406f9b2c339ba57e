package dev.leibniz;

import dev.leibniz.transform.Forward;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Reverse;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * True forward mode along one direction: nothing is recorded. What strict asks only a graph can
 * tell, so that strict records one and pushes the direction through it.
 */
final class Tangents {
  private Tangents() {}

  static <P, R> Functional.Jvp<R> jvp(
      Function<? super P, ? extends R> f, P point, P v, Options options) {
    Structure.requireVector("jvp", "direction v", v, point);
    if (options.strict()) {
      Recording<P, R> recording = new Recording<>("jvp", f, point, options);
      return new Functional.Jvp<>(recording.out(), recording.push(v));
    }
    return options.createGraph()
        ? Reverse.recorded(() -> forward(f, point, v, options))
        : forward(f, point, v, options);
  }

  private static <P, R> Functional.Jvp<R> forward(
      Function<? super P, ? extends R> f, P point, P v, Options options) {
    Parameters<P> in = Parameters.ofPoint("jvp", point, options.active());
    Tensor[] xs = in.active();
    Tensor[] vs = in.vector("jvp", "direction v", v);
    Forward run = new Forward("jvp", f);
    Tensor[] duals = new Tensor[xs.length];
    for (int i = 0; i < xs.length; i++) {
      duals[i] = run.lift(xs[i], vs[i]);
    }
    R y;
    try {
      y = Structure.given("jvp", f.apply(in.with(duals)));
    } finally {
      run.end();
    }
    Tensor[] out = Structure.parameters(y);
    Tensor[] tangents = new Tensor[out.length];
    for (int i = 0; i < out.length; i++) {
      Tensor tangent = run.tangent(out[i]);
      tangents[i] = tangent == null ? out[i].zerosLike() : finished(tangent, run, options);
    }
    R value = Structure.each(y, t -> finished(run.primal(t), run, options));
    return new Functional.Jvp<>(value, Structure.with(value, tangents));
  }

  private static Tensor finished(Tensor t, Forward run, Options options) {
    return options.createGraph() || run.isNested() ? t : Numbers.cutLevelZero(t);
  }

  /** t ↦ dⁿ formula / dtⁿ. */
  static DoubleUnaryOperator nthDerivative(
      int n, Function<? super Tensor, ? extends Tensor> formula) {
    if (n < 0) {
      throw new LeibnizException("nthDerivative: the order " + n + " is negative");
    }
    Function<Tensor, Tensor> f = formula::apply;
    for (int i = 0; i < n; i++) {
      Function<Tensor, Tensor> g = f;
      f = t -> Functional.<Tensor, Tensor>jvp(g, t, t.onesLike()).tangent();
    }
    Function<Tensor, Tensor> last = f;
    return t -> last.apply(Tensor.scalar(t)).item();
  }
}
