/** A tour of Leibniz that checks itself, and worked examples. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // XChart has no module descriptor
module dev.leibniz.examples {
  requires dev.leibniz;
  requires java.desktop;
  requires static org.jspecify;
  requires me.tongfei.progressbar;
  requires org.knowm.xchart;

  // Leibniz takes records apart and rebuilds them, networks for example.
  opens dev.leibniz.examples.tour to
      dev.leibniz;
  opens dev.leibniz.examples.text to
      dev.leibniz;
  opens dev.leibniz.examples.worked to
      dev.leibniz;
}
