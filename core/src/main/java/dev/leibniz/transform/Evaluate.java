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
    return op.eval(x);
  }

  static Tensor two(Op.Two op, Dense x, Dense y) {
    if (OpCount.ENABLED) {
      OpCount.add(op);
    }
    return op.eval(x, y);
  }

  static Tensor[] many(Op.Many op, Tensor[] in) {
    if (OpCount.ENABLED) {
      OpCount.add(op);
    }
    Dense[] dense = new Dense[in.length];
    for (int i = 0; i < in.length; i++) {
      dense[i] = (Dense) in[i];
    }
    return op.eval(dense);
  }
}
