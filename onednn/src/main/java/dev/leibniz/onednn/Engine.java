package dev.leibniz.onednn;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.leibniz.spi.ConvolutionKind;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * oneDNN's objects, in its own words: descriptions of how numbers lie in memory, descriptions of
 * primitives, primitives, memory, and a stream.
 *
 * <p>The names of functions and the numbers of constants are those of {@code dnnl.h}.
 */
@SuppressWarnings("restricted") // --enable-native-access is the user's consent.
final class Engine {
  static final int SRC_MD = 129;
  static final int DIFF_SRC_MD = 130;
  static final int WEIGHTS_MD = 131;
  static final int DIFF_WEIGHTS_MD = 132;
  static final int DST_MD = 133;
  static final int DIFF_DST_MD = 134;
  static final int SCRATCHPAD_MD = 136;

  private static final int CPU = 1;
  private static final int IN_ORDER = 1;
  private static final int F32 = 3;
  private static final int ANY = 1;
  private static final int IMPLEMENTATION = 8;
  private static final int FORWARD_TRAINING = 64;
  private static final int DIRECT = 1;
  private static final int SCRATCHPAD_OF_USER = 1;

  /** {@code DNNL_MAX_NDIMS}. */
  private static final int MOST_AXES = 12;

  private final MemorySegment engine;
  private final MemorySegment attributes;

  private final MethodHandle withTag =
      bind("dnnl_memory_desc_create_with_tag", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle withStrides =
      bind("dnnl_memory_desc_create_with_strides", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private final MethodHandle clone = bind("dnnl_memory_desc_clone", ADDRESS, ADDRESS);
  private final MethodHandle isEqual = bind("dnnl_memory_desc_equal", ADDRESS, ADDRESS);
  private final MethodHandle destroyLayout = bind("dnnl_memory_desc_destroy", ADDRESS);
  private final MethodHandle forward =
      bind("dnnl_convolution_forward_primitive_desc_create", addresses(13, 2, 3));
  private final MethodHandle input =
      bind("dnnl_convolution_backward_data_primitive_desc_create", addresses(12, 2));
  private final MethodHandle weight =
      bind("dnnl_convolution_backward_weights_primitive_desc_create", addresses(13, 2));
  private final MethodHandle reorder = bind("dnnl_reorder_primitive_desc_create", addresses(6));
  private final MethodHandle destroyDescription = bind("dnnl_primitive_desc_destroy", ADDRESS);
  private final MethodHandle primitive = bind("dnnl_primitive_create", ADDRESS, ADDRESS);
  private final MethodHandle destroyPrimitive = bind("dnnl_primitive_destroy", ADDRESS);
  private final MethodHandle memory = bind("dnnl_memory_create", addresses(4));
  private final MethodHandle destroyMemory = bind("dnnl_memory_destroy", ADDRESS);
  private final MethodHandle stream = bind("dnnl_stream_create", ADDRESS, ADDRESS, JAVA_INT);
  private final MethodHandle destroyStream = bind("dnnl_stream_destroy", ADDRESS);
  private final MethodHandle size = returning(JAVA_LONG, "dnnl_memory_desc_get_size", ADDRESS);
  private final MethodHandle query =
      returning(ADDRESS, "dnnl_primitive_desc_query_md", ADDRESS, JAVA_INT, JAVA_INT);
  private final MethodHandle ask =
      bind("dnnl_primitive_desc_query", ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);

  Engine() {
    MethodHandle create = bind("dnnl_engine_create", ADDRESS, JAVA_INT, JAVA_LONG);
    MethodHandle attribute = bind("dnnl_primitive_attr_create", ADDRESS);
    MethodHandle scratchpad = bind("dnnl_primitive_attr_set_scratchpad_mode", ADDRESS, JAVA_INT);
    engine = make("dnnl_engine_create", to -> (int) create.invokeExact(to, CPU, 0L));
    attributes = make("dnnl_primitive_attr_create", to -> (int) attribute.invokeExact(to));
    call(
        "dnnl_primitive_attr_set_scratchpad_mode",
        () -> (int) scratchpad.invokeExact(attributes, SCRATCHPAD_OF_USER));
  }

  /** As many addresses, but for the numbers at some places. */
  private static MemoryLayout[] addresses(int count, int... numbers) {
    MemoryLayout[] layouts = new MemoryLayout[count];
    Arrays.fill(layouts, ADDRESS);
    for (int at : numbers) {
      layouts[at] = JAVA_INT;
    }
    return layouts;
  }

  private static MethodHandle bind(String function, MemoryLayout... parameters) {
    return returning(JAVA_INT, function, parameters);
  }

  private static MethodHandle returning(
      MemoryLayout result, String function, MemoryLayout... parameters) {
    return Linker.nativeLinker()
        .downcallHandle(
            Library.symbols().findOrThrow(function), FunctionDescriptor.of(result, parameters));
  }

  private interface Call {
    int run() throws Throwable;
  }

  private interface Creation {
    int run(MemorySegment to) throws Throwable;
  }

  private static void call(String function, Call call) {
    try {
      Calls.check(call.run(), function);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  /** The object that a function writes the address of. */
  private static MemorySegment make(String function, Creation creation) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(ADDRESS);
      call(function, () -> creation.run(to));
      return to.get(ADDRESS, 0);
    }
  }

  private static MemorySegment numbers(Arena arena, long[] numbers) {
    return arena.allocateFrom(JAVA_LONG, Arrays.copyOf(numbers, MOST_AXES));
  }

  /** Numbers row by row, as Leibniz has them. */
  MemorySegment rowByRow(Owned owned, long[] sizes) {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= sizes[i];
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment dims = numbers(arena, sizes);
      MemorySegment steps = numbers(arena, strides);
      return owned.layout(
          make(
              "dnnl_memory_desc_create_with_strides",
              to -> (int) withStrides.invokeExact(to, sizes.length, dims, F32, steps)));
    }
  }

  /** Numbers as the primitive likes them best. */
  MemorySegment any(Owned owned, long[] sizes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment dims = numbers(arena, sizes);
      return owned.layout(
          make(
              "dnnl_memory_desc_create_with_tag",
              to -> (int) withTag.invokeExact(to, sizes.length, dims, F32, ANY)));
    }
  }

  /** A description of the convolution, or of one of its transposes, which want it as a hint. */
  MemorySegment convolution(Owned owned, Task task, ConvolutionKind kind, MemorySegment hint) {
    MemorySegment x = any(owned, task.imageSizes());
    MemorySegment w = any(owned, task.weightSizes());
    MemorySegment y = any(owned, task.resultSizes());
    MemorySegment none = MemorySegment.NULL;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment s = numbers(arena, task.strides());
      MemorySegment d = numbers(arena, task.dilations());
      MemorySegment l = numbers(arena, task.before());
      MemorySegment r = numbers(arena, task.behind());
      Creation creation =
          switch (kind) {
            case FORWARD ->
                to ->
                    (int)
                        forward.invokeExact(
                            to,
                            engine,
                            FORWARD_TRAINING,
                            DIRECT,
                            x,
                            w,
                            none,
                            y,
                            s,
                            d,
                            l,
                            r,
                            attributes);
            case INPUT ->
                to ->
                    (int)
                        input.invokeExact(
                            to, engine, DIRECT, x, w, y, s, d, l, r, hint, attributes);
            case WEIGHT ->
                to ->
                    (int)
                        weight.invokeExact(
                            to, engine, DIRECT, x, w, none, y, s, d, l, r, hint, attributes);
          };
      return owned.description(make("a convolution's primitive_desc_create", creation));
    }
  }

  /** A description of a copy from one layout to another. */
  MemorySegment reorder(Owned owned, MemorySegment from, MemorySegment to) {
    return owned.description(
        make(
            "dnnl_reorder_primitive_desc_create",
            at -> (int) reorder.invokeExact(at, from, engine, to, engine, MemorySegment.NULL)));
  }

  /** Which of its loops the library took, such as {@code jit:avx512_core}. */
  String implementation(MemorySegment description) {
    return make(
            "dnnl_primitive_desc_query",
            to -> (int) ask.invokeExact(description, IMPLEMENTATION, 0, to))
        .reinterpret(256)
        .getString(0);
  }

  /** The layout that a described primitive chose for an operand. */
  MemorySegment layout(Owned owned, MemorySegment description, int which) {
    try {
      MemorySegment chosen = (MemorySegment) query.invokeExact(description, which, 0);
      return owned.layout(
          make("dnnl_memory_desc_clone", to -> (int) clone.invokeExact(to, chosen)));
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  boolean isEqual(MemorySegment layout, MemorySegment other) {
    try {
      return (int) isEqual.invokeExact(layout, other) != 0;
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  /** How many bytes numbers in a layout take. */
  long size(MemorySegment layout) {
    try {
      return (long) size.invokeExact(layout);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  MemorySegment primitive(Owned owned, MemorySegment description) {
    return owned.primitive(
        make("dnnl_primitive_create", to -> (int) primitive.invokeExact(to, description)));
  }

  /** Memory that begins nowhere yet. */
  MemorySegment memory(Owned owned, MemorySegment layout) {
    return owned.memory(
        make(
            "dnnl_memory_create",
            to -> (int) memory.invokeExact(to, layout, engine, MemorySegment.NULL)));
  }

  MemorySegment stream(Owned owned) {
    return owned.stream(
        make("dnnl_stream_create", to -> (int) stream.invokeExact(to, engine, IN_ORDER)));
  }

  /** Objects to be destroyed together, the last first. */
  final class Owned implements Runnable {
    private record Destruction(MethodHandle function, MemorySegment object) {}

    private final List<Destruction> all = new ArrayList<>();

    private MemorySegment owned(MethodHandle function, MemorySegment object) {
      all.add(new Destruction(function, object));
      return object;
    }

    MemorySegment layout(MemorySegment object) {
      return owned(destroyLayout, object);
    }

    MemorySegment description(MemorySegment object) {
      return owned(destroyDescription, object);
    }

    MemorySegment primitive(MemorySegment object) {
      return owned(destroyPrimitive, object);
    }

    MemorySegment memory(MemorySegment object) {
      return owned(destroyMemory, object);
    }

    MemorySegment stream(MemorySegment object) {
      return owned(destroyStream, object);
    }

    @Override
    public void run() {
      for (Destruction d : all.reversed()) {
        call("destroy", () -> (int) d.function().invokeExact(d.object()));
      }
      all.clear();
    }
  }
}
