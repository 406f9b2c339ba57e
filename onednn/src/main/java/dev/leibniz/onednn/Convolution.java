package dev.leibniz.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.leibniz.spi.ConvolutionKind;
import dev.leibniz.spi.NativeScratch;
import dev.leibniz.spi.PreparedConvolution;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A primitive of oneDNN, and what brings Java's arrays there and back.
 *
 * <p>oneDNN works on native memory, where numbers lie as it likes them best: sixteen channels side
 * by side, for one. So each operand is copied out of its array as it is, reordered, and the result
 * goes the other way. All of this is one piece of scratch memory; the copies as they are share a
 * place, for there is one of them at a time.
 */
final class Convolution implements PreparedConvolution {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Elements that are copied at once: the collector must wait for each of them. */
  private static final int STRETCH = 1 << 17;

  private static final int ALIGNMENT = 64;

  // Numbers of arguments, in dnnl_types.h.
  private static final int SRC = 1;
  private static final int DST = 17;
  private static final int WEIGHTS = 33;
  private static final int SCRATCHPAD = 80;
  private static final int DIFF_SRC = 129;
  private static final int DIFF_DST = 145;
  private static final int DIFF_WEIGHTS = 161;

  /** An argument: its number, padding, and the address of the memory. */
  private static final long ARGUMENT = 16;

  /** A number that oneDNN and Leibniz hold in one layout, or in two and copy between them. */
  private static final class Operand {
    final int argument;
    final int count;
    final MemorySegment rowByRow;
    final MemorySegment chosen;
    final boolean isReordered;
    final MemorySegment reorder;
    final long bytes;

    Operand(
        Engine engine,
        Engine.Owned owned,
        MemorySegment description,
        int argument,
        int layout,
        long[] sizes,
        boolean isResult) {
      this.argument = argument;
      long n = 1;
      for (long size : sizes) {
        n *= size;
      }
      this.count = Math.toIntExact(n);
      this.rowByRow = engine.rowByRow(owned, sizes);
      this.chosen = engine.layout(owned, description, layout);
      this.isReordered = !engine.isEqual(rowByRow, chosen);
      this.bytes = engine.size(chosen);
      this.reorder =
          !isReordered
              ? MemorySegment.NULL
              : engine.primitive(
                  owned,
                  isResult
                      ? engine.reorder(owned, chosen, rowByRow)
                      : engine.reorder(owned, rowByRow, chosen));
    }
  }

  private final Engine engine;
  private final Operand a;
  private final Operand b;
  private final Operand c;
  private final MemorySegment primitive;
  private final MemorySegment scratchpad;
  private final long plainBytes;
  private final long padBytes;
  private final ConcurrentLinkedDeque<Frame> frames = new ConcurrentLinkedDeque<>();

  private Convolution(Engine engine, Engine.Owned owned, Task task, MemorySegment description) {
    this.engine = engine;
    this.primitive = engine.primitive(owned, description);
    long[] x = task.imageSizes();
    long[] w = task.weightSizes();
    long[] y = task.resultSizes();
    switch (task.kind()) {
      case FORWARD -> {
        a = new Operand(engine, owned, description, SRC, Engine.SRC_MD, x, false);
        b = new Operand(engine, owned, description, WEIGHTS, Engine.WEIGHTS_MD, w, false);
        c = new Operand(engine, owned, description, DST, Engine.DST_MD, y, true);
      }
      case INPUT -> {
        a = new Operand(engine, owned, description, DIFF_DST, Engine.DIFF_DST_MD, y, false);
        b = new Operand(engine, owned, description, WEIGHTS, Engine.WEIGHTS_MD, w, false);
        c = new Operand(engine, owned, description, DIFF_SRC, Engine.DIFF_SRC_MD, x, true);
      }
      case WEIGHT -> {
        a = new Operand(engine, owned, description, SRC, Engine.SRC_MD, x, false);
        b = new Operand(engine, owned, description, DIFF_DST, Engine.DIFF_DST_MD, y, false);
        c = new Operand(engine, owned, description, DIFF_WEIGHTS, Engine.DIFF_WEIGHTS_MD, w, true);
      }
      default -> throw new AssertionError(task.kind());
    }
    this.scratchpad = engine.layout(owned, description, Engine.SCRATCHPAD_MD);
    this.padBytes = engine.size(scratchpad);
    this.plainBytes = Math.max(plain(a), Math.max(plain(b), plain(c)));
    CLEANER.register(this, owned);
  }

  private static long plain(Operand operand) {
    return operand.isReordered ? aligned((long) operand.count * Float.BYTES) : 0;
  }

  private static long aligned(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** The convolution, or nothing if oneDNN has no machine code of its own for it. */
  static Optional<PreparedConvolution> prepare(Engine engine, Task task) {
    Calls.useOneThread();
    Engine.Owned owned = engine.new Owned();
    try {
      MemorySegment forward =
          engine.convolution(owned, task, ConvolutionKind.FORWARD, MemorySegment.NULL);
      MemorySegment description =
          task.kind() == ConvolutionKind.FORWARD
              ? forward
              : engine.convolution(owned, task, task.kind(), forward);
      String implementation = engine.implementation(description);
      if (implementation.startsWith("ref") || implementation.startsWith("gemm")) {
        owned.run();
        return Optional.empty();
      }
      return Optional.of(new Convolution(engine, owned, task, description));
    } catch (IllegalStateException e) {
      owned.run();
      return Optional.empty();
    }
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    Calls.useOneThread();
    Frame frame = frame();
    try (NativeScratch scratch =
        NativeScratch.of(
            plainBytes + aligned(a.bytes) + aligned(b.bytes) + aligned(c.bytes) + padBytes)) {
      MemorySegment memory = scratch.memory();
      long at = plainBytes;
      at = frame.a.put(memory, 0, at);
      at = frame.b.put(memory, 0, at);
      at = frame.c.put(memory, 0, at);
      Frame.put(frame.pad, memory.asSlice(at));
      frame.in(frame.a, x, xOffset);
      frame.in(frame.b, y, yOffset);
      frame.execute(primitive, 4, frame.arguments);
      frame.out(frame.c, z, zOffset);
    }
    frames.addFirst(frame);
  }

  private Frame frame() {
    Frame frame = frames.pollFirst();
    return frame == null ? new Frame() : frame;
  }

  @Override
  public WithWeights withWeights(float[] y, int yOffset) {
    Calls.useOneThread();
    Frame frame = frame();
    NativeScratch held = NativeScratch.of(aligned(b.bytes) + plain(b));
    try {
      frame.b.put(held.memory(), aligned(b.bytes), 0);
      frame.in(frame.b, y, yOffset);
    } catch (RuntimeException | Error e) {
      held.close();
      throw e;
    }
    frames.addFirst(frame);
    return new Weighted(held);
  }

  /** This convolution with weights that are arranged already. */
  private final class Weighted implements WithWeights {
    private final NativeScratch weights;

    Weighted(NativeScratch weights) {
      this.weights = weights;
    }

    @Override
    public void run(float[] x, int xOffset, float[] z, int zOffset) {
      Calls.useOneThread();
      Frame frame = frame();
      long bytes = plainBytes + aligned(a.bytes) + aligned(c.bytes) + padBytes;
      try (NativeScratch scratch = NativeScratch.of(bytes)) {
        MemorySegment memory = scratch.memory();
        long at = frame.a.put(memory, 0, plainBytes);
        at = frame.c.put(memory, 0, at);
        Frame.put(frame.pad, memory.asSlice(at));
        Frame.put(frame.b.chosen, weights.memory());
        frame.in(frame.a, x, xOffset);
        frame.execute(primitive, 4, frame.arguments);
        frame.out(frame.c, z, zOffset);
      }
      frames.addFirst(frame);
    }

    @Override
    public void close() {
      weights.close();
    }
  }

  /** Memory objects of oneDNN for one call at a time, and where the memory is. */
  private final class Frame {
    /** An operand's memory objects and the arguments of its copy. */
    private final class Place {
      final Operand operand;
      final MemorySegment rowByRow;
      final MemorySegment chosen;
      final MemorySegment arguments;

      /** Where the array's numbers go, or come from. */
      MemorySegment at = MemorySegment.NULL;

      Place(Engine.Owned owned, Operand operand, boolean isResult) {
        this.operand = operand;
        chosen = engine.memory(owned, operand.chosen);
        rowByRow = operand.isReordered ? engine.memory(owned, operand.rowByRow) : chosen;
        arguments = Arena.ofAuto().allocate(2 * ARGUMENT, 8);
        argument(arguments, 0, SRC, isResult ? chosen : rowByRow);
        argument(arguments, 1, DST, isResult ? rowByRow : chosen);
      }

      /** Lays the numbers to a place in memory, row by row to another; gives the end. */
      long put(MemorySegment memory, long plain, long arranged) {
        at = memory.asSlice(arranged, operand.bytes);
        Frame.put(chosen, at);
        if (operand.isReordered) {
          at = memory.asSlice(plain, (long) operand.count * Float.BYTES);
          Frame.put(rowByRow, at);
        }
        return arranged + aligned(operand.bytes);
      }
    }

    private final MemorySegment stream;
    private final Place a;
    private final Place b;
    private final Place c;
    private final MemorySegment pad;
    private final MemorySegment arguments = Arena.ofAuto().allocate(4 * ARGUMENT, 8);

    Frame() {
      Engine.Owned owned = engine.new Owned();
      stream = engine.stream(owned);
      a = new Place(owned, Convolution.this.a, false);
      b = new Place(owned, Convolution.this.b, false);
      c = new Place(owned, Convolution.this.c, true);
      pad = engine.memory(owned, scratchpad);
      argument(arguments, 0, Convolution.this.a.argument, a.chosen);
      argument(arguments, 1, Convolution.this.b.argument, b.chosen);
      argument(arguments, 2, Convolution.this.c.argument, c.chosen);
      argument(arguments, 3, SCRATCHPAD, pad);
      CLEANER.register(this, owned);
    }

    private static void argument(
        MemorySegment arguments, int index, int number, MemorySegment memory) {
      arguments.set(JAVA_INT, index * ARGUMENT, number);
      arguments.set(ADDRESS, index * ARGUMENT + 8, memory);
    }

    private static void put(MemorySegment object, MemorySegment at) {
      try {
        Calls.check((int) Calls.PLACE.invokeExact(object, at), "dnnl_memory_set_data_handle");
      } catch (Throwable e) {
        throw Calls.failed(e);
      }
    }

    void in(Place place, float[] from, int offset) {
      Operand operand = place.operand;
      for (int i = 0; i < operand.count; i += STRETCH) {
        int n = Math.min(STRETCH, operand.count - i);
        MemorySegment.copy(from, offset + i, place.at, JAVA_FLOAT, (long) i * Float.BYTES, n);
      }
      if (operand.isReordered) {
        execute(operand.reorder, 2, place.arguments);
      }
    }

    void out(Place place, float[] to, int offset) {
      Operand operand = place.operand;
      if (operand.isReordered) {
        execute(operand.reorder, 2, place.arguments);
      }
      for (int i = 0; i < operand.count; i += STRETCH) {
        int n = Math.min(STRETCH, operand.count - i);
        MemorySegment.copy(place.at, JAVA_FLOAT, (long) i * Float.BYTES, to, offset + i, n);
      }
    }

    void execute(MemorySegment what, int count, MemorySegment with) {
      try {
        Calls.check(
            (int) Calls.EXECUTE.invokeExact(what, stream, count, with), "dnnl_primitive_execute");
      } catch (Throwable e) {
        throw Calls.failed(e);
      }
    }
  }
}
