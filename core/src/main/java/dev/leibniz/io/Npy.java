package dev.leibniz.io;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One tensor in a file of NumPy's {@code .npy} format, versions 1 to 3, in either byte order and
 * either order of the axes.
 *
 * <pre>{@code
 * Npy.write(Path.of("x.npy"), x);               // Python: numpy.load("x.npy")
 * Tensor y = Npy.read(Path.of("y.npy"));        // Python: numpy.save("y.npy", y)
 * }</pre>
 *
 * <p>Half precision is read as FLOAT32, the small integers as INT32 and 32 bits without sign as
 * INT64. Arrays of objects, which Python would have to run code for, are refused.
 */
public final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\s*\\{\\s*'descr'\\s*:\\s*'([^']*)'\\s*,"
              + "\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,"
              + "\\s*'shape'\\s*:\\s*\\(([0-9, ]*)\\)\\s*,?\\s*\\}\\s*");

  private Npy() {}

  /**
   * The tensor of a file.
   *
   * @param file where it is
   * @return the tensor
   * @throws FormatException if the file is malformed, or holds a dtype that there is no tensor of
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Tensor read(Path file) {
    return decode(file.toString(), Bytes.read(file));
  }

  /**
   * Writes a tensor into a file, which is replaced if it is there.
   *
   * @param file where to
   * @param tensor the tensor
   * @throws FormatException if it has more than 2 GB
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Tensor tensor) {
    Bytes.write(file, encode(file, tensor));
  }

  static Tensor decode(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 10 || !Arrays.equals(bytes, 0, 6, MAGIC, 0, 6)) {
      throw new FormatException(name + ": it does not begin as a .npy file does");
    }
    int version = bytes[6];
    if (version < 1 || version > 3) {
      throw new FormatException(
          name + ": version " + version + " of .npy is not known, 1 to 3 are");
    }
    in.position(8);
    long length = version == 1 || bytes.length < 12 ? in.getChar() : in.getInt() & 0xffffffffL;
    if (length > in.remaining()) {
      throw new FormatException(
          name
              + ": the header is to have "
              + length
              + " bytes, but "
              + in.remaining()
              + " are left; the file is cut off");
    }
    String header =
        new String(
            bytes,
            in.position(),
            (int) length,
            version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    in.position(in.position() + (int) length);
    return decode(name, header, in);
  }

  private static Tensor decode(String name, String header, ByteBuffer in) {
    Matcher m = HEADER.matcher(header);
    if (!m.matches()) {
      throw new FormatException(
          name + ": the header " + header.strip() + " is none of a plain array");
    }
    String type = m.group(1);
    Element element = type.length() < 2 ? null : Element.ofNumpy(type.substring(1));
    if (element == null || "<>|=".indexOf(type.charAt(0)) < 0) {
      throw new FormatException(
          name + ": there are no tensors of dtype '" + type + "'; convert it with astype");
    }
    Shape shape = shape(name, m.group(3));
    long needed = (long) shape.size() * element.bytes();
    if (in.remaining() != needed) {
      throw new FormatException(
          name
              + ": '"
              + type
              + "' of shape "
              + shape
              + " has "
              + needed
              + " bytes, but the file has "
              + in.remaining()
              + " of them");
    }
    ByteBuffer data = in.slice();
    data.order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (m.group(2).equals("False") || shape.rank() < 2) {
      return element.read(data, shape);
    }
    int[] reversed = new int[shape.rank()];
    int[] dims = new int[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      reversed[i] = dims.length - 1 - i;
      dims[i] = shape.get(reversed[i]);
    }
    return element.read(data, Shape.of(dims)).permute(reversed);
  }

  private static Shape shape(String name, String tuple) {
    List<Long> sizes = new ArrayList<>();
    for (String s : tuple.split(",", -1)) {
      if (!s.isBlank()) {
        String digits = s.strip();
        sizes.add(digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE);
      }
    }
    return Sizes.shape(name, sizes);
  }

  static byte[] encode(Path file, Tensor tensor) {
    Element element = Element.of(tensor.dtype());
    int[] dims = tensor.shape().dims();
    StringBuilder tuple = new StringBuilder();
    for (int i = 0; i < dims.length; i++) {
      tuple
          .append(i == 0 ? "" : " ")
          .append(dims[i])
          .append(i == dims.length - 1 && i > 0 ? "" : ",");
    }
    String header =
        "{'descr': '"
            + (element.bytes() == 1 ? "|" : "<")
            + element.numpy()
            + "', 'fortran_order': False, 'shape': ("
            + tuple
            + "), }";
    int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    long bytes = 10L + length + (long) tensor.size() * element.bytes();
    byte[] whole = Sizes.bytes(file, bytes);
    ByteBuffer out = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putChar((char) length);
    out.put(header.getBytes(StandardCharsets.US_ASCII));
    while (out.position() < 10 + length - 1) {
      out.put((byte) ' ');
    }
    out.put((byte) '\n');
    Element.write(tensor, out);
    return whole;
  }
}
