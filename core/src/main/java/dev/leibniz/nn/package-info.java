/**
 * Neural networks: the functions that PyTorch keeps in {@code torch.nn.functional}, grouped by
 * subject. Everything here is made of exported operations, and so are its derivatives.
 */
package dev.leibniz.nn;
