package dev.leibniz.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As much of JSON as headers of safetensors need: objects, arrays, strings and whole numbers. A
 * header is small and flat, so a reader of one screen does; what it does not know it refuses, and
 * so it does with a name that comes twice.
 */
final class Json {
  /** Deeper nesting than any header has; it keeps hostile files from overflowing the stack. */
  private static final int DEEPEST = 16;

  private final String text;
  private final String file;
  private int at;

  private Json(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /** The value: a Map, List, String or Long. */
  static Object parse(String text, String file) {
    Json json = new Json(text, file);
    Object value = json.value(0);
    json.blanks();
    if (json.at < text.length()) {
      throw json.wrong("nothing more");
    }
    return value;
  }

  static String quote(String s) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        default -> {
          if (c < ' ') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private FormatException wrong(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new FormatException(
        file + ": its JSON header has " + found + " at " + at + ", where " + expected + " belongs");
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    blanks();
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void take(char c) {
    if (peek() != c) {
      throw wrong("'" + c + "'");
    }
    at++;
  }

  private Object value(int depth) {
    char c = peek();
    if (depth > DEEPEST) {
      throw wrong("less nesting");
    }
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    Map<String, Object> out = new LinkedHashMap<>();
    take('{');
    while (peek() != '}') {
      if (!out.isEmpty()) {
        take(',');
        blanks();
      }
      String name = string();
      take(':');
      if (out.put(name, value(depth + 1)) != null) {
        throw new FormatException(file + ": its JSON header has \"" + name + "\" twice");
      }
    }
    take('}');
    return out;
  }

  private List<Object> array(int depth) {
    List<Object> out = new ArrayList<>();
    take('[');
    while (peek() != ']') {
      if (!out.isEmpty()) {
        take(',');
      }
      out.add(value(depth + 1));
    }
    take(']');
    return out;
  }

  private String string() {
    take('"');
    StringBuilder out = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escaped() : c);
    }
    take('"');
    return out.toString();
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
          throw wrong("four hexadecimal digits");
        }
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> throw wrong("an escape of JSON");
    };
  }

  private Long number() {
    int start = at;
    while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
      at++;
    }
    if (at == start || at - start > 18) {
      at = start;
      throw wrong("an object, an array, a string or a whole number");
    }
    return Long.parseLong(text.substring(start, at));
  }
}
