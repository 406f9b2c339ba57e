package dev.leibniz;

import java.util.function.Function;

/**
 * The value of a function at a point, and its linearisation there: tangents forward (from {@link
 * Functional#linearize}) or cotangents back (from {@link Functional#vjp}). The function itself has
 * run once; applying this runs it no more. It may be applied as often as one likes, from several
 * threads, and inside other transforms.
 *
 * @param value what the function gave
 * @param map the linear map
 * @param <R> what the function gives
 * @param <A> what the map takes
 * @param <B> what the map gives
 */
public record Linearized<R, A, B>(R value, Function<A, B> map) implements Function<A, B> {
  @Override
  public B apply(A v) {
    return map.apply(v);
  }
}
