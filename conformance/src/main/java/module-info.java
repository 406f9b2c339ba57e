/** The conformance runner of Leibniz: PyTorch's answers, as data, against the library's. */
@org.jspecify.annotations.NullMarked
module dev.leibniz.conformance {
  requires dev.leibniz;
  requires info.picocli;
  requires static org.jspecify;
  requires tools.jackson.databind;

  opens dev.leibniz.conformance to
      info.picocli;
}
