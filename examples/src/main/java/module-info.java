/** A tour of Leibniz that checks itself. */
@org.jspecify.annotations.NullMarked
module dev.leibniz.examples {
  requires dev.leibniz;
  requires static org.jspecify;

  // Leibniz takes records apart and rebuilds them: here Mlp and Layer.
  opens dev.leibniz.examples.tour to
      dev.leibniz;
}
