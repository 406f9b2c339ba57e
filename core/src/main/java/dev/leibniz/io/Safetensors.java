package dev.leibniz.io;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors by name in a file of the safetensors format: a length, a header in JSON, and the numbers.
 *
 * <pre>{@code
 * Safetensors.write(Path.of("mlp.safetensors"), Modules.stateDict(mlp));
 * Mlp loaded = Modules.loadStateDict(mlp, Safetensors.read(Path.of("mlp.safetensors")));
 * }</pre>
 *
 * <p>F16 and BF16 are read as FLOAT32, the small integers as INT32 and U32 as INT64, all of them
 * exactly. Metadata is passed over. A file may have up to 2 GB.
 */
public final class Safetensors {
  private static final int LONGEST_HEADER = 100_000_000;

  private Safetensors() {}

  private record Entry(String name, Element element, Shape shape, long begin, long end) {}

  /**
   * The tensors of a file.
   *
   * @param file where they are
   * @return the tensors by name, in the order of the header
   * @throws FormatException if the file is malformed, or holds a dtype that there is no tensor of
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Map<String, Tensor> read(Path file) {
    ByteBuffer bytes = ByteBuffer.wrap(Bytes.read(file)).order(ByteOrder.LITTLE_ENDIAN);
    String name = file.toString();
    if (bytes.remaining() < 8) {
      throw new FormatException(
          name + ": " + bytes.remaining() + " bytes are too few for a safetensors file");
    }
    long length = bytes.getLong();
    if (length < 2 || length > LONGEST_HEADER || length > bytes.remaining()) {
      throw new FormatException(
          name
              + ": the header is to have "
              + Long.toUnsignedString(length)
              + " bytes, but "
              + bytes.remaining()
              + " are left (and "
              + LONGEST_HEADER
              + " are the most); it is cut off, or no safetensors file");
    }
    ByteBuffer header = bytes.slice(8, (int) length);
    ByteBuffer data = bytes.slice(8 + (int) length, bytes.remaining() - (int) length);
    List<Entry> entries = entries(name, text(name, header));
    requireCover(name, entries, data.remaining());
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (Entry e : entries) {
      ByteBuffer part = data.slice((int) e.begin(), (int) (e.end() - e.begin()));
      out.put(e.name(), e.element().read(part.order(ByteOrder.LITTLE_ENDIAN), e.shape()));
    }
    return out;
  }

  private static String text(String file, ByteBuffer header) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException(file + ": its header is no UTF-8; it is no safetensors file");
    }
  }

  private static List<Entry> entries(String file, String header) {
    List<Entry> out = new ArrayList<>();
    if (!(Json.parse(header, file) instanceof Map<?, ?> names)) {
      throw new FormatException(file + ": its header is no JSON object");
    }
    for (Map.Entry<?, ?> e : names.entrySet()) {
      if (!e.getKey().equals("__metadata__")) {
        out.add(entry(file + ", tensor \"" + e.getKey() + "\"", "" + e.getKey(), e.getValue()));
      }
    }
    return out;
  }

  private static Entry entry(String where, String name, Object value) {
    if (!(value instanceof Map<?, ?> m
        && m.get("dtype") instanceof String dtype
        && m.get("shape") instanceof List<?> shape
        && m.get("data_offsets") instanceof List<?> offsets
        && offsets.size() == 2
        && offsets.get(0) instanceof Long begin
        && offsets.get(1) instanceof Long end)) {
      throw new FormatException(where + ": it needs a dtype, a shape and two data_offsets");
    }
    Element element = Element.ofSafetensors(dtype);
    if (element == null) {
      throw new FormatException(
          where + ": there are no tensors of dtype " + dtype + "; save it with another one");
    }
    Shape s = Sizes.shape(where, shape);
    if (begin > end || end - begin != (long) s.size() * element.bytes()) {
      throw new FormatException(
          where
              + ": the offsets "
              + begin
              + " to "
              + end
              + " do not fit "
              + dtype
              + " of shape "
              + s
              + ", which has "
              + (long) s.size() * element.bytes()
              + " bytes");
    }
    return new Entry(name, element, s, begin, end);
  }

  /** The format demands that the tensors cover the data without gap or overlap. */
  private static void requireCover(String file, List<Entry> entries, int bytes) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry e : sorted) {
      if (e.begin() != at) {
        throw new FormatException(
            file
                + ", tensor \""
                + e.name()
                + "\": its data begin at "
                + e.begin()
                + ", but those before it end at "
                + at
                + "; tensors must follow each other without gap or overlap");
      }
      at = e.end();
    }
    if (at != bytes) {
      throw new FormatException(
          file + ": the header speaks of " + at + " bytes of data, the file has " + bytes);
    }
  }

  /**
   * Writes tensors into a file, which is replaced if it is there.
   *
   * @param file where to
   * @param tensors the tensors by name
   * @throws FormatException if they have more than 2 GB
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Map<String, Tensor> tensors) {
    StringBuilder header = new StringBuilder("{");
    long at = 0;
    for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
      Tensor t = e.getValue();
      Element element = Element.of(t.dtype());
      long end = at + (long) t.size() * element.bytes();
      header
          .append(header.length() == 1 ? "" : ",")
          .append(Json.quote(e.getKey()))
          .append(":{\"dtype\":\"" + element.safetensors() + "\",\"shape\":")
          .append(t.shape().toString().replace(" ", ""))
          .append(",\"data_offsets\":[" + at + "," + end + "]}");
      at = end;
    }
    header.append('}');
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + 7) / 8 * 8;
    byte[] whole = Sizes.bytes(file, 8 + padded + at);
    ByteBuffer out = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded).put(text);
    while (out.position() < 8 + padded) {
      out.put((byte) ' ');
    }
    tensors.values().forEach(t -> Element.write(t, out));
    Bytes.write(file, whole);
  }
}
