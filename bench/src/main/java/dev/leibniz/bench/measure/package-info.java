/**
 * Takes the time of a piece of work in this JVM. Warm-up lasts until the times settle; then calls
 * are timed for as long as was asked, each sample being one call or, where a call is quick, as many
 * as make the clock's own cost small. Results are stored where the compiler must suppose that
 * somebody reads them.
 */
package dev.leibniz.bench.measure;
