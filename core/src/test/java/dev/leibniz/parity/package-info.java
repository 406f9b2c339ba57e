/**
 * The cases of PyTorch's own tests that make sense here, by the sections of the numbered list that
 * {@code docs/parity.md} speaks of.
 */
@org.jspecify.annotations.NullMarked
package dev.leibniz.parity;
