/**
 * Tensors, and derivatives of functions of them to any order: {@link dev.leibniz.Tensor}, {@link
 * dev.leibniz.Functional}, and the classical {@link dev.leibniz.Autograd}.
 */
package dev.leibniz;
