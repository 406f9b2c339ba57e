package dev.leibniz.conformance.operators;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call. Each accessor takes an argument's place and its name in PyTorch's
 * signature, and finds it by either; a place of {@link #KEYWORD} is for arguments that have a name
 * only. An argument that nobody asked for, or of another kind than asked for, is an overload that
 * the operator does not handle.
 */
public final class Arguments {
  /** The place of an argument that can only be given by name. */
  public static final int KEYWORD = -1;

  private final String operator;
  private final List<@Nullable Object> positional;
  private final Map<String, @Nullable Object> keywords;
  private final Set<Integer> usedPlaces = new LinkedHashSet<>();
  private final Set<String> usedNames = new LinkedHashSet<>();

  /**
   * The arguments of one call.
   *
   * @param operator whose they are
   * @param positional those without names
   * @param keywords those with names
   */
  public Arguments(
      String operator, List<@Nullable Object> positional, Map<String, @Nullable Object> keywords) {
    this.operator = operator;
    this.positional = positional;
    this.keywords = keywords;
  }

  String operator() {
    return operator;
  }

  int count() {
    return positional.size() + keywords.size();
  }

  void refuseUnused() {
    for (int i = 0; i < positional.size(); i++) {
      if (!usedPlaces.contains(i)) {
        throw unsupported("argument " + i + " (" + kind(positional.get(i)) + ")");
      }
    }
    for (String name : keywords.keySet()) {
      if (!usedNames.contains(name)) {
        throw unsupported("argument " + name);
      }
    }
  }

  UnsupportedException unsupported(String what) {
    return new UnsupportedException(operator, what);
  }

  @Nullable Object any(int place, String name) {
    if (place >= 0 && place < positional.size()) {
      usedPlaces.add(place);
      return positional.get(place);
    }
    usedNames.add(name);
    return keywords.get(name);
  }

  boolean isGiven(int place, String name) {
    return any(place, name) != null;
  }

  Tensor tensor(int place, String name) {
    return any(place, name) instanceof Tensor t ? t : refuse(place, name, "tensor");
  }

  @Nullable Tensor tensorOrNull(int place, String name) {
    return isGiven(place, name) ? tensor(place, name) : null;
  }

  List<Tensor> tensors(int place, String name) {
    List<Tensor> out = new ArrayList<>();
    if (any(place, name) instanceof List<?> list) {
      for (Object a : list) {
        out.add(a instanceof Tensor t ? t : refuse(place, name, "list of tensors"));
      }
      return out;
    }
    return refuse(place, name, "list of tensors");
  }

  Operand operand(int place, String name) {
    return any(place, name) instanceof Tensor t
        ? new Operand.OfTensor(t)
        : Operand.of(number(place, name));
  }

  /** A Long or a Double. */
  Number number(int place, String name) {
    return switch (any(place, name)) {
      case Long n -> n;
      case Double x -> x;
      case String s when s.equals("nan") -> Double.NaN;
      case String s when s.equals("inf") -> Double.POSITIVE_INFINITY;
      case String s when s.equals("-inf") -> Double.NEGATIVE_INFINITY;
      case null, default -> refuse(place, name, "number");
    };
  }

  Number number(int place, String name, Number absent) {
    return isGiven(place, name) ? number(place, name) : absent;
  }

  int integer(int place, String name) {
    return any(place, name) instanceof Long n
        ? Math.toIntExact(n)
        : this.<Integer>refuse(place, name, "integer");
  }

  int integer(int place, String name, int absent) {
    return isGiven(place, name) ? integer(place, name) : absent;
  }

  @Nullable Integer integerOrNull(int place, String name) {
    return isGiven(place, name) ? (Integer) integer(place, name) : null;
  }

  /** A list of integers, or one integer for a list of one. */
  int[] integers(int place, String name) {
    Object a = any(place, name);
    if (a instanceof Long n) {
      return new int[] {Math.toIntExact(n)};
    }
    if (!(a instanceof List<?> list)) {
      return refuse(place, name, "list of integers");
    }
    int[] out = new int[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          list.get(i) instanceof Long n
              ? Math.toIntExact(n)
              : this.<Integer>refuse(place, name, "list of integers");
    }
    return out;
  }

  int[] integers(int place, String name, int... absent) {
    return isGiven(place, name) ? integers(place, name) : absent;
  }

  boolean flag(int place, String name, boolean absent) {
    return switch (any(place, name)) {
      case null -> absent;
      case Boolean b -> b;
      default -> this.<Boolean>refuse(place, name, "boolean");
    };
  }

  String text(int place, String name, String absent) {
    return switch (any(place, name)) {
      case null -> absent;
      case String s -> s;
      default -> refuse(place, name, "string");
    };
  }

  DType dtype(int place, String name, DType absent) {
    return switch (any(place, name)) {
      case null -> absent;
      case DType d -> d;
      default -> refuse(place, name, "dtype");
    };
  }

  private <T> T refuse(int place, String name, String needed) {
    throw unsupported(name + " is " + kind(any(place, name)) + ", handled is: " + needed);
  }

  private static String kind(@Nullable Object a) {
    return switch (a) {
      case null -> "absent";
      case Tensor t -> "a tensor";
      case List<?> l -> "a list";
      case Number n -> "the number " + n;
      default -> a.toString();
    };
  }
}
