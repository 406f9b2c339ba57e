package dev.leibniz.io;

import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFilesTest {
  @TempDir Path directory = Path.of("");

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(TensorFilesTest.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Tensor> everyKind() {
    Map<String, Tensor> out = new LinkedHashMap<>();
    out.put("layer.weight", Tensor.of(new double[][] {{1.5, -0.0}, {Double.NaN, 1e300}}));
    out.put("float", Tensor.floats(0.1f, Float.NEGATIVE_INFINITY));
    out.put("long", Tensor.longs(Long.MIN_VALUE, 5));
    out.put("int", Tensor.ints(-1, 2, 3));
    out.put("bool", Tensor.bools(true, false, true));
    out.put("scalar", Tensor.scalar(3));
    out.put("empty", Tensor.zeros(2, 0));
    out.put("a \"strange\" näme \\ \t", Tensor.of(1));
    out.put("view", Tensor.arange(6).reshape(2, 3).mT());
    return out;
  }

  private static void same(Map<String, Tensor> found, Map<String, Tensor> expected) {
    assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((n, t) -> assertThatTensor(found.get(n)).as(n).isExactly(t));
  }

  // ---------------------------------------------------------------- there and back

  @Test
  void whatIsWrittenIsRead() {
    Map<String, Tensor> all = everyKind();
    Path safetensors = directory.resolve("all.safetensors");
    Safetensors.write(safetensors, all);
    same(Safetensors.read(safetensors), all);
    Path npz = directory.resolve("all.npz");
    Npz.write(npz, all);
    same(Npz.read(npz), all);
    all.forEach((n, t) -> {
      Path npy = directory.resolve("one.npy");
      Npy.write(npy, t);
      assertThatTensor(Npy.read(npy)).as(n).isExactly(t);
    });
  }

  @Test
  void theSameTensorsGiveTheSameBytesAndLeaveNothingBeside() throws IOException {
    Path a = directory.resolve("a.npz");
    Path b = directory.resolve("b.npz");
    Npz.write(a, everyKind());
    Npz.write(b, everyKind());
    Npz.write(b, everyKind());
    assertThat(Files.readAllBytes(a)).isEqualTo(Files.readAllBytes(b));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(a, b);
    }
  }

  // ---------------------------------------------------------------- others' files

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "deflated.npz"})
  void filesOfNumPyAreRead(String name) {
    Map<String, Tensor> found = Npz.read(resource(name));
    Tensor base = Tensor.arange(6).reshape(2, 3);
    Tensor quarters = base.div(4.0);
    Tensor signed = base.sub(3);
    Map<String, Tensor> expected = new LinkedHashMap<>();
    expected.put("f8", quarters.to(DType.FLOAT64));
    expected.put("f4", quarters.to(DType.FLOAT32));
    expected.put("f2", quarters.sub(0.125).to(DType.FLOAT32));
    expected.put("i8", signed);
    for (String n : new String[] {"i4", "i2", "i1"}) {
      expected.put(n, signed.to(DType.INT32));
    }
    expected.put("u4", base.add((1L << 32) - 6));
    expected.put("u2", base.add((1L << 16) - 6).to(DType.INT32));
    expected.put("u1", base.add(250).to(DType.INT32));
    expected.put("b1", base.remainder(2).eq(1));
    expected.put("scalar", Tensor.scalar(2.5));
    expected.put("empty", Tensor.zeros(0, 3));
    expected.put("vector", Tensor.of(1.5, -2.5));
    expected.put("fortran", quarters.to(DType.FLOAT64));
    expected.put("big", quarters.to(DType.FLOAT64));
    expected.put("big_i2", signed.to(DType.INT32));
    expected.put("four.axes", Tensor.arange(24).to(DType.FLOAT64).reshape(1, 2, 3, 4));
    same(found, expected);
  }

  @Test
  void plainFilesOfNumPyAreRead() {
    Tensor quarters = Tensor.arange(6).reshape(2, 3).to(DType.FLOAT64).div(4.0);
    assertThatTensor(Npy.read(resource("plain.npy"))).isExactly(quarters.to(DType.FLOAT32));
    assertThatTensor(Npy.read(resource("version2.npy"))).isExactly(quarters);
  }

  @Test
  void tensorsOfPyTorchAreRead() {
    Map<String, Tensor> expected = new LinkedHashMap<>();
    expected.put("layer.weight", Tensor.of(new float[][] {{0, 0.25f, 0.5f}, {0.75f, 1, 1.25f}}));
    expected.put("half", Tensor.floats(0.5f, -2.25f, 65504));
    expected.put("brain", Tensor.floats(0.5f, -2.25f, 3.3895314e38f));
    expected.put("count", Tensor.scalar(7, DType.INT64));
    expected.put("small", Tensor.ints(-128, 127));
    expected.put("mask \"é\\", Tensor.bools(true, false));
    expected.put("none", Tensor.zeros(0, 2));
    same(Safetensors.read(resource("torch.safetensors")), expected);
  }

  // ---------------------------------------------------------------- malformed

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static byte[] safetensors(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return safetensors(text.length, text, data);
  }

  private static byte[] safetensors(long length, byte[] text, int data) {
    byte[] all = new byte[8 + text.length + data];
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(text);
    return all;
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
  }

  static Stream<Arguments> malformed() {
    String a = entry("F32", "[2]", "[0,8]");
    return Stream.of(
        Arguments.of("a few bytes", new byte[3], "too few"),
        Arguments.of("longer header", safetensors(1000, new byte[4], 0), "cut off"),
        Arguments.of("negative header", safetensors(-1, new byte[4], 0), "18446744073709551615"),
        Arguments.of("no UTF-8", safetensors(2, new byte[] {(byte) 0xff, 0}, 0), "UTF-8"),
        Arguments.of("no JSON", safetensors("{\"a\"", 0), "where ':' belongs"),
        Arguments.of("open string", safetensors("{\"a", 0), "the end at 3"),
        Arguments.of("no object", safetensors("[1]", 0), "no JSON object"),
        Arguments.of("more than JSON", safetensors("{}{}", 0), "nothing more"),
        Arguments.of("bad escape", safetensors("{\"\\x\":1}", 0), "an escape"),
        Arguments.of("bad digits", safetensors("{\"\\u00g0\":1}", 0), "hexadecimal"),
        Arguments.of("deep", safetensors("[".repeat(10_000), 0), "less nesting"),
        Arguments.of("no dtype", safetensors("{\"a\":{}}", 0), "tensor \"a\""),
        Arguments.of("number", safetensors("{\"a\":5}", 0), "needs a dtype"),
        Arguments.of("fraction", safetensors("{\"a\":1.5}", 0), "'.' at 6"),
        Arguments.of("twice", safetensors("{\"a\":" + a + ",\"a\":" + a + "}", 8), "\"a\" twice"),
        Arguments.of(
            "dtype", safetensors("{\"a\":" + entry("F8", "[1]", "[0,1]") + "}", 1), "dtype F8"),
        Arguments.of(
            "sizes",
            safetensors("{\"a\":" + entry("F32", "[65536,65536]", "[0,8]") + "}", 8),
            "more elements"),
        Arguments.of(
            "overflow",
            safetensors("{\"a\":" + entry("F32", "[4294967296]", "[0,8]") + "}", 8),
            "none that a tensor can have"),
        Arguments.of(
            "offsets", safetensors("{\"a\":" + entry("F32", "[2]", "[0,4]") + "}", 4), "8 bytes"),
        Arguments.of(
            "backwards", safetensors("{\"a\":" + entry("F32", "[2]", "[8,0]") + "}", 8), "8 to 0"),
        Arguments.of(
            "overlap",
            safetensors("{\"a\":" + a + ",\"b\":" + entry("F32", "[2]", "[4,12]") + "}", 12),
            "without gap or overlap"),
        Arguments.of(
            "gap",
            safetensors("{\"a\":" + a + ",\"b\":" + entry("F32", "[1]", "[12,16]") + "}", 16),
            "without gap or overlap"),
        Arguments.of("truncated", safetensors("{\"a\":" + a + "}", 7), "the file has 7"),
        Arguments.of("trailing", safetensors("{\"a\":" + a + "}", 9), "the file has 9"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void malformedSafetensorsAreRefused(String what, byte[] bytes, String message)
      throws IOException {
    Path file = file("bad.safetensors", bytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .as(what)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bad.safetensors")
        .hasMessageContaining(message);
  }

  private static byte[] npy(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[10 + text.length + data];
    ByteBuffer.wrap(all)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text);
    return all;
  }

  static Stream<Arguments> malformedArrays() throws IOException {
    byte[] good = Files.readAllBytes(resource("plain.npy"));
    byte[] version = good.clone();
    version[6] = 9;
    byte[] magic = good.clone();
    magic[1] = 'X';
    return Stream.of(
        Arguments.of("nothing", new byte[0], "does not begin"),
        Arguments.of("another file", magic, "does not begin"),
        Arguments.of("version", version, "version 9"),
        Arguments.of("in the header", Arrays.copyOf(good, 40), "cut off"),
        Arguments.of("in the data", Arrays.copyOf(good, good.length - 1), "has 23"),
        Arguments.of("behind the data", Arrays.copyOf(good, good.length + 1), "has 25"),
        Arguments.of("objects", Files.readAllBytes(resource("objects.npy")), "dtype '|O'"),
        Arguments.of("complex", Files.readAllBytes(resource("complex.npy")), "astype"),
        Arguments.of("no header", npy("{}", 0), "plain array"),
        Arguments.of(
            "size",
            npy("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }", 0),
            "none that a tensor can have"),
        Arguments.of(
            "sizes",
            npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000, 2000000), }", 0),
            "more elements"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedArrays")
  void malformedArraysAreRefused(String what, byte[] bytes, String message) throws IOException {
    Path file = file("bad.npy", bytes);
    assertThatThrownBy(() -> Npy.read(file))
        .as(what)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bad.npy")
        .hasMessageContaining(message);
  }

  @Test
  void damagedArchivesAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(resource("stored.npz"));
    for (int length : new int[] {0, 100, good.length / 2, good.length - 5}) {
      Path file = file("bad.npz", Arrays.copyOf(good, length));
      assertThatThrownBy(() -> Npz.read(file))
          .as("cut to " + length)
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("bad.npz");
    }
    byte[] flipped = good.clone();
    flipped[300] ^= 1;
    assertThatThrownBy(() -> Npz.read(file("bad.npz", flipped)))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void filesThatAreNotThereAreReportedAsSuch() {
    Path nowhere = directory.resolve("no/such.npz");
    Map<String, Tensor> tensors = Map.of("a", Tensor.zeros(1));
    Stream.<ThrowingCallable>of(
            () -> Npz.read(nowhere),
            () -> Npy.read(nowhere),
            () -> Safetensors.read(nowhere),
            () -> Npz.write(nowhere, tensors),
            () -> Safetensors.write(nowhere, tensors))
        .forEach(use ->
            assertThatThrownBy(use)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("ing " + nowhere + ": there is no such file or folder"));
  }

  @Test
  void aRefusedTensorLeavesTheOldFile() {
    Path file = directory.resolve("kept.npy");
    Tensor old = Tensor.of(1, 2);
    Npy.write(file, old);
    Tensor traced = Tensor.zeros(Shape.of(2), DType.FLOAT64);
    assertThatThrownBy(() ->
            dev.leibniz.Functional.<Tensor>vmap(
                    x -> {
                      Npy.write(file, x);
                      return x;
                    })
                .apply(traced))
        .isInstanceOf(RuntimeException.class);
    assertThatTensor(Npy.read(file)).isExactly(old);
  }
}
