package dev.leibniz;

import java.util.function.BinaryOperator;

/** A function from two tensors to a tensor: what the transforms of such functions give. */
@FunctionalInterface
public interface TensorFunction2 extends BinaryOperator<Tensor> {}
