package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with any module, that is, with any record of tensors and modules.
 *
 * <pre>{@code
 * Modules.namedParameters(mlp).keySet();               // [first.weight, first.bias, last.weight, last.bias]
 * Safetensors.write(file, Modules.stateDict(mlp));
 * mlp = Modules.loadStateDict(mlp, Safetensors.read(file));
 * Mlp many = Modules.stack(List.of(a, b, c));          // and then vmap(Mlp.class, m -> m.apply(x)).apply(many)
 * }</pre>
 *
 * <p>Names are the paths of {@link Tree} with {@code runningMean} written {@code running_mean}: a
 * record whose components are named and ordered as a PyTorch module's has PyTorch's names in
 * PyTorch's order.
 */
public final class Modules {
  private Modules() {}

  // ---------------------------------------------------------------- names

  /**
   * The parameters by their dotted names. See {@code torch.nn.Module.named_parameters}.
   *
   * @param module a record of tensors and modules
   * @return the parameters in order
   */
  public static Map<String, Tensor> namedParameters(Object module) {
    return namedParameters(module, name -> true);
  }

  /**
   * Some of the parameters by their dotted names: a point to differentiate at, where the rest is to
   * stay fixed.
   *
   * <pre>{@code
   * Map<String, Tensor> head = namedParameters(net, n -> n.startsWith("head."));
   * Map<String, Tensor> g = grad(p -> functionalCall(net, p, m -> loss(m, x, y)), head);
   * }</pre>
   *
   * @param module a record of tensors and modules
   * @param filter which names
   * @return the chosen parameters in order
   */
  public static Map<String, Tensor> namedParameters(Object module, Predicate<String> filter) {
    return named(module, n -> n.isParameter() && filter.test(n.name()));
  }

  /**
   * The tensors that are no parameters, such as running statistics, by their dotted names. See
   * {@code torch.nn.Module.named_buffers}.
   *
   * @param module a record of tensors and modules
   * @return the buffers in order
   */
  public static Map<String, Tensor> namedBuffers(Object module) {
    return named(module, n -> !n.isParameter());
  }

  private static Map<String, Tensor> named(Object module, Predicate<Names.Named> which) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    for (Names.Named n : Names.of(module)) {
      if (which.test(n) && out.put(n.name(), n.tensor()) != null) {
        throw new StructureException(
            module.getClass().getSimpleName()
                + ": two of its tensors have the name \""
                + n.name()
                + "\"; components and what an @Unnamed one holds must be named differently");
      }
    }
    return Collections.unmodifiableMap(out);
  }

  /**
   * How many numbers there are to be learnt.
   *
   * @param module a record of tensors and modules
   * @return the sizes of all parameters together
   */
  public static long parameterCount(Object module) {
    return Tree.parameters(module).stream().mapToLong(l -> l.tensor().size()).sum();
  }

  // ---------------------------------------------------------------- state

  /**
   * All tensors, parameters and buffers, by their dotted names. See {@code
   * torch.nn.Module.state_dict}.
   *
   * @param module a record of tensors and modules
   * @return the tensors in order
   */
  public static Map<String, Tensor> stateDict(Object module) {
    return named(module, n -> true);
  }

  /**
   * A module like this one with other tensors, which are converted to its dtypes. See {@code
   * torch.nn.Module.load_state_dict}.
   *
   * @param <M> the module
   * @param module the module whose structure is taken
   * @param state a tensor for each of its {@link #stateDict}
   * @return the changed module
   * @throws StructureException if tensors are missing, unexpected, or of another shape; it lists
   *     them all
   */
  public static <M> M loadStateDict(M module, Map<String, Tensor> state) {
    List<Names.Named> names = Names.of(module);
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    Set<String> unexpected = new java.util.LinkedHashSet<>(state.keySet());
    List<Tensor> tensors = new ArrayList<>();
    for (Names.Named n : names) {
      Tensor t = state.get(n.name());
      unexpected.remove(n.name());
      if (t == null) {
        missing.add(n.name() + " " + n.tensor().shape());
      } else if (!t.shape().equals(n.tensor().shape())) {
        misshapen.add(n.name() + " is " + t.shape() + " and should be " + n.tensor().shape());
      } else {
        tensors.add(t.to(n.tensor().dtype()));
      }
    }
    if (missing.isEmpty() && unexpected.isEmpty() && misshapen.isEmpty()) {
      return Tree.rebuild(module, tensors);
    }
    StringBuilder message =
        new StringBuilder("loadStateDict: the tensors do not fit ")
            .append(module.getClass().getSimpleName());
    list(message, "missing", missing);
    list(message, "unexpected", unexpected);
    list(message, "of the wrong shape", misshapen);
    message.append(
        ". To load a part, copy stateDict(module), put what fits into the copy under the module's"
            + " names, and load that");
    throw new StructureException(message.toString());
  }

  private static void list(StringBuilder message, String what, Iterable<String> names) {
    if (names.iterator().hasNext()) {
      message.append("; ").append(what).append(": ").append(String.join(", ", names));
    }
  }

  // ---------------------------------------------------------------- changed copies

  /**
   * The same module with floating tensors of another dtype. Modules are made with FLOAT32.
   *
   * @param <M> the module
   * @param module a record of tensors and modules
   * @param dtype a floating dtype
   * @return the changed module
   */
  public static <M> M to(M module, DType dtype) {
    List<Tensor> tensors = new ArrayList<>();
    for (Tree.Leaf l : Tree.leaves(module)) {
      tensors.add(l.tensor().dtype().isFloating() ? l.tensor().to(dtype) : l.tensor());
    }
    return Tree.rebuild(module, tensors);
  }

  /**
   * The same module with some parameters cut from every derivative, which is then zero there. Used
   * inside the function that is differentiated; {@link #namedParameters(Object, Predicate)} leaves
   * them out altogether.
   *
   * <pre>{@code
   * grad(m -> loss(freeze(m, n -> n.startsWith("backbone.")), x, y), net)
   * }</pre>
   *
   * @param <M> the module
   * @param module a record of tensors and modules
   * @param filter the names of what is frozen
   * @return the changed module
   */
  public static <M> M freeze(M module, Predicate<String> filter) {
    List<Tensor> tensors = new ArrayList<>();
    for (Names.Named n : Names.of(module)) {
      boolean frozen = n.isParameter() && filter.test(n.name());
      tensors.add(frozen ? n.tensor().detach() : n.tensor());
    }
    return Tree.rebuild(module, tensors);
  }

  // ---------------------------------------------------------------- ensembles

  /**
   * Several modules as one, whose tensors have one more axis in front: an ensemble, to be run by
   * {@code vmap}. What is no tensor is taken from the first. See {@code
   * torch.func.stack_module_state}.
   *
   * <pre>{@code
   * Mlp ensemble = stack(List.of(a, b, c));
   * Tensor predictions = vmap(Mlp.class, m -> m.apply(x)).apply(ensemble);     // [3, …]
   * }</pre>
   *
   * @param <M> the module
   * @param modules at least one, all with tensors of the same names, dtypes and shapes
   * @return the stacked module
   * @throws StructureException if there is none, or they differ
   */
  public static <M> M stack(List<? extends M> modules) {
    if (modules.isEmpty()) {
      throw new StructureException("stack: there is no module to be stacked; give at least one");
    }
    M first = modules.getFirst();
    List<Tree.Leaf> like = Tree.leaves(first);
    Tensor[][] parts = new Tensor[like.size()][modules.size()];
    for (int m = 0; m < modules.size(); m++) {
      M module = modules.get(m);
      if (module.getClass() != first.getClass()) {
        throw new StructureException(
            "stack: module 0 is a "
                + first.getClass().getSimpleName()
                + " and module "
                + m
                + " is a "
                + module.getClass().getSimpleName()
                + "; they must be of one class");
      }
      List<Tree.Leaf> leaves = Tree.leaves(module);
      for (int i = 0; i < Math.max(like.size(), leaves.size()); i++) {
        String a = described(like, i);
        String b = described(leaves, i);
        if (!a.equals(b)) {
          throw new StructureException(
              "stack: module 0 has " + a + " where module " + m + " has " + b);
        }
        parts[i][m] = leaves.get(i).tensor();
      }
    }
    List<Tensor> stacked = new ArrayList<>();
    for (Tensor[] p : parts) {
      stacked.add(Tensor.stack(0, p));
    }
    return Tree.rebuild(first, stacked);
  }

  private static String described(List<Tree.Leaf> leaves, int i) {
    if (i >= leaves.size()) {
      return "nothing";
    }
    Tree.Leaf l = leaves.get(i);
    return l.path() + " of " + l.tensor().dtype() + " and shape " + l.tensor().shape();
  }

  /**
   * The modules that {@link #stack} made one.
   *
   * @param <M> the module
   * @param stacked a module whose tensors all have the same first axis
   * @return one module for each place along that axis
   * @throws StructureException if the tensors have no common first axis
   */
  public static <M> List<M> unstack(M stacked) {
    List<Tree.Leaf> leaves = Tree.leaves(stacked);
    int n = -1;
    for (Tree.Leaf l : leaves) {
      Shape s = l.tensor().shape();
      if (s.rank() == 0 || n >= 0 && s.get(0) != n) {
        throw new StructureException(
            "unstack: "
                + l.path()
                + " has the shape "
                + s
                + ", where a first axis is needed"
                + (n < 0 ? "" : " of size " + n));
      }
      n = s.get(0);
    }
    List<M> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int at = i;
      out.add(Tree.rebuild(stacked, leaves.stream().map(l -> l.tensor().select(0, at)).toList()));
    }
    return Collections.unmodifiableList(out);
  }

  // ---------------------------------------------------------------- functional call

  /** How {@link #functionalCall} takes the tensors it is given. */
  public enum Substitution {
    /** A name that the module has not, and a tensor that is not given, are errors. */
    STRICT,
    /** Of parameters that are one and the same tensor, only the named one is replaced. */
    UNTIED
  }

  /**
   * What a function gives for a module in which some tensors are replaced by name. See {@code
   * torch.func.functional_call}.
   *
   * <pre>{@code
   * Tensor y = functionalCall(mlp, Map.of("last.bias", b), m -> m.apply(x));
   * }</pre>
   *
   * <p>The module stays as it is. Tensors that are not given are its own; names it has not are
   * passed over. A null takes a tensor away, such as a bias. Where one tensor stands at several
   * places (tied weights), naming one replaces it at all of them.
   *
   * @param <M> the module
   * @param <R> what the function gives
   * @param module the module
   * @param tensors parameters and buffers by their dotted names
   * @param f what is done with the changed module
   * @param options exceptions to the above
   * @return what the function gives
   * @throws StructureException if a name leads through a module that is not there, or to what is no
   *     tensor; if tied places are given different tensors; with {@code STRICT}, if names do not
   *     agree
   */
  public static <M, R> R functionalCall(
      M module,
      Map<String, ? extends @Nullable Tensor> tensors,
      Function<? super M, ? extends R> f,
      Substitution... options) {
    return f.apply(FunctionalCall.substitute(module, tensors, Set.of(options)));
  }

  /**
   * What a module gives for a module in which tensors are replaced by those of several maps.
   *
   * @param <M> the module
   * @param <R> what the function gives
   * @param module the module
   * @param tensors maps with different names, such as one of parameters and one of buffers
   * @param f what is done with the changed module
   * @param options as in the other form
   * @return what the function gives
   * @throws StructureException as in the other form, and if a name is in more than one map
   */
  public static <M, R> R functionalCall(
      M module,
      List<? extends Map<String, ? extends @Nullable Tensor>> tensors,
      Function<? super M, ? extends R> f,
      Substitution... options) {
    return functionalCall(module, FunctionalCall.joined(tensors), f, options);
  }

  // ---------------------------------------------------------------- print

  /**
   * The module and its parts as PyTorch prints them.
   *
   * @param module a record of tensors and modules
   * @return one line for each part
   */
  public static String toString(Object module) {
    return Repr.of(module);
  }

  /**
   * A table of the module's parts with the shapes and numbers of their parameters.
   *
   * @param module a record of tensors and modules
   * @return the table, ending with the total
   */
  public static String summary(Object module) {
    return Summary.of(module);
  }

  /**
   * The table with the shape of what each part gives for an example.
   *
   * <pre>{@code
   * System.out.println(Modules.summary(net, Tensor.zeros(64, 1, 8, 8)));
   * // Module  Type    Output         Parameters             Count
   * // ---------------------------------------------------------
   * // 0       Conv2d  [64,16,8,8]    weight[16,1,3,3] …       160
   * // …
   * }</pre>
   *
   * @param module a layer
   * @param x an example of its input
   * @return the table, ending with the total and the shape of what the whole gives
   */
  public static String summary(Layer<?> module, Tensor x) {
    return Summary.of(module, () -> module.apply(x));
  }

  /**
   * The table with the shape of what each part gives in a run of the module, which has several
   * inputs or a method of another name.
   *
   * <pre>{@code
   * Modules.summary(transformer, m -> m.apply(source, target, Masks.NONE, Masks.NONE, Masks.NONE))
   * }</pre>
   *
   * <p>Of several tensors the first is shown. Layers of this package are watched wherever they are
   * called, and other ones in a {@link Sequential}; what did not run, or could not be watched, has
   * no output in the table.
   *
   * @param <M> the module
   * @param module a record of tensors and modules
   * @param run what is done with the module, on the thread that asks
   * @return the table, ending with the total and the shape of what the whole gives
   */
  public static <M> String summary(M module, Function<? super M, ?> run) {
    return Summary.of(module, () -> run.apply(module));
  }
}
