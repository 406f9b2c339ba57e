/**
 * Tensors in files: NumPy's {@code .npy} and {@code .npz}, and safetensors. Nothing in a file is
 * ever run, and what is malformed is refused with a {@link dev.leibniz.io.FormatException}.
 */
package dev.leibniz.io;
