/**
 * What is done with a workload: every way of the library to a derivative, and for each the check
 * that another way gives the same.
 */
package dev.leibniz.bench.task;
