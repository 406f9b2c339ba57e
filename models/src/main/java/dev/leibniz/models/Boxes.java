package dev.leibniz.models;

import dev.leibniz.Tensor;

/** Rectangles, of shape [n, 4]: by centre, width and height, or by two corners. */
final class Boxes {
  private Boxes() {}

  static Tensor corners(Tensor centred) {
    Tensor centre = centred.narrow(1, 0, 2);
    Tensor half = centred.narrow(1, 2, 2).mul(0.5);
    return Tensor.cat(1, centre.sub(half), centre.add(half));
  }

  /**
   * How far each box of one list covers each of another, less what lies between them: of shape [n,
   * m], from −1 to 1. Rezatofighi and others 2019.
   *
   * @param a by corners
   * @param b by corners
   */
  static Tensor generalisedOverlap(Tensor a, Tensor b) {
    Tensor from = a.narrow(1, 0, 2).unsqueeze(1);
    Tensor to = a.narrow(1, 2, 2).unsqueeze(1);
    Tensor otherFrom = b.narrow(1, 0, 2);
    Tensor otherTo = b.narrow(1, 2, 2);
    Tensor common = area(from.maximum(otherFrom), to.minimum(otherTo));
    Tensor union = area(from, to).add(area(otherFrom, otherTo)).sub(common);
    Tensor hull = area(from.minimum(otherFrom), to.maximum(otherTo));
    return common.div(union).sub(hull.sub(union).div(hull));
  }

  private static Tensor area(Tensor from, Tensor to) {
    Tensor side = to.sub(from).clampMin(0);
    return side.select(-1, 0).mul(side.select(-1, 1));
  }

  /** The sum of absolute differences of each row of one matrix and each of another. */
  static Tensor distances(Tensor a, Tensor b) {
    return a.unsqueeze(1).sub(b).abs().sum(-1);
  }
}
