/**
 * {@code bench gate}: is this working tree slower than another revision? The two builds are
 * measured in alternating JVMs, A B B A …, so that a drift of the machine falls on both; {@link
 * dev.leibniz.bench.gate.Judge} decides by signed ranks of the pairs.
 *
 * <p>Only the library is exchanged. The workloads and the harness are those of the working tree, so
 * that both do the same work.
 */
package dev.leibniz.bench.gate;
