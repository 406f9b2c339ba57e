package dev.leibniz.optim;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * A first-order method. What it does to one tensor is all that a method of one's own has to say;
 * trees are the business of {@link #init} and {@link #step}.
 *
 * <p>Buffers and integers of a tree ride along unchanged. Everything is differentiable, and an
 * optimiser is a value that may be shared between threads.
 */
public interface Optimizer {
  /**
   * What a method remembers from step to step.
   *
   * @param <P> the tree of parameters
   * @param steps how many steps there were, a scalar of INT64
   * @param slots running averages and the like, each with a tensor for every parameter
   */
  record State<P>(Tensor steps, List<P> slots) {}

  /**
   * What a step gives.
   *
   * @param <P> the tree of parameters
   * @param state to be passed to the next step
   * @param parameters the changed parameters
   */
  record Next<P>(State<P> state, P parameters) {}

  /**
   * How many tensors are remembered for each parameter.
   *
   * @return the number of slots
   */
  int slots();

  /**
   * What a slot holds before the first step.
   *
   * @param slot which, from 0
   * @param parameter the parameter it belongs to
   * @return a tensor of the parameter's shape; zeros unless a method says otherwise
   */
  default Tensor initial(int slot, Tensor parameter) {
    return parameter.zerosLike();
  }

  /**
   * One step for one tensor.
   *
   * @param step the number of this step, a scalar of INT64, 1 for the first
   * @param parameter the parameter
   * @param gradient its gradient
   * @param slots what was remembered; overwritten with what is to be remembered
   * @return the changed parameter
   */
  Tensor update(Tensor step, Tensor parameter, Tensor gradient, Tensor[] slots);

  /**
   * The same method with another learning rate, as a {@link Schedule} gives it.
   *
   * @param lr the learning rate
   * @return the changed method; a state goes on with it
   */
  Optimizer withLr(double lr);

  /**
   * The state before the first step.
   *
   * @param <P> the tree of parameters
   * @param parameters the parameters
   * @return the state
   */
  default <P> State<P> init(P parameters) {
    List<P> slots = new ArrayList<>();
    for (int i = 0; i < slots(); i++) {
      int slot = i;
      slots.add(Tree.map(p -> initial(slot, p).detach(), parameters));
    }
    return new State<>(Tensor.scalar(0, DType.INT64), List.copyOf(slots));
  }

  /**
   * One step.
   *
   * @param <P> the tree of parameters
   * @param state what {@link #init} or the last step gave
   * @param parameters the parameters
   * @param gradient their gradient
   * @return the next state and the changed parameters
   * @throws StructureException if the trees have parameters at different places, or the state is
   *     that of another method
   * @throws ShapeException if a gradient has another shape than its parameter
   */
  default <P> Next<P> step(State<P> state, P parameters, P gradient) {
    String name = getClass().getSimpleName() + ".step";
    if (state.slots().size() != slots()) {
      throw new StructureException(
          name
              + ": the state has "
              + state.slots().size()
              + " slots and this method "
              + slots()
              + "; begin with its own init");
    }
    List<Tree.Leaf> ps = Tree.parameters(parameters);
    List<Tree.Leaf> gs = Tree.parameters(gradient);
    List<List<Tree.Leaf>> old = state.slots().stream().map(Tree::parameters).toList();
    Tensor step = state.steps().add(1L);
    List<Tensor> changed = new ArrayList<>();
    List<List<Tensor>> fresh = new ArrayList<>();
    old.forEach(s -> fresh.add(new ArrayList<>()));
    for (int i = 0; i < ps.size(); i++) {
      Tree.Leaf p = ps.get(i);
      Shape shape = at(name, gs, i, p).shape();
      if (!shape.equals(p.tensor().shape())) {
        throw new ShapeException(
            name
                + ": "
                + p.path()
                + " has the shape "
                + p.tensor().shape()
                + " and its gradient "
                + shape);
      }
      Tensor[] slots = new Tensor[slots()];
      for (int s = 0; s < slots.length; s++) {
        slots[s] = at(name, old.get(s), i, p);
      }
      changed.add(update(step, p.tensor(), at(name, gs, i, p), slots).to(p.tensor().dtype()));
      for (int s = 0; s < slots.length; s++) {
        fresh.get(s).add(slots[s].to(p.tensor().dtype()));
      }
    }
    List<P> slots = new ArrayList<>();
    for (int s = 0; s < fresh.size(); s++) {
      slots.add(Tree.withParameters(state.slots().get(s), fresh.get(s)));
    }
    return new Next<>(
        new State<>(step, List.copyOf(slots)), Tree.withParameters(parameters, changed));
  }

  private static Tensor at(String name, List<Tree.Leaf> leaves, int i, Tree.Leaf like) {
    if (i >= leaves.size() || !leaves.get(i).path().equals(like.path())) {
      throw new StructureException(
          name + ": no tensor for the parameter \"" + like.path() + "\"; the trees must be alike");
    }
    return leaves.get(i).tensor();
  }
}
