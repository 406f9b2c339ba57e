/**
 * Results as JSON, in the form that docs/benchmarks.md describes. A file is written anew after
 * every measurement, beside the old one and then in its place, so that there is always a whole one.
 */
package dev.leibniz.bench.result;
