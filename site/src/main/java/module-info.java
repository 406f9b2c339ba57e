/** The documentation as a site: reads Markdown, writes HTML with a search. */
@org.jspecify.annotations.NullMarked
module dev.leibniz.site {
  // The tests run the snippets of the pages.
  requires dev.leibniz;
  requires org.commonmark;
  requires org.commonmark.ext.gfm.tables;
  requires org.commonmark.ext.heading.anchor;
  requires static org.jspecify;
  requires tools.jackson.databind;

  // Jackson writes records.
  opens dev.leibniz.site to
      tools.jackson.databind;
}
