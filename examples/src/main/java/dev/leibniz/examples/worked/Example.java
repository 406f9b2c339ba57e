package dev.leibniz.examples.worked;

/**
 * One of the numbered examples: something done with derivatives, and checked against something
 * else.
 */
interface Example {
  /** How much is done: all of it, or what a test has time for. */
  enum Size {
    FULL,
    SMALL
  }

  /** What {@code ./leibniz example} calls it. */
  String name();

  /** What it shows. */
  String title();

  /** Does it. */
  void run(Output out, Size size);
}
