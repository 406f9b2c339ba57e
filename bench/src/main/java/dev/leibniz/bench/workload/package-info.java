/**
 * What is measured: the models of PyTorch's benchmark, and one small problem per family of
 * operations.
 */
package dev.leibniz.bench.workload;
