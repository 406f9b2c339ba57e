/**
 * Automatic differentiation for Java: tensors, and derivatives of functions of them to any order.
 *
 * <p>Start with {@link dev.leibniz.Tensor} and {@link dev.leibniz.Functional}.
 */
@org.jspecify.annotations.NullMarked
module dev.leibniz {
  requires static transitive org.jspecify;
  requires static jdk.incubator.vector;

  exports dev.leibniz;
  exports dev.leibniz.distributions;
  exports dev.leibniz.io;
  exports dev.leibniz.nn;
  exports dev.leibniz.optim;
  exports dev.leibniz.optim.solver;
  exports dev.leibniz.tree;
  exports dev.leibniz.spi;

  uses dev.leibniz.spi.Blas;
  uses dev.leibniz.spi.NetworkKernels;
}
