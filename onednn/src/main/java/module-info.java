/**
 * Convolutions and large products of Leibniz by oneDNN, in FLOAT32.
 *
 * <p>Being on the path is enough: Leibniz finds it. Run with {@code
 * --enable-native-access=dev.leibniz.onednn}. See {@link dev.leibniz.onednn.OneDnn}.
 */
@org.jspecify.annotations.NullMarked
module dev.leibniz.onednn {
  requires transitive dev.leibniz;
  requires static org.jspecify;

  exports dev.leibniz.onednn;

  provides dev.leibniz.spi.NetworkKernels with
      dev.leibniz.onednn.OneDnn;
}
