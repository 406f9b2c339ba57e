package dev.leibniz.transform;

import dev.leibniz.Tensor;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Tracer.Dual;
import org.jspecify.annotations.Nullable;

/** Forward mode: a value travels with its tangent, and nothing is recorded. */
public final class Forward extends Interpreter {
  public Forward(String transform, @Nullable Object function) {
    super(transform, function);
  }

  public Tensor lift(Tensor x, Tensor dx) {
    return new Dual(this, seen(x), seen(dx));
  }

  public boolean owns(Tensor x) {
    return x instanceof Dual d && d.run == this;
  }

  public Tensor primal(Tensor x) {
    return x instanceof Dual d && d.run == this ? d.primal : seen(x);
  }

  /** The tangent, or null for zero. */
  public @Nullable Tensor tangent(Tensor x) {
    return x instanceof Dual d && d.run == this ? d.tangent : null;
  }

  private Tensor dual(Tensor y, @Nullable Tensor dy) {
    return y.dtype().isFloating() ? new Dual(this, seen(y), seenOrNull(dy)) : y;
  }

  @Override
  Tensor one(Op.One op, Tensor x) {
    Tensor p = primal(x);
    Tensor dx = tangent(x);
    Tensor y = Run.one(op, p);
    return dual(y, dx == null ? null : op.tangent(p, y, dx));
  }

  @Override
  Tensor two(Op.Two op, Tensor x, Tensor y) {
    Tensor p = primal(x);
    Tensor q = primal(y);
    Tensor dx = tangent(x);
    Tensor dy = tangent(y);
    Tensor z = Run.two(op, p, q);
    return dual(z, dx == null && dy == null ? null : op.tangent(p, q, z, dx, dy));
  }

  @Override
  Tensor[] many(Op.Many op, Tensor[] in) {
    Tensor[] p = new Tensor[in.length];
    @Nullable Tensor[] d = new Tensor[in.length];
    boolean moves = false;
    for (int i = 0; i < in.length; i++) {
      p[i] = primal(in[i]);
      d[i] = tangent(in[i]);
      moves |= d[i] != null;
    }
    Tensor[] y = Run.many(op, p);
    @Nullable Tensor[] dy = moves ? op.linearise(p, y).apply(d) : new Tensor[y.length];
    Tensor[] out = new Tensor[y.length];
    for (int i = 0; i < y.length; i++) {
      out[i] = dual(y[i], dy[i]);
    }
    return out;
  }
}
