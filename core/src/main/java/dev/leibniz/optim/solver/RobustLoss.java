package dev.leibniz.optim.solver;

import dev.leibniz.LeibnizException;

/**
 * What a residual r costs: ½ s² ρ(r²/s²). All are like ½ r² for |r| much smaller than s, and grow
 * less beyond, so that outliers count less.
 *
 * <pre>{@code
 * LevenbergMarquardt.of().withLoss(RobustLoss.huber(1.5)).fit(residuals, start);
 * }</pre>
 *
 * @param shape how the cost grows
 * @param scale s, where it begins to grow less
 */
public record RobustLoss(Shape shape, double scale) {
  /** How the cost of a residual grows; z is r²/s². */
  public enum Shape {
    /** ρ = z: the square, plain least squares. */
    SQUARE,
    /** ρ = z for z ≤ 1, else 2√z − 1: the absolute value in the end. */
    HUBER,
    /** ρ = 2 (√(1 + z) − 1): Huber's without a kink. */
    SOFT_L1,
    /** ρ = ln(1 + z): the logarithm in the end; far outliers hardly count. */
    CAUCHY
  }

  /**
   * A loss.
   *
   * @throws LeibnizException if the scale is not positive
   */
  public RobustLoss {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new LeibnizException("RobustLoss: the scale " + scale + "; it must be positive");
    }
  }

  /**
   * Plain least squares.
   *
   * @return the loss
   */
  public static RobustLoss square() {
    return new RobustLoss(Shape.SQUARE, 1);
  }

  /**
   * Huber's loss.
   *
   * @param scale where the square ends
   * @return the loss
   */
  public static RobustLoss huber(double scale) {
    return new RobustLoss(Shape.HUBER, scale);
  }

  /**
   * The smooth form of Huber's loss.
   *
   * @param scale where the cost begins to grow less
   * @return the loss
   */
  public static RobustLoss softL1(double scale) {
    return new RobustLoss(Shape.SOFT_L1, scale);
  }

  /**
   * Cauchy's loss.
   *
   * @param scale where the cost begins to grow less
   * @return the loss
   */
  public static RobustLoss cauchy(double scale) {
    return new RobustLoss(Shape.CAUCHY, scale);
  }

  /** ½ s² ρ(r²/s²). */
  double cost(double r) {
    double z = (r / scale) * (r / scale);
    return switch (shape) {
      case SQUARE -> 0.5 * r * r;
      case HUBER -> z <= 1 ? 0.5 * r * r : scale * (Math.abs(r) - 0.5 * scale);
      case SOFT_L1 -> scale * scale * z / (Math.sqrt(1 + z) + 1);
      case CAUCHY -> 0.5 * scale * scale * Math.log1p(z);
    };
  }

  /** ρ′: what the residual weighs in the gradient. */
  double weight(double r) {
    double z = (r / scale) * (r / scale);
    return switch (shape) {
      case SQUARE -> 1;
      case HUBER -> z <= 1 ? 1 : scale / Math.abs(r);
      case SOFT_L1 -> 1 / Math.sqrt(1 + z);
      case CAUCHY -> 1 / (1 + z);
    };
  }

  /** The second derivative of the cost: ρ′ + 2 z ρ″. */
  double curvature(double r) {
    double z = (r / scale) * (r / scale);
    return switch (shape) {
      case SQUARE -> 1;
      case HUBER -> z <= 1 ? 1 : 0;
      case SOFT_L1 -> 1 / ((1 + z) * Math.sqrt(1 + z));
      case CAUCHY -> (1 - z) / ((1 + z) * (1 + z));
    };
  }
}
