/**
 * {@code bench compare}: joins two results by subject. A change counts if it is large (beyond a
 * threshold) and certain (the interval of the ratio leaves out 1); either alone does not.
 */
package dev.leibniz.bench.compare;
