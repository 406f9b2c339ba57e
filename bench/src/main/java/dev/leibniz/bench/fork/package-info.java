/**
 * One workload and one task in a JVM of their own, so that no other has left its types in the
 * compiler's profiles. The command that is started writes what it found into a file.
 */
package dev.leibniz.bench.fork;
