/** What Leibniz costs, measured. */
@org.jspecify.annotations.NullMarked
package dev.leibniz.microbench;
