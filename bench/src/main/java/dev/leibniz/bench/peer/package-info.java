/**
 * Other libraries that do the same work. A peer gets the same sizes, dtype and number of threads,
 * is measured right after Leibniz in a process of its own, and its quickest route counts.
 */
package dev.leibniz.bench.peer;
