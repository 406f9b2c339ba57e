package dev.leibniz.spi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Native memory for the length of a call, which holds whatever was left in it.
 *
 * <pre>{@code
 * try (NativeScratch scratch = NativeScratch.of(bytes)) {
 *   work(scratch.memory());
 * }
 * }</pre>
 *
 * <p>The memory is used again: a few pieces wait, softly referenced, so that a process that is
 * short of memory gets them back from the collector.
 */
public final class NativeScratch implements AutoCloseable {
  private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors() + 2;
  private static final int ALIGNMENT = 64;

  private static final ConcurrentLinkedDeque<SoftReference<MemorySegment>> FREE =
      new ConcurrentLinkedDeque<>();

  private final MemorySegment memory;

  private NativeScratch(MemorySegment memory) {
    this.memory = memory;
  }

  /**
   * The first waiting piece that is large enough, else a new one in place of one that is not.
   *
   * @param bytes how many are needed
   * @return memory of at least so many bytes, aligned to 64
   */
  public static NativeScratch of(long bytes) {
    Iterator<SoftReference<MemorySegment>> waiting = FREE.iterator();
    while (waiting.hasNext()) {
      SoftReference<MemorySegment> reference = waiting.next();
      @Nullable MemorySegment memory = reference.get();
      if (memory == null || memory.byteSize() >= bytes) {
        boolean isOurs = FREE.remove(reference);
        if (isOurs && memory != null) {
          return new NativeScratch(memory);
        }
      }
    }
    if (FREE.size() >= KEPT) {
      FREE.pollLast();
    }
    return new NativeScratch(Arena.ofAuto().allocate(bytes, ALIGNMENT));
  }

  /**
   * The memory, to be used until this is closed.
   *
   * @return at least as many bytes as were asked for
   */
  public MemorySegment memory() {
    return memory;
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    if (FREE.size() < KEPT) {
      FREE.addFirst(new SoftReference<>(memory));
    }
  }
}
