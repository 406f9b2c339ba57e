/** {@code bench report}: results as one page that needs no network. */
package dev.leibniz.bench.report;
