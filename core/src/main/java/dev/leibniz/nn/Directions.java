package dev.leibniz.nn;

/** Which way a recurrent network reads. */
public enum Directions {
  /** From the first step to the last. */
  FORWARD,
  /** Both ways; the outputs stand side by side, those of the way back behind. */
  BOTH;

  int count() {
    return ordinal() + 1;
  }
}
