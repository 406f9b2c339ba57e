package dev.leibniz.conformance;

import dev.leibniz.DType;
import dev.leibniz.Index;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a case of a line of JSON. */
final class CaseReader {
  private static final JsonMapper JSON = new JsonMapper();

  private CaseReader() {}

  /**
   * Reads one case.
   *
   * @throws tools.jackson.core.JacksonException if the line is not JSON, or a field is missing or
   *     odd
   * @throws IllegalArgumentException if a field has a value that the format does not know
   */
  static Case read(String line) {
    JsonNode n = JSON.readTree(line);
    return new Case(
        n.required("id").stringValue(),
        list(n.required("inputs"), CaseReader::tensor),
        list(n.required("diff"), JsonNode::intValue),
        list(n.required("program"), CaseReader::statement),
        list(n.required("outputs"), JsonNode::stringValue),
        list(n.required("checks"), CaseReader::check),
        n.required("rtol").doubleValue(),
        n.required("atol").doubleValue());
  }

  private static Statement statement(JsonNode n) {
    JsonNode out = n.required("out");
    Map<String, @Nullable Object> keywords = new LinkedHashMap<>();
    n.path("kwargs").properties().forEach(e -> keywords.put(e.getKey(), argument(e.getValue())));
    return new Statement(
        n.required("op").stringValue(),
        arguments(n.required("args")),
        keywords,
        out.isArray() ? list(out, JsonNode::stringValue) : List.of(out.stringValue()),
        out.isArray());
  }

  private static Check check(JsonNode n) {
    return new Check(
        n.required("call").stringValue(),
        n.has("outputs") ? list(n.get("outputs"), JsonNode::intValue) : null,
        list(n.path("v"), CaseReader::tensor),
        list(n.path("weights"), CaseReader::tensor),
        blocks(n.required("expect")));
  }

  private static List<Tensor> blocks(JsonNode n) {
    if (!n.isArray()) {
      return List.of(tensor(n));
    }
    List<Tensor> out = new ArrayList<>();
    n.values().forEach(block -> out.addAll(blocks(block)));
    return out;
  }

  private static List<@Nullable Object> arguments(JsonNode n) {
    List<@Nullable Object> out = new ArrayList<>();
    n.values().forEach(a -> out.add(argument(a)));
    return out;
  }

  private static @Nullable Object argument(JsonNode n) {
    return switch (n.getNodeType()) {
      case NULL -> null;
      case BOOLEAN -> n.booleanValue();
      case STRING -> n.stringValue();
      case NUMBER -> n.isIntegralNumber() ? (Object) n.longValue() : (Object) n.doubleValue();
      case ARRAY -> arguments(n);
      default -> marked(n);
    };
  }

  private static Object marked(JsonNode n) {
    if (n.has("ref")) {
      return new Statement.Reference(n.get("ref").stringValue());
    }
    if (n.has("slice")) {
      JsonNode s = n.get("slice");
      Integer step = bound(s.required(2));
      return Index.slice(bound(s.required(0)), bound(s.required(1)), step == null ? 1 : step);
    }
    if (n.has("ellipsis")) {
      return Index.ELLIPSIS;
    }
    if (n.has("dtype")) {
      return dtype(n.get("dtype"));
    }
    throw new IllegalArgumentException("not an argument: " + n);
  }

  private static @Nullable Integer bound(JsonNode n) {
    return n.isNull()
        ? null
        : (Integer) Math.clamp(n.longValue(), -Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static DType dtype(JsonNode n) {
    return DType.valueOf(n.stringValue().toUpperCase(Locale.ROOT));
  }

  private static Tensor tensor(JsonNode n) {
    Shape shape =
        Shape.of(list(n.required("shape"), JsonNode::intValue).stream().mapToInt(i -> i).toArray());
    List<JsonNode> data = List.copyOf(n.required("data").values());
    DType dtype = dtype(n.required("dtype"));
    Tensor flat =
        switch (dtype) {
          case FLOAT64, FLOAT32 ->
              Tensor.of(data.stream().mapToDouble(CaseReader::number).toArray());
          case INT64, INT32 -> Tensor.of(data.stream().mapToLong(JsonNode::longValue).toArray());
          case BOOL -> truths(data);
        };
    return flat.to(dtype).reshape(shape);
  }

  private static Tensor truths(List<JsonNode> data) {
    boolean[] truths = new boolean[data.size()];
    for (int i = 0; i < truths.length; i++) {
      truths[i] = data.get(i).booleanValue();
    }
    return Tensor.of(truths);
  }

  private static double number(JsonNode n) {
    return n.isString() ? notFinite(n.stringValue()) : n.doubleValue();
  }

  private static double notFinite(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new IllegalArgumentException("not a number: " + text);
    };
  }

  private static <T> List<T> list(JsonNode n, Function<JsonNode, T> element) {
    return n.values().stream().map(element).toList();
  }
}
