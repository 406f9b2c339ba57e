package dev.leibniz.transform;

import dev.leibniz.Tensor;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.net.URL;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Places in the user's program, for messages. Walking the stack is slow: never on a fast path. */
final class Site {
  private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
  private static final StackWalker HIDDEN_TOO =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  /** Whether a class is of this library, or of the JDK: no place that a user wants to be told. */
  private static final ClassValue<Boolean> FOREIGN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          String name = type.getPackageName();
          return name.startsWith("java.")
              || name.startsWith("jdk.")
              || name.startsWith("dev.leibniz") && root(type).equals(root(Tensor.class));
        }
      };

  private Site() {}

  static boolean isForeign(Class<?> type) {
    return FOREIGN.get(type);
  }

  /** The folder or jar that a class lies in; our tests share packages with what they test. */
  private static String root(Class<?> type) {
    Class<?> host = type.getNestHost();
    String file = host.getName().replace('.', '/') + ".class";
    URL url = host.getResource("/" + file);
    String text = url == null ? "" : url.toString();
    return text.substring(0, Math.max(0, text.length() - file.length()));
  }

  /** The line of the user's program that led here, or null if there is none. */
  static @Nullable String here() {
    return WALKER
        .walk(frames ->
            frames.filter(f -> !FOREIGN.get(f.getDeclaringClass())).findFirst().map(Site::named))
        .orElse(null);
  }

  /**
   * What a function that is being called is, and its line; or null if this thread is not inside it.
   */
  static @Nullable String inside(Class<?> function) {
    return HIDDEN_TOO.walk(frames -> {
      StackFrame called = null;
      StackFrame users = null;
      for (StackFrame f : (Iterable<StackFrame>) frames::iterator) {
        Class<?> type = f.getDeclaringClass();
        if (type == function) {
          StackFrame found = users != null ? users : called;
          return found == null ? null : (isLambda(found) ? "a lambda in " : "") + named(found);
        }
        if (!type.isHidden()) {
          called = f;
          users = FOREIGN.get(type) ? users : f;
        }
      }
      return null;
    });
  }

  private static boolean isLambda(StackFrame f) {
    return f.getMethodName().startsWith("lambda$");
  }

  /** Class, method and line; a lambda counts as the method that it stands in. */
  private static String named(StackFrame f) {
    StackTraceElement e = f.toStackTraceElement();
    String method = e.getMethodName();
    if (isLambda(f)) {
      String in = method.substring("lambda$".length(), method.lastIndexOf('$'));
      method = in.equals("new") ? "<init>" : in.equals("static") ? "<clinit>" : in;
    }
    return simple(e.getClassName())
        + "."
        + method
        + " ("
        + e.getFileName()
        + ":"
        + e.getLineNumber()
        + ")";
  }

  /** A class's name as it is written in its package. */
  static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }
}
