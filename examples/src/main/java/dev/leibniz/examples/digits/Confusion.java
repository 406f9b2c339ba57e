package dev.leibniz.examples.digits;

import dev.leibniz.nn.Sequential;

/** How often each digit was taken for which: a row for each digit, a column for each answer. */
final class Confusion {
  private final int[][] counts;

  private Confusion(int[][] counts) {
    this.counts = counts;
  }

  static Confusion of(Sequential net, Digits digits) {
    int[][] counts = new int[10][10];
    long[] answers = net.apply(digits.images()).argmax(1).toLongArray();
    long[] labels = digits.labels().toLongArray();
    for (int i = 0; i < labels.length; i++) {
      counts[(int) labels[i]][(int) answers[i]]++;
    }
    return new Confusion(counts);
  }

  /** The part of right answers, from 0 to 1. */
  double accuracy() {
    int right = 0;
    int all = 0;
    for (int d = 0; d < 10; d++) {
      right += counts[d][d];
      for (int n : counts[d]) {
        all += n;
      }
    }
    return (double) right / all;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("digit   taken for\n        ");
    for (int d = 0; d < 10; d++) {
      out.append(String.format("%4d", d));
    }
    for (int d = 0; d < 10; d++) {
      out.append(String.format("%n%5d   ", d));
      for (int n : counts[d]) {
        out.append(n == 0 ? "   ·" : String.format("%4d", n));
      }
    }
    return out.toString();
  }
}
