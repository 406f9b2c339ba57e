/** The models of PyTorch's functional benchmark, each with its loss on random data. */
@org.jspecify.annotations.NullMarked
module dev.leibniz.models {
  requires transitive dev.leibniz;
  requires static org.jspecify;

  exports dev.leibniz.models;

  // Leibniz takes modules apart and rebuilds them.
  opens dev.leibniz.models to
      dev.leibniz;
}
