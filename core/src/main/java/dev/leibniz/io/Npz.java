package dev.leibniz.io;

import dev.leibniz.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Tensors by name in a file of NumPy's {@code .npz} format: a zip archive of {@link Npy} files.
 *
 * <pre>{@code
 * Npz.write(Path.of("mlp.npz"), Modules.stateDict(mlp));
 * Map<String, Tensor> tensors = Npz.read(Path.of("mlp.npz"));     // Python: numpy.savez("mlp.npz", …)
 * }</pre>
 */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * The tensors of a file.
   *
   * @param file where they are
   * @return the tensors by name, in the order of the archive
   * @throws FormatException if the file is malformed, or holds a dtype that there is no tensor of
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Map<String, Tensor> read(Path file) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry e : Collections.list(zip.entries())) {
        String name = e.getName();
        String plain = name.endsWith(SUFFIX) ? name.substring(0, name.length() - 4) : name;
        byte[] bytes = zip.getInputStream(e).readAllBytes();
        if (checksum(bytes) != e.getCrc()) {
          throw new FormatException(file + ", " + name + ": its bytes do not fit their checksum");
        }
        if (out.put(plain, Npy.decode(file + ", " + name, bytes)) != null) {
          throw new FormatException(file + ": it has \"" + plain + "\" twice");
        }
      }
    } catch (ZipException | EOFException e) {
      throw new FormatException(
          file + ": it is no zip archive, as .npz files are, or a damaged one: " + e.getMessage());
    } catch (IOException e) {
      throw Bytes.unreadable(file, e);
    }
    return out;
  }

  private static long checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /**
   * Writes tensors into a file, which is replaced if it is there. Same tensors, same bytes.
   *
   * @param file where to
   * @param tensors the tensors by name
   * @throws FormatException if they have more than 2 GB
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public static void write(Path file, Map<String, Tensor> tensors) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, Tensor> t : tensors.entrySet()) {
        ZipEntry e = new ZipEntry(t.getKey() + SUFFIX);
        e.setTimeLocal(ALWAYS);
        zip.putNextEntry(e);
        zip.write(Npy.encode(file, t.getValue()));
      }
    } catch (IOException e) {
      throw Bytes.unwritable(file, e);
    }
    Bytes.write(file, bytes.toByteArray());
  }
}
