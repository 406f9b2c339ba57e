/**
 * Makes {@code docs/} into a site. {@link dev.leibniz.site.Contents} reads from {@code
 * docs/index.md} which pages there are, and in which order; {@link dev.leibniz.site.Page} is one of
 * them, parsed; {@link dev.leibniz.site.Links} turns what a page links to in the repository into
 * what it links to on the site; {@link dev.leibniz.site.Site} writes the files, and with them the
 * index that MiniSearch, a library for the browser, searches. Nothing is fetched at run time, so
 * the site also works from a folder.
 */
package dev.leibniz.site;
