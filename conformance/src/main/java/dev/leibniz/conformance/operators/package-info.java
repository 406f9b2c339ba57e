/** PyTorch's operators, by name, in terms of the library's public API. */
package dev.leibniz.conformance.operators;
