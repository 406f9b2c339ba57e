/**
 * Matrix products of Leibniz by OpenBLAS.
 *
 * <p>Being on the path is enough: Leibniz finds it. Run with {@code
 * --enable-native-access=dev.leibniz.openblas}. See {@link dev.leibniz.openblas.OpenBlas}.
 */
@org.jspecify.annotations.NullMarked
module dev.leibniz.openblas {
  requires transitive dev.leibniz;
  requires static org.jspecify;

  exports dev.leibniz.openblas;

  provides dev.leibniz.spi.Blas with
      dev.leibniz.openblas.OpenBlas;
}
