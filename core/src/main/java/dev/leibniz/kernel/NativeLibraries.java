package dev.leibniz.kernel;

import dev.leibniz.spi.Blas;
import dev.leibniz.spi.FloatProducts;
import dev.leibniz.spi.NetworkKernels;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the native libraries, once. */
final class NativeLibraries {
  private static final System.Logger LOG = System.getLogger("dev.leibniz");

  private static final @Nullable Blas BLAS =
      first(
          ServiceLoader.load(Blas.class, NativeLibraries.class.getClassLoader()),
          Blas::name,
          "matrix products",
          "matrix products run in Java, about half as fast",
          "leibniz-openblas");

  private static final @Nullable NetworkKernels NETWORK =
      first(
          ServiceLoader.load(NetworkKernels.class, NativeLibraries.class.getClassLoader()),
          NetworkKernels::name,
          "convolutions and large products of FLOAT32",
          "convolutions of FLOAT32 run without oneDNN, up to two and a half times as slow",
          "leibniz-onednn");

  private NativeLibraries() {}

  /** The library for matrix products and factorisations, or null: then they run in Java. */
  static @Nullable Blas blas() {
    return BLAS;
  }

  /** The library for neural networks, or null. */
  static @Nullable NetworkKernels network() {
    return NETWORK;
  }

  /** Its matrix products, or null. */
  static @Nullable FloatProducts productsOfNetworks() {
    return NETWORK == null ? null : NETWORK.products().orElse(null);
  }

  private static <T> @Nullable T first(
      ServiceLoader<T> loader,
      Function<T, String> name,
      String what,
      String otherwise,
      String module) {
    if (!Settings.NATIVE) {
      LOG.log(Level.DEBUG, "{0}: leibniz.native is off", otherwise);
      return null;
    }
    Iterator<T> providers = loader.iterator();
    boolean failed = false;
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        T found = providers.next();
        LOG.log(Level.DEBUG, "{0} run on {1}", what, name.apply(found));
        return found;
      } catch (ServiceConfigurationError | LinkageError e) {
        failed = true;
        Throwable cause = e.getCause() == null ? e : e.getCause();
        LOG.log(
            Level.WARNING,
            "{0}: {1}",
            otherwise,
            cause.getMessage() == null ? cause : cause.getMessage());
      }
    }
    if (!failed) {
      LOG.log(Level.DEBUG, "{0}: {1} is not on the path", otherwise, module);
    }
    return null;
  }
}
