package dev.leibniz.op;

/** Ops' names as errors print them, found once for each class. */
final class Names {
  static final ClassValue<String> OF_CLASSES =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          String s = type.getSimpleName();
          return Character.toLowerCase(s.charAt(0)) + s.substring(1);
        }
      };

  private Names() {}
}
