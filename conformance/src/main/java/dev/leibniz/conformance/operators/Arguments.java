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
    if (any(place, name) instanceof Tensor t) {
      return t;
    }
    throw otherThan(place, name, "a tensor");
  }

  @Nullable Tensor tensorOrNull(int place, String name) {
    return isGiven(place, name) ? tensor(place, name) : null;
  }

  List<Tensor> tensors(int place, String name) {
    List<Tensor> out = new ArrayList<>();
    for (Object a : list(place, name, "a list of tensors")) {
      if (!(a instanceof Tensor t)) {
        throw otherThan(place, name, "a list of tensors");
      }
      out.add(t);
    }
    return out;
  }

  private List<?> list(int place, String name, String handled) {
    if (any(place, name) instanceof List<?> list) {
      return list;
    }
    throw otherThan(place, name, handled);
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
      case null, default -> throw otherThan(place, name, "a number");
    };
  }

  Number number(int place, String name, Number absent) {
    return isGiven(place, name) ? number(place, name) : absent;
  }

  double real(int place, String name, double absent) {
    return number(place, name, absent).doubleValue();
  }

  /** A list of numbers, or one number for a list of one. */
  double[] reals(int place, String name) {
    if (any(place, name) instanceof Number) {
      return new double[] {number(place, name).doubleValue()};
    }
    return list(place, name, "a list of numbers").stream()
        .mapToDouble(x -> {
          if (x instanceof Number n) {
            return n.doubleValue();
          }
          throw otherThan(place, name, "a list of numbers");
        })
        .toArray();
  }

  int integer(int place, String name) {
    if (any(place, name) instanceof Long n) {
      return Math.toIntExact(n);
    }
    throw otherThan(place, name, "an integer");
  }

  int integer(int place, String name, int absent) {
    return isGiven(place, name) ? integer(place, name) : absent;
  }

  @Nullable Integer integerOrNull(int place, String name) {
    return isGiven(place, name) ? (Integer) integer(place, name) : null;
  }

  /** A list of integers, or one integer for a list of one. */
  int[] integers(int place, String name) {
    if (any(place, name) instanceof Long n) {
      return new int[] {Math.toIntExact(n)};
    }
    List<?> list = list(place, name, "a list of integers");
    int[] out = new int[list.size()];
    for (int i = 0; i < out.length; i++) {
      if (!(list.get(i) instanceof Long n)) {
        throw otherThan(place, name, "a list of integers");
      }
      out[i] = Math.toIntExact(n);
    }
    return out;
  }

  int[] integers(int place, String name, int[] absent) {
    return isGiven(place, name) ? integers(place, name) : absent;
  }

  boolean flag(int place, String name, boolean absent) {
    return switch (any(place, name)) {
      case null -> absent;
      case Boolean b -> b;
      default -> throw otherThan(place, name, "a boolean");
    };
  }

  String text(int place, String name, String absent) {
    return switch (any(place, name)) {
      case null -> absent;
      case String s -> s;
      default -> throw otherThan(place, name, "a string");
    };
  }

  DType dtype(int place, String name, DType absent) {
    return switch (any(place, name)) {
      case null -> absent;
      case DType d -> d;
      default -> throw otherThan(place, name, "a dtype");
    };
  }

  private UnsupportedException otherThan(int place, String name, String handled) {
    return unsupported(name + " is " + kind(any(place, name)) + ", handled is " + handled);
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
