/**
 * What a native backend supplies.
 *
 * <p>A backend is a {@link dev.leibniz.spi.Blas}, or a library for neural networks, {@link
 * dev.leibniz.spi.NetworkKernels}, that {@link java.util.ServiceLoader} finds. Of each kind Leibniz
 * asks once, takes the first that can be made, and writes to the {@link System.Logger} {@code
 * dev.leibniz} which one it is, or why it is none; everything works without.
 */
package dev.leibniz.spi;
