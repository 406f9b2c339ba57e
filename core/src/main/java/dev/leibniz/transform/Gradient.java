package dev.leibniz.transform;

import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the user attached to a node of level 0: hooks, and the gradient that {@code backward} adds
 * up.
 */
final class Gradient {
  private final List<Registration<UnaryOperator<@Nullable Tensor>>> hooks =
      new CopyOnWriteArrayList<>();
  private final List<Registration<Runnable>> hooksAfter = new CopyOnWriteArrayList<>();
  private volatile @Nullable Tensor sum;
  private volatile boolean retained;

  /** No record: the same function registered twice is two registrations. */
  private static final class Registration<F> {
    private final F function;

    Registration(F function) {
      this.function = function;
    }
  }

  @Nullable Tensor sum() {
    return sum;
  }

  synchronized void add(Tensor ct) {
    Tensor old = sum;
    sum = old == null ? ct : old.add(ct);
  }

  synchronized void clear() {
    sum = null;
  }

  void retain() {
    retained = true;
  }

  boolean isRetained() {
    return retained;
  }

  Runnable hook(UnaryOperator<@Nullable Tensor> function) {
    var hook = new Registration<>(function);
    hooks.add(hook);
    return () -> hooks.remove(hook);
  }

  Runnable hookAfter(Runnable action) {
    var hook = new Registration<>(action);
    hooksAfter.add(hook);
    return () -> hooksAfter.remove(hook);
  }

  /** Runs what waits for the gradient to have been added to. */
  void tell() {
    for (var hook : hooksAfter) {
      hook.function.run();
    }
  }

  /** What the hooks make of a cotangent, each seeing what the one before gave. */
  Tensor hooked(Tensor ct) {
    Tensor t = ct;
    for (var hook : hooks) {
      Tensor changed = hook.function.apply(t);
      if (changed != null && !changed.shape().equals(t.shape())) {
        throw new ShapeException(
            "gradient hook: gave a tensor of shape "
                + changed.shape()
                + " for a gradient of shape "
                + t.shape()
                + "; return the same shape, or null to leave the gradient as it is");
      }
      t = changed == null ? t : changed.to(t.dtype());
    }
    return t;
  }
}
