package dev.leibniz.optim.solver;

import dev.leibniz.LeibnizException;
import dev.leibniz.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * {@link BFGS} that remembers the last steps instead of a matrix (D. Liu and J. Nocedal, "On the
 * limited memory BFGS method for large scale optimization", 1989); strong Wolfe line search. For
 * any number of unknowns.
 *
 * @param memory how many steps are remembered
 * @param stopping when to stop
 */
public record LBFGS(int memory, Stopping stopping) implements Minimizer {
  /**
   * A method.
   *
   * @throws LeibnizException if no step is remembered
   */
  public LBFGS {
    if (memory < 1) {
      throw new LeibnizException("LBFGS: the memory " + memory + "; give 1 or more");
    }
  }

  /**
   * With a memory of 10 steps, 10 000 iterations and the tolerance 1e-8.
   *
   * @return the method
   */
  public static LBFGS of() {
    return new LBFGS(10, new Stopping(10_000, 1e-8));
  }

  /**
   * The same method with another memory.
   *
   * @param memory how many steps are remembered
   * @return the changed method
   */
  public LBFGS withMemory(int memory) {
    return new LBFGS(memory, stopping);
  }

  @Override
  public LBFGS withStopping(Stopping stopping) {
    return new LBFGS(memory, stopping);
  }

  @Override
  public <P> Minimum<P> minimize(
      Function<? super P, ? extends Tensor> f, P start, Consumer<? super Progress<P>> listener) {
    return Search.run(this, f, start, listener, new Descent(new Recent(memory), 0.9)::walk);
  }

  private static final class Recent implements Descent.Directions {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(double[] step, double[] change, double product) {}

    private final int memory;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    Recent(int memory) {
      this.memory = memory;
    }

    @Override
    public double[] direction(double[] gradient) {
      double[] q = Vectors.times(-1, gradient);
      double[] alpha = new double[pairs.size()];
      int k = 0;
      for (Iterator<Pair> i = pairs.descendingIterator(); i.hasNext(); k++) {
        Pair p = i.next();
        alpha[k] = Vectors.dot(p.step(), q) / p.product();
        Vectors.add(q, -alpha[k], p.change());
      }
      Pair last = pairs.peekLast();
      if (last != null) {
        q = Vectors.times(last.product() / Vectors.dot(last.change(), last.change()), q);
      }
      for (Pair p : pairs) {
        k--;
        double beta = Vectors.dot(p.change(), q) / p.product();
        Vectors.add(q, alpha[k] - beta, p.step());
      }
      return q;
    }

    @Override
    public void learn(double[] step, double[] change, double[] gradient) {
      double product = Vectors.dot(step, change);
      if (!(product > 1e-300)) {
        return;
      }
      if (pairs.size() == memory) {
        pairs.removeFirst();
      }
      pairs.addLast(new Pair(step, change, product));
    }

    @Override
    public void reset() {
      pairs.clear();
    }

    @Override
    public boolean hasScale() {
      return !pairs.isEmpty();
    }
  }
}
