package dev.leibniz;

import dev.leibniz.op.Discrete;
import dev.leibniz.op.Draws;
import dev.leibniz.transform.Run;

/**
 * A source of randomness that is a value: the same key gives the same numbers, on any platform, as
 * often as it is asked. For other numbers split it.
 *
 * <pre>{@code
 * Key key = Key.of(42);
 * Key[] keys = key.split2();
 * Tensor w = keys[0].normal(10, 3);
 * Tensor noise = vmap(Key.class, k -> k.normal(3)).apply(keys[1].split(64));   // [64, 3]
 * }</pre>
 *
 * <p>Keys are trees like any other: {@code vmap} over {@link #split} gives each example its own
 * stream, and a key that a function captures is shared. Numbers come from Threefry-2x64 (Salmon,
 * Moraes, Dror and Shaw 2011).
 *
 * @param bits two words of INT64 in the last axis; several keys have more axes in front
 */
public record Key(Tensor bits) {
  /**
   * A key.
   *
   * @param seed any number
   * @return the key
   */
  public static Key of(long seed) {
    return new Key(Tensor.longs(seed, 0));
  }

  /**
   * Independent keys, stacked along a new axis.
   *
   * @param n how many
   * @return a key of n keys, to be taken apart by {@code vmap} or {@link #get}
   */
  public Key split(int n) {
    return new Key(draw(Draws.SPLIT, n));
  }

  /**
   * Two independent keys.
   *
   * @return an array of two
   */
  public Key[] split2() {
    Key two = split(2);
    return new Key[] {two.get(0), two.get(1)};
  }

  /**
   * One of several keys that {@link #split} has stacked.
   *
   * @param i which, from 0
   * @return the key
   * @throws ShapeException if there is no such key, or this is one alone
   */
  public Key get(int i) {
    if (bits.rank() < 2) {
      throw new ShapeException("Key.get: this is one key, not several; split it first");
    }
    return new Key(bits.select(0, i));
  }

  private Tensor draw(Draws kind, int... dims) {
    if (bits.dtype() != DType.INT64 || bits.rank() == 0 || bits.shape().get(-1) != 2) {
      throw new ShapeException(
          "Key: "
              + bits.dtype()
              + " of shape "
              + bits.shape()
              + " is no key; its bits are two words of INT64 in the last axis, as Key.of gives them");
    }
    return Run.one(new Discrete.Draw(kind, Shape.of(dims)), bits);
  }

  /**
   * Numbers of FLOAT64, uniform in [0, 1).
   *
   * @param dims the size of each axis
   * @return the numbers
   */
  public Tensor uniform(int... dims) {
    return draw(Draws.UNIFORM, dims);
  }

  /**
   * Numbers uniform in [0, 1).
   *
   * @param shape the shape
   * @param dtype a floating dtype
   * @return the numbers
   * @throws DTypeException if the dtype is not floating
   */
  public Tensor uniform(Shape shape, DType dtype) {
    requireFloating("uniform", dtype);
    return draw(dtype == DType.FLOAT32 ? Draws.UNIFORM_FLOAT : Draws.UNIFORM, shape.dims());
  }

  /**
   * Numbers of FLOAT64 of the standard normal distribution.
   *
   * @param dims the size of each axis
   * @return the numbers
   */
  public Tensor normal(int... dims) {
    return draw(Draws.NORMAL, dims);
  }

  /**
   * Numbers of the standard normal distribution.
   *
   * @param shape the shape
   * @param dtype a floating dtype
   * @return the numbers
   * @throws DTypeException if the dtype is not floating
   */
  public Tensor normal(Shape shape, DType dtype) {
    requireFloating("normal", dtype);
    return draw(Draws.NORMAL, shape.dims()).to(dtype);
  }

  /**
   * Integers of INT64, uniform in [low, high).
   *
   * @param low the least
   * @param high behind the greatest; the range may have up to 2⁵³ numbers
   * @param dims the size of each axis
   * @return the numbers
   * @throws LeibnizException if the range is empty or too wide
   */
  public Tensor integers(long low, long high, int... dims) {
    long range = high - low;
    if (range <= 0 || range > 1L << 53) {
      throw new LeibnizException(
          "Key.integers: from "
              + low
              + " to "
              + high
              + ": the range must hold at least one number and at most 2^53");
    }
    return uniform(dims).mul((double) range).floor().to(DType.INT64).add(low);
  }

  /**
   * The integers 0 … n − 1 in random order, as INT64.
   *
   * @param n how many
   * @return a vector
   */
  public Tensor permutation(int n) {
    return draw(Draws.PERMUTATION, n);
  }

  private static void requireFloating(String operation, DType dtype) {
    if (!dtype.isFloating()) {
      throw new DTypeException(
          "Key." + operation + ": " + dtype + " is not floating; for integers use integers(…)");
    }
  }
}
