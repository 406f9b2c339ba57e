/** {@code bench run}: measures what was selected, one after the other, and keeps each result. */
package dev.leibniz.bench.run;
