package dev.leibniz.kernel;

import static java.lang.invoke.MethodType.methodType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a copy of a loop class for one operator.
 *
 * <p>The copy is a hidden class from the loop class's own bytes, with the operator as its class
 * data. The loop class keeps that in a {@code static final}, so that the compiler sees a constant
 * where the loop calls the operator, and each copy collects a profile of its own. An operator with
 * fields is no constant, since there may be any number of them: its copy is made without class
 * data, gets the operator with each call, and lives on the profile.
 */
public final class Specialiser {
  private Specialiser() {}

  /** A loop class's operator, for its {@code static final}; null if it comes with each call. */
  public static <T> @Nullable T operator(Lookup own, Class<T> type) {
    try {
      return MethodHandles.classData(own, "_", type);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * An instance of a copy of a loop class of some kind.
   *
   * @param constant what the copy shall take for a constant, or null
   */
  public static <T> T copy(
      Lookup ofPackage, Class<T> kind, Class<? extends T> loopClass, @Nullable Object constant) {
    return define(ofPackage, kind, bytes(loopClass), constant);
  }

  /** An instance of a hidden class. */
  public static <T> T define(
      Lookup ofPackage, Class<T> kind, byte[] bytes, @Nullable Object constant) {
    try {
      Lookup made =
          constant == null
              ? ofPackage.defineHiddenClass(bytes, true)
              : ofPackage.defineHiddenClassWithClassData(bytes, constant, true);
      return kind.cast(made.findConstructor(made.lookupClass(), methodType(void.class)).invoke());
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("no " + kind.getName(), e);
    }
  }

  /** The operator, if there is no other of its class, or null. */
  static @Nullable Object constant(Object operator) {
    return isConstant(operator) ? operator : null;
  }

  /** Whether there is no other operator of this one's class. */
  public static boolean isConstant(Object operator) {
    if (operator instanceof Enum<?> e) {
      return e.getClass() != e.getDeclaringClass();
    }
    for (Class<?> c = operator.getClass(); c != null; c = c.getSuperclass()) {
      for (Field f : c.getDeclaredFields()) {
        if (!Modifier.isStatic(f.getModifiers())) {
          return false;
        }
      }
    }
    return true;
  }

  private static byte[] bytes(Class<?> c) {
    try (InputStream in = c.getResourceAsStream(c.getSimpleName() + ".class")) {
      if (in == null) {
        throw new IllegalStateException("the class file of " + c.getName() + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
