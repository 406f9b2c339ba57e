package dev.leibniz.transform;

import dev.leibniz.GraphException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.transform.Tracer.Batched;
import dev.leibniz.transform.Tracer.Dual;
import dev.leibniz.transform.Tracer.Recorded;
import dev.leibniz.transform.Tracer.Shadow;

/**
 * What lies below the tracers: the numbers that Java may look at, and the constant that detach
 * gives.
 */
public final class Numbers {
  private Numbers() {}

  /**
   * The numbers of a tensor. Under a derivative they are the primal's, so that Java's own control
   * flow works; under vmap there is one value per example, and the operation is refused.
   */
  public static Dense of(Tensor x, String operation) {
    Tensor t = x;
    while (true) {
      switch (t) {
        case Dense d -> {
          return d;
        }
        case Recorded r -> t = r.value;
        case Dual d -> t = d.primal;
        case Batched b ->
            throw new GraphException(
                operation
                    + ": inside "
                    + b.run
                    + " a tensor of shape "
                    + b.shape()
                    + " has one value per example, so Java cannot read or branch on it; use"
                    + " Tensor.where to choose by value, or a loop instead of vmap");
        case Shadow s ->
            throw new GraphException(
                operation + ": a " + s.run + " of shape " + s.shape() + " has no numbers");
      }
    }
  }

  /** The same numbers as a constant: no derivative, of any order or mode, sees through it. */
  public static Tensor detach(Tensor x) {
    return switch (x) {
      case Dense d -> d;
      case Recorded r -> detach(r.value);
      case Dual d -> detach(d.primal);
      case Batched b -> {
        Tensor value = detach(b.value());
        yield value == b.value() ? b : new Batched((Batch) b.run, value);
      }
      case Shadow s -> s;
    };
  }

  /** The same tensor, cut from level 0 alone. */
  public static Tensor cutLevelZero(Tensor x) {
    return x instanceof Recorded r && r.run == Reverse.CLASSICAL ? r.value : x;
  }
}
