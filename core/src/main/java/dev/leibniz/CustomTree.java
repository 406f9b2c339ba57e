package dev.leibniz;

import dev.leibniz.op.Custom;
import dev.leibniz.transform.Run;
import dev.leibniz.tree.Tree;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
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

  CustomTree(
      String name,
      Function<P, R> f,
      @Nullable BiFunction<P, P, R> jvp,
      @Nullable BiFunction<P, R, P> vjp) {
    this.name = name;
    this.f = f;
    this.jvp = jvp;
    this.vjp = vjp;
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
      Tensor[] y =
          Run.many(new Custom(name, this::value, tangentRule(), cotangentRule()), inputs());
      return Structure.with(structure(), y);
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
