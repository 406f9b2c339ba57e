package dev.leibniz.kernel;

/**
 * What can be set from the command line, read once.
 *
 * <pre>
 * -Dleibniz.vector=off      plain loops also where the Vector API is present
 * -Dleibniz.native=off      no native matrix products and factorisations
 * -Dleibniz.threads=1       how many threads share one large operation; as many as processors if not set
 * -Dleibniz.threshold=1     from how many elements work is split; 1 sends small cases the way of large ones
 * </pre>
 */
public final class Settings {
  /** Whether the Vector API is used where it is present. */
  public static final boolean VECTOR = isOn("leibniz.vector");

  /** Whether a native library is used where one is present. */
  public static final boolean NATIVE = isOn("leibniz.native");

  /** How many threads share one large operation. */
  public static final int THREADS =
      Math.max(
          1, Integer.getInteger("leibniz.threads", Runtime.getRuntime().availableProcessors()));

  /** From how many elements work is split. */
  public static final int THRESHOLD = Math.max(1, Integer.getInteger("leibniz.threshold", 1 << 16));

  private Settings() {}

  private static boolean isOn(String property) {
    return switch (System.getProperty(property, "on")) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException(
              "-D" + property + "=" + System.getProperty(property) + ": must be on or off");
    };
  }
}
