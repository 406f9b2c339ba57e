package dev.leibniz;

import dev.leibniz.op.Callback;
import dev.leibniz.op.Custom;
import dev.leibniz.transform.Run;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of trees with rules of its own, as an op of arrays of their parameters.
 *
 * <p>What structure the results have is known once the function has run, which it always has before
 * a rule is asked for a cotangent.
 */
final class CustomTree<P, R> implements Function<P, R> {
  private final String name;
  private final Function<P, R> f;
  private final @Nullable BiFunction<P, P, R> jvp;
  private final @Nullable BiFunction<P, R, P> vjp;
  private final @Nullable Memory<P, R> memory;

  CustomTree(
      String name,
      Function<P, R> f,
      @Nullable BiFunction<P, P, R> jvp,
      @Nullable BiFunction<P, R, P> vjp) {
    this(name, f, jvp, vjp, null);
  }

  private CustomTree(
      String name,
      Function<P, R> f,
      @Nullable BiFunction<P, P, R> jvp,
      @Nullable BiFunction<P, R, P> vjp,
      @Nullable Memory<P, R> memory) {
    this.name = name;
    this.f = f;
    this.jvp = jvp;
    this.vjp = vjp;
    this.memory = memory;
  }

  /** Of a function that sees numbers only, those of one example. */
  static <P, R> CustomTree<P, R> callback(
      Function<P, R> f, BiFunction<P, P, R> jvp, BiFunction<P, R, P> vjp) {
    return new CustomTree<>("callback", f, jvp, vjp, new Memory<>());
  }

  /** The last question to a callback, and its answer: rules ask again what the function gave. */
  private static final class Memory<P, R> {
    private static final Tensor PLACE = Tensor.scalar(0);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry<P, R>(P frame, List<Tensor> x, Tensor[] y, R structure) {}

    private final AtomicReference<@Nullable Entry<P, R>> last = new AtomicReference<>();

    /** All of a point but its tensors. */
    static <P> P frame(P point) {
      return Tree.rebuild(point, Collections.nCopies(Structure.tensors(point).length, PLACE));
    }

    /** The last answer, if the same tensors were given with the same frame. */
    @Nullable Entry<P, R> find(P frame, List<Tensor> x) {
      Entry<P, R> e = last.get();
      if (e == null) {
        return null;
      }
      boolean same = e.x().size() == x.size() && e.frame().equals(frame);
      for (int i = 0; same && i < x.size(); i++) {
        same = e.x().get(i) == x.get(i);
      }
      return same ? e : null;
    }
  }

  @Override
  public R apply(P point) {
    return new Call(point).result();
  }

  private final class Call {
    private final P point;
    private volatile @Nullable R structure;

    Call(P point) {
      this.point = point;
    }

    R result() {
      Tensor[] y = Run.many(new Custom(name, function(), tangentRule(), cotangentRule()), inputs());
      return Structure.with(structure(), y);
    }

    private UnaryOperator<Tensor[]> function() {
      Memory<P, R> m = memory;
      return m == null
          ? this::value
          : new Callback(name, this::value, (x, compute) -> answer(m, x, compute));
    }

    private Tensor[] answer(Memory<P, R> m, Tensor[] x, UnaryOperator<Tensor[]> compute) {
      P frame = Memory.frame(point);
      List<Tensor> key = new ArrayList<>(List.of(x));
      Tree.leaves(point).stream().filter(l -> !l.isParameter()).forEach(l -> key.add(l.tensor()));
      Memory.Entry<P, R> known = m.find(frame, key);
      if (known != null) {
        structure = known.structure();
        return known.y();
      }
      Tensor[] y = compute.apply(x);
      m.last.set(new Memory.Entry<>(frame, key, y, structure()));
      return y;
    }

    private Tensor[] inputs() {
      return Structure.inputs(name, point);
    }

    private Tensor[] value(Tensor[] x) {
      R y = Structure.given(name, f.apply(Structure.with(point, x)));
      Tensor[] floating = Structure.parameters(y);
      if (floating.length != Tree.leaves(y).size()) {
        throw new DTypeException(
            name + ": the function gave integer tensors; all its results must be floating");
      }
      structure = y;
      return floating;
    }

    private R structure() {
      return Objects.requireNonNull(structure, "the function has run");
    }

    private @Nullable BinaryOperator<Tensor[]> tangentRule() {
      BiFunction<P, P, R> rule = jvp;
      return rule == null
          ? null
          : (x, v) ->
              parts(
                  "tangent",
                  rule.apply(Structure.with(point, x), Structure.with(point, v)),
                  structure());
    }

    private @Nullable BinaryOperator<Tensor[]> cotangentRule() {
      BiFunction<P, R, P> rule = vjp;
      return rule == null
          ? null
          : (x, ct) ->
              parts(
                  "cotangent",
                  rule.apply(Structure.with(point, x), Structure.with(structure(), ct)),
                  point);
    }

    /** The floating tensors of what a rule gave, as many as there are in what it belongs to. */
    private Tensor[] parts(String kind, Object given, Object like) {
      Tensor[] all = Structure.parameters(Structure.given(name, given));
      int needed = Structure.parameters(like).length;
      if (all.length != needed) {
        throw new StructureException(
            name
                + ": the rule gave a "
                + kind
                + " of "
                + all.length
                + " floating tensors, where "
                + needed
                + " are needed");
      }
      return all;
    }
  }
}
