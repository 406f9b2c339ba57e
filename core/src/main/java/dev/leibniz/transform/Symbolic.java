package dev.leibniz.transform;

import dev.leibniz.DType;
import dev.leibniz.GraphException;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Tracer.Shadow;

/** Shapes and dtypes only: no kernel runs. */
public final class Symbolic extends Interpreter {
  /** Stands for what a rule did not declare and whose shape is not known either. */
  private static final Symbolic UNDECLARED =
      new Symbolic("value that the rule did not declare", true);

  static final Tensor NOTHING = UNDECLARED.shadow(Shape.SCALAR, DType.FLOAT64);

  private final boolean refuses;

  private Symbolic(String what, boolean refuses) {
    super(what, null);
    this.refuses = refuses;
  }

  static Symbolic tangents() {
    return new Symbolic("symbolic tangent", false);
  }

  Tensor shadow(Shape shape, DType dtype) {
    return new Shadow(this, shape, dtype);
  }

  /** Stand-ins for a function of which only the results' shapes are wanted. */
  public static Tensor[] shadows(Tensor[] like) {
    Symbolic run = new Symbolic("shape", false);
    Tensor[] out = new Tensor[like.length];
    for (int i = 0; i < like.length; i++) {
      out[i] = run.shadow(like[i].shape(), like[i].dtype());
    }
    return out;
  }

  /**
   * A value that a rule said it would not read: it keeps the shape, and tells on a rule that does.
   */
  static Tensor dropped(Shape shape, DType dtype) {
    return UNDECLARED.shadow(shape, dtype);
  }

  private void check(Op op) {
    if (refuses) {
      throw new GraphException(
          op.name() + ": reads a " + this + "; correct keep() of the op whose rule this is");
    }
  }

  @Override
  Tensor one(Op.One op, Tensor x) {
    check(op);
    return shadow(op.shape(x.shape()), op.dtype(x.dtype()));
  }

  @Override
  Tensor two(Op.Two op, Tensor x, Tensor y) {
    check(op);
    return shadow(op.shape(x.shape(), y.shape()), op.dtype(x.dtype(), y.dtype()));
  }

  @Override
  Tensor[] many(Op.Many op, Tensor[] in) {
    check(op);
    Op.Spec[] specs = op.specs(in);
    Tensor[] out = new Tensor[specs.length];
    for (int i = 0; i < specs.length; i++) {
      out[i] = shadow(specs[i].shape(), specs[i].dtype());
    }
    return out;
  }
}
