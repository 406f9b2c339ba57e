package dev.leibniz;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The value of a function at a point, and its linearisation there: tangents forward (from {@link
 * Functional#linearize}) or cotangents back (from {@link Functional#vjp}). The function itself has
 * run once; applying this runs it no more.
 *
 * <p>It may be applied as often as one likes, from several threads at once, and inside other
 * transforms, which see through it: it can be differentiated and batched.
 *
 * @param <R> what the function gives
 * @param <A> what the map takes
 * @param <B> what the map gives
 */
public final class Linearized<R, A, B> implements Function<A, B> {
  private final R value;
  private final Function<A, B> map;
  private final Supplier<A> one;

  /**
   * @param one the vector that may be left out, or an exception
   */
  Linearized(R value, Function<A, B> map, Supplier<A> one) {
    this.value = value;
    this.map = map;
    this.one = one;
  }

  /**
   * What the function gave.
   *
   * @return its value
   */
  public R value() {
    return value;
  }

  /**
   * What the map makes of a vector.
   *
   * @param v the vector
   * @return its image
   * @throws ShapeException if the vector has other shapes than it must
   * @throws StructureException if it has another structure
   */
  @Override
  public B apply(A v) {
    return map.apply(v);
  }

  /**
   * What the map makes of one, where a vector is one number: {@code vjp(f, x).apply()} is the
   * gradient of a function that gives a scalar.
   *
   * @return the image of one
   * @throws ShapeException if a vector has more elements than one
   */
  public B apply() {
    return map.apply(one.get());
  }

  @Override
  public String toString() {
    return "Linearized[value=" + value + "]";
  }
}
