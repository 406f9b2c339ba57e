package dev.leibniz.io;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How one number of a tensor stands in a file. Those without a dtype of their own are read into the
 * next wider one, exactly.
 */
enum Element {
  F64("F64", "f8", 8, DType.FLOAT64),
  F32("F32", "f4", 4, DType.FLOAT32),
  F16("F16", "f2", 2, DType.FLOAT32),
  BF16("BF16", null, 2, DType.FLOAT32),
  I64("I64", "i8", 8, DType.INT64),
  I32("I32", "i4", 4, DType.INT32),
  I16("I16", "i2", 2, DType.INT32),
  I8("I8", "i1", 1, DType.INT32),
  U32("U32", "u4", 4, DType.INT64),
  U16("U16", "u2", 2, DType.INT32),
  U8("U8", "u1", 1, DType.INT32),
  BOOL("BOOL", "b1", 1, DType.BOOL);

  private final String safetensors;
  private final @Nullable String numpy;
  private final int bytes;
  private final DType dtype;

  Element(String safetensors, @Nullable String numpy, int bytes, DType dtype) {
    this.safetensors = safetensors;
    this.numpy = numpy;
    this.bytes = bytes;
    this.dtype = dtype;
  }

  static @Nullable Element ofSafetensors(String name) {
    for (Element e : values()) {
      if (e.safetensors.equals(name)) {
        return e;
      }
    }
    return null;
  }

  static @Nullable Element ofNumpy(String name) {
    for (Element e : values()) {
      if (name.equals(e.numpy)) {
        return e;
      }
    }
    return null;
  }

  static Element of(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> F64;
      case FLOAT32 -> F32;
      case INT64 -> I64;
      case INT32 -> I32;
      case BOOL -> BOOL;
    };
  }

  String safetensors() {
    return safetensors;
  }

  /** Of an element that {@link #of} gave. */
  String numpy() {
    return java.util.Objects.requireNonNull(numpy);
  }

  int bytes() {
    return bytes;
  }

  /** Takes as many numbers as the shape has from the buffer, in the buffer's byte order. */
  Tensor read(ByteBuffer in, Shape shape) {
    int n = shape.size();
    return switch (dtype) {
      case FLOAT64 -> {
        double[] a = new double[n];
        in.asDoubleBuffer().get(a);
        yield Tensor.of(a).reshape(shape);
      }
      case FLOAT32 -> Tensor.of(floats(in, n)).reshape(shape);
      case INT64 -> Tensor.of(longs(in, n)).reshape(shape);
      case INT32 -> Tensor.of(ints(in, n)).reshape(shape);
      case BOOL -> {
        boolean[] a = new boolean[n];
        for (int i = 0; i < n; i++) {
          a[i] = in.get() != 0;
        }
        yield Tensor.of(a).reshape(shape);
      }
    };
  }

  private float[] floats(ByteBuffer in, int n) {
    float[] a = new float[n];
    if (this == F32) {
      in.asFloatBuffer().get(a);
      return a;
    }
    for (int i = 0; i < n; i++) {
      short bits = in.getShort();
      a[i] = this == F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
    }
    return a;
  }

  private long[] longs(ByteBuffer in, int n) {
    long[] a = new long[n];
    if (this == I64) {
      in.asLongBuffer().get(a);
      return a;
    }
    for (int i = 0; i < n; i++) {
      a[i] = Integer.toUnsignedLong(in.getInt());
    }
    return a;
  }

  private int[] ints(ByteBuffer in, int n) {
    int[] a = new int[n];
    if (this == I32) {
      in.asIntBuffer().get(a);
      return a;
    }
    for (int i = 0; i < n; i++) {
      a[i] =
          switch (this) {
            case I16 -> in.getShort();
            case U16 -> Short.toUnsignedInt(in.getShort());
            case I8 -> in.get();
            default -> Byte.toUnsignedInt(in.get());
          };
    }
    return a;
  }

  /** Puts a tensor's numbers into the buffer, in the buffer's byte order. */
  static void write(Tensor t, ByteBuffer out) {
    switch (t.dtype()) {
      case FLOAT64 -> advance(out, 8 * t.size()).asDoubleBuffer().put(t.toArray());
      case FLOAT32 -> advance(out, 4 * t.size()).asFloatBuffer().put(t.toFloatArray());
      case INT64 -> advance(out, 8 * t.size()).asLongBuffer().put(t.toLongArray());
      case INT32 -> advance(out, 4 * t.size()).asIntBuffer().put(t.toIntArray());
      case BOOL -> {
        for (boolean b : t.toBooleanArray()) {
          out.put((byte) (b ? 1 : 0));
        }
      }
    }
  }

  private static ByteBuffer advance(ByteBuffer out, int bytes) {
    ByteBuffer part = out.slice(out.position(), bytes).order(out.order());
    out.position(out.position() + bytes);
    return part;
  }
}
