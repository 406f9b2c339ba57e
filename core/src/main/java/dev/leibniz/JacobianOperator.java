package dev.leibniz;

/**
 * A Jacobian of which no entry is there: products with it and its transpose go through the function
 * as it was recorded, once, at the point. From {@link Jacobians#operator}.
 *
 * <p>It may be applied as often as one likes, from several threads at once, and inside other
 * transforms, which see through it.
 *
 * @param <P> the point: a tensor or a tree
 * @param <R> what the function gives: a tensor or a tree
 */
public final class JacobianOperator<P, R> implements LinearOperator<P, R> {
  private final Recording<P, R> recording;

  JacobianOperator(Recording<P, R> recording) {
    this.recording = recording;
  }

  @Override
  public R value() {
    return recording.out();
  }

  @Override
  public R apply(P v) {
    return recording.push(v);
  }

  @Override
  public P applyTranspose(R v) {
    return recording.pull(v);
  }

  @Override
  public String toString() {
    return "JacobianOperator[value=" + value() + "]";
  }

  /**
   * All entries; the function is not run again.
   *
   * @param options {@link Functional#strategy}, {@link Functional#vectorize}, {@link
   *     Functional#chunkSize}, {@link Functional#memoryBudget}
   * @return the Jacobian
   */
  public Jacobian<P, R> toJacobian(Option... options) {
    return recording.jacobian(Options.of("toJacobian", Options.SIZES, options));
  }
}
