package dev.leibniz.transform;

import org.jspecify.annotations.Nullable;

/**
 * What a user's function is called in messages. A class of its own has a name. A lambda's class
 * tells only the class that it stands in; the method is looked for on the stack while the lambda
 * runs, once for each lambda in the program, and kept with its class.
 */
final class FunctionName {
  private static final ClassValue<FunctionName> NAMES =
      new ClassValue<>() {
        @Override
        protected FunctionName computeValue(Class<?> type) {
          return new FunctionName(type);
        }
      };

  private final Class<?> type;
  private final String host;
  private final boolean isLambda;
  private volatile @Nullable String found;
  private volatile boolean looked;

  private FunctionName(Class<?> type) {
    this.type = type;
    int lambda = type.getName().indexOf("$$Lambda");
    isLambda = lambda >= 0;
    looked = !isLambda;
    host = isLambda ? Site.simple(type.getName().substring(0, lambda)) : type.getSimpleName();
  }

  static FunctionName of(Object function) {
    return NAMES.get(function.getClass());
  }

  /** Whether nothing more can be found out. */
  boolean isFinal() {
    return looked;
  }

  /** Looks for the method, from inside the function. */
  void look() {
    found = Site.inside(type);
    looked = true;
  }

  @Override
  public String toString() {
    String known = found;
    return known != null ? known : isLambda ? "a lambda in " + host : host;
  }
}
