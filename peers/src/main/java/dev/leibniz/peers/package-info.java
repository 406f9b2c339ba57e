/**
 * Other libraries for Java on the same work: classical gradients of small models, and operations.
 * Sizes and losses are those of {@code dev.leibniz.bench.workload} and {@code dev.leibniz.models};
 * dtype, number of threads and the way of measuring are the same too.
 */
@org.jspecify.annotations.NullMarked
package dev.leibniz.peers;
