package dev.leibniz;

import java.util.function.UnaryOperator;

/** A function from a tensor to a tensor: what the transforms of such functions give. */
@FunctionalInterface
public interface TensorFunction extends UnaryOperator<Tensor> {}
