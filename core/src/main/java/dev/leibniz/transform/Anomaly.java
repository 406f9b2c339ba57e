package dev.leibniz.transform;

import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Tracer.Batched;
import dev.leibniz.transform.Tracer.Dual;
import dev.leibniz.transform.Tracer.Recorded;
import dev.leibniz.transform.Tracer.Shadow;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The search for the operation that first gave a NaN or an infinity.
 *
 * <p>While a scope is open anywhere, interpreters hand out a {@link Watch} in their place, which
 * looks at what an op gives and notes where in the user's program its node was made. Walks look at
 * each cotangent and tangent that a node hands on. What a rule or an interpreter computes inside is
 * not looked at, only what comes of it: rules may well meet an infinity that they then mask.
 *
 * <p>Without a scope this costs one test of a field for each kernel; interpreters test one flag
 * that they had to test anyway.
 */
public final class Anomaly {
  private static final ScopedValue<Anomaly> SCOPE = ScopedValue.newInstance();
  private static final Anomaly LOUD = new Anomaly();
  private static final Anomaly QUIET = new Anomaly();
  private static final AtomicInteger SCOPES = new AtomicInteger();

  /** Where nodes were made. They do not say so themselves, to stay small. */
  private static final Map<Node, String> SITES = Collections.synchronizedMap(new WeakHashMap<>());

  private static volatile boolean open;

  private Anomaly() {}

  /** Runs a body that stops where a NaN or an infinity first appears. */
  public static <T extends @Nullable Object> T detect(Supplier<T> body) {
    count(1);
    try {
      return ScopedValue.where(SCOPE, LOUD).call(body::get);
    } finally {
      count(-1);
    }
  }

  private static void count(int change) {
    synchronized (SCOPES) {
      open = SCOPES.addAndGet(change) > 0;
      Reverse.CLASSICAL.watch(open);
    }
  }

  /** Whether a scope is open in any thread. */
  static boolean isOpen() {
    return open;
  }

  /** Whether this thread is in a scope. */
  static boolean isOn() {
    return open && SCOPE.isBound();
  }

  /** Whether it is to be told of what it computes just now. */
  static boolean isLoud() {
    return open && SCOPE.isBound() && SCOPE.get() == LOUD;
  }

  /** Runs a body whose results alone are looked at, by the caller. */
  static <T extends @Nullable Object> T quietly(Supplier<T> body) {
    return ScopedValue.where(SCOPE, QUIET).call(body::get);
  }

  /** Notes where a node was made. */
  static void note(Tensor made) {
    if (made instanceof Recorded r) {
      Node n = r.node instanceof Node.Part p ? p.whole : r.node;
      String site = Site.here();
      if (site != null) {
        SITES.put(n, site);
      }
    }
  }

  /** How far from finite the numbers of a tensor are. */
  enum Defect {
    NONE(""),
    INFINITY("an infinity"),
    NAN("NaN");

    private final String what;

    Defect(String what) {
      this.what = what;
    }

    static Defect worse(Defect a, Defect b) {
      return a.compareTo(b) >= 0 ? a : b;
    }

    /** Of the numbers themselves. */
    static Defect of(@Nullable Tensor x) {
      return switch (x) {
        case null -> NONE;
        case Dense d -> d.dtype().isFloating() ? ofNumbers(d) : NONE;
        case Recorded r -> of(r.value);
        case Dual d -> of(d.primal);
        case Batched b -> of(b.value());
        case Shadow s -> NONE;
      };
    }

    /** Of the tangents that travel with them. */
    static Defect ofTangents(@Nullable Tensor x) {
      return switch (x) {
        case null -> NONE;
        case Dense d -> NONE;
        case Recorded r -> ofTangents(r.value);
        case Dual d -> worse(worse(of(d.tangent), ofTangents(d.tangent)), ofTangents(d.primal));
        case Batched b -> ofTangents(b.value());
        case Shadow s -> NONE;
      };
    }

    static Defect ofAll(@Nullable Tensor... all) {
      Defect worst = NONE;
      for (Tensor t : all) {
        worst = worse(worst, worse(of(t), ofTangents(t)));
      }
      return worst;
    }

    private static Defect ofNumbers(Dense d) {
      Defect worst = NONE;
      for (double v : d.toArray()) {
        if (Double.isNaN(v)) {
          return NAN;
        }
        if (Double.isInfinite(v)) {
          worst = INFINITY;
        }
      }
      return worst;
    }
  }

  /** Stops if an op gave what none of its inputs had. */
  static void check(Op op, Tensor[] out, Tensor[] in) {
    for (Tensor y : out) {
      Defect value = Defect.of(y);
      Defect tangent = Defect.ofTangents(y);
      if (value == Defect.NONE && tangent == Defect.NONE) {
        continue;
      }
      Defect before = Defect.ofAll(in);
      if (value.compareTo(before) > 0) {
        throw found(value, y, op.name(), Site.here());
      }
      if (tangent.compareTo(before) > 0) {
        throw found(tangent, y, "the tangent of " + op.name(), Site.here());
      }
    }
  }

  /** Stops if a walk's step past a node gave what it was not given. */
  static void checkStep(Node n, @Nullable Tensor given, Defect before) {
    Defect defect = Defect.ofAll(given);
    if (given != null && defect.compareTo(before) > 0) {
      Node whole = n instanceof Node.Part p ? p.whole : n;
      Op op = n.op();
      String site = SITES.get(whole);
      throw found(
          defect,
          given,
          "the derivative of " + (op == null ? "a leaf" : op.name()),
          site == null ? "a place outside of detectAnomaly" : site);
    }
  }

  private static NumericalException found(
      Defect defect, Tensor t, String what, @Nullable String site) {
    return new NumericalException(
        "detectAnomaly: "
            + what
            + " gave "
            + defect.what
            + " in a tensor of shape "
            + t.shape()
            + ", from numbers without, at "
            + (site == null ? "an unknown place" : site)
            + "; keep its argument where it is smooth: clamp it, or choose by Tensor.where before"
            + " and not after the operation");
  }
}
