/** Reading cases, running them, and reporting. */
package dev.leibniz.conformance;
