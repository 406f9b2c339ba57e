package dev.leibniz.kernel;

import dev.leibniz.DType;
import java.lang.ref.SoftReference;
import java.lang.reflect.Array;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * An array for the length of a kernel, which holds whatever was left in it.
 *
 * <p>Arrays of this size are costly when they are fresh: they are in no cache, and must be zeroed.
 * A few wait to be used again, softly referenced, so that a process short of memory gets them back.
 */
final class Workspace implements AutoCloseable {
  private static final int KEPT = 2 * Settings.THREADS + 4;
  private static final ConcurrentLinkedDeque<SoftReference<Object>> FREE =
      new ConcurrentLinkedDeque<>();

  private final Object array;

  private Workspace(Object array) {
    this.array = array;
  }

  /** An array of at least this length. */
  static Workspace of(DType dtype, int length) {
    Iterator<SoftReference<Object>> waiting = FREE.iterator();
    while (waiting.hasNext()) {
      SoftReference<Object> reference = waiting.next();
      Object array = reference.get();
      if (array == null || fits(array, dtype, length)) {
        boolean isOurs = FREE.remove(reference);
        if (isOurs && array != null) {
          return new Workspace(array);
        }
      }
    }
    if (FREE.size() >= KEPT) {
      FREE.pollLast();
    }
    return new Workspace(Dense.newArray(dtype, length));
  }

  /** Whether an array serves without holding much more than is asked for. */
  private static boolean fits(Object array, DType dtype, int length) {
    boolean isOfType =
        switch (dtype) {
          case FLOAT32 -> array instanceof float[];
          case FLOAT64 -> array instanceof double[];
          case INT64 -> array instanceof long[];
          case INT32 -> array instanceof int[];
          case BOOL -> array instanceof boolean[];
        };
    int size = Array.getLength(array);
    return isOfType && size >= length && size / 4 <= length;
  }

  Object array() {
    return array;
  }

  float[] floats() {
    return (float[]) array;
  }

  @Override
  public void close() {
    if (FREE.size() < KEPT) {
      FREE.addFirst(new SoftReference<>(array));
    }
  }
}
