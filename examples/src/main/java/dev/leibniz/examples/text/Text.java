package dev.leibniz.examples.text;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A text as numbers.
 *
 * @param alphabet the characters that occur in it; each is known by its place
 * @param characters places in the alphabet, of shape [n]
 */
record Text(String alphabet, Tensor characters) {
  /** The text that comes with the examples. */
  static Text shipped() {
    try (InputStream in = Text.class.getResourceAsStream("leibniz.txt")) {
      return of(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Text of(String s) {
    StringBuilder alphabet = new StringBuilder();
    s.chars().sorted().distinct().forEach(c -> alphabet.append((char) c));
    String all = alphabet.toString();
    return new Text(all, numbers(all, s));
  }

  private static Tensor numbers(String alphabet, String s) {
    return Tensor.longs(s.chars().mapToLong(alphabet::indexOf).toArray());
  }

  /** Numbers of some of its characters. */
  Tensor numbers(String s) {
    return numbers(alphabet, s);
  }

  int size() {
    return characters.size();
  }

  /** Parts from random places, a column for each: of shape [length, count]. */
  Tensor parts(int length, int count, Key key) {
    Tensor start = key.integers(0, size() - length + 1, count);
    return characters.get(Tensor.arange(length).unsqueeze(1).add(start));
  }
}
