package dev.leibniz.transform;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Op;

/** The bottom interpreter: kernels. */
final class Evaluate {
  private Evaluate() {}

  static Tensor one(Op.One op, Dense x) {
    if (OpCount.ENABLED) {
      OpCount.add(op);
    }
    Dense y = op.eval(x);
    if (Anomaly.isOpen()) {
      look(op, y, x);
    }
    return y;
  }

  static Tensor two(Op.Two op, Dense x, Dense y) {
    if (OpCount.ENABLED) {
      OpCount.add(op);
    }
    Dense z = op.eval(x, y);
    if (Anomaly.isOpen()) {
      look(op, z, x, y);
    }
    return z;
  }

  static Tensor[] many(Op.Many op, Tensor[] in) {
    if (OpCount.ENABLED) {
      OpCount.add(op);
    }
    Dense[] dense = new Dense[in.length];
    for (int i = 0; i < in.length; i++) {
      dense[i] = (Dense) in[i];
    }
    Dense[] out = op.eval(dense);
    if (Anomaly.isLoud()) {
      Anomaly.check(op, out, in);
    }
    return out;
  }

  private static void look(Op op, Tensor out, Tensor... in) {
    if (Anomaly.isLoud()) {
      Anomaly.check(op, new Tensor[] {out}, in);
    }
  }
}
