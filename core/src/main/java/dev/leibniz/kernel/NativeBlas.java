package dev.leibniz.kernel;

import dev.leibniz.spi.Blas;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the native backend, once. */
final class NativeBlas {
  private static final System.Logger LOG = System.getLogger("dev.leibniz");

  private static final @Nullable Blas FOUND = search();

  private NativeBlas() {}

  /** The backend, or null: then everything runs in Java. */
  static @Nullable Blas find() {
    return FOUND;
  }

  private static @Nullable Blas search() {
    if (!Settings.NATIVE) {
      LOG.log(Level.DEBUG, "matrix products run in Java: leibniz.native is off");
      return null;
    }
    Iterator<Blas> providers =
        ServiceLoader.load(Blas.class, NativeBlas.class.getClassLoader()).iterator();
    boolean failed = false;
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        Blas blas = providers.next();
        LOG.log(Level.DEBUG, "matrix products run on {0}", blas.name());
        return blas;
      } catch (ServiceConfigurationError | LinkageError e) {
        failed = true;
        Throwable cause = e.getCause() == null ? e : e.getCause();
        LOG.log(
            Level.WARNING,
            "matrix products run in Java, about half as fast: {0}",
            cause.getMessage() == null ? cause : cause.getMessage());
      }
    }
    if (!failed) {
      LOG.log(Level.DEBUG, "matrix products run in Java: leibniz-openblas is not on the path");
    }
    return null;
  }
}
