/**
 * Neural networks: modules as records, and the functions that PyTorch keeps in {@code
 * torch.nn.functional}, grouped by subject.
 *
 * <p>A module is a record of tensors and modules. {@link dev.leibniz.nn.Layer} is one from a tensor
 * to another; {@link dev.leibniz.nn.Modules} holds what can be done with any. Everything here is
 * made of exported operations, and so are its derivatives.
 */
package dev.leibniz.nn;
