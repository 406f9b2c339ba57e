package dev.leibniz.kernel;

/** Work on the elements from one index to before another. */
@FunctionalInterface
public interface Range {
  void run(int from, int to);
}
