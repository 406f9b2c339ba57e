package dev.leibniz.transform;

import org.jspecify.annotations.Nullable;

/**
 * What a user's function is called in messages. A class of its own has a name. A lambda's class
 * tells only the class that it stands in; the method is looked for on the stack while the lambda
 * runs, once for each lambda in the program, and kept with its class. A lambda of the library's own
 * stands around functions of many users, so nothing is kept of it, and it is not named.
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
  private final boolean isOurs;
  private volatile @Nullable String found;
  private volatile boolean looked;

  private FunctionName(Class<?> type) {
    this.type = type;
    int lambda = type.getName().indexOf("$$Lambda");
    isLambda = lambda >= 0;
    isOurs = Site.isForeign(type);
    looked = !isLambda || isOurs;
    host = isLambda ? Site.simple(type.getName().substring(0, lambda)) : type.getSimpleName();
  }

  static FunctionName of(Object function) {
    Object named = function instanceof UserFunction f ? f.user() : function;
    return NAMES.get(named.getClass());
  }

  /** Whether it is a user's. */
  boolean isKnown() {
    return !isOurs;
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
