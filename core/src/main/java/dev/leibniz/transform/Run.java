package dev.leibniz.transform;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Op;

/**
 * Where ops and interpreters meet: an op goes to the highest level among its inputs; with no tracer
 * among them it is evaluated.
 */
public final class Run {
  private Run() {}

  public static Tensor one(Op.One op, Tensor x) {
    if (x instanceof Tracer t) {
      return t.run.live(op).one(op, x);
    }
    return Evaluate.one(op, (Dense) x);
  }

  public static Tensor two(Op.Two op, Tensor x, Tensor y) {
    if (x instanceof Tracer a) {
      Interpreter run = y instanceof Tracer b && b.run.level > a.run.level ? b.run : a.run;
      return run.live(op).two(op, x, y);
    }
    if (y instanceof Tracer b) {
      return b.run.live(op).two(op, x, y);
    }
    return Evaluate.two(op, (Dense) x, (Dense) y);
  }

  public static Tensor[] many(Op.Many op, Tensor... in) {
    Interpreter top = null;
    for (Tensor x : in) {
      if (x instanceof Tracer t && (top == null || t.run.level > top.level)) {
        top = t.run;
      }
    }
    if (top != null) {
      return top.live(op).many(op, in);
    }
    return Evaluate.many(op, in);
  }
}
