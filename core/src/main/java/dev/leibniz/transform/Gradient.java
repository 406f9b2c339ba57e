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
  private final List<UnaryOperator<@Nullable Tensor>> hooks = new CopyOnWriteArrayList<>();
  private volatile @Nullable Tensor sum;
  private volatile boolean retained;

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

  Runnable hook(UnaryOperator<@Nullable Tensor> hook) {
    hooks.add(hook);
    return () -> hooks.remove(hook);
  }

  /** What the hooks make of a cotangent, each seeing what the one before gave. */
  Tensor hooked(Tensor ct) {
    Tensor t = ct;
    for (UnaryOperator<@Nullable Tensor> hook : hooks) {
      Tensor changed = hook.apply(t);
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
