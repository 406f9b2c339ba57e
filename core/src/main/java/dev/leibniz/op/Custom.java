package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.GraphException;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Graph;
import dev.leibniz.transform.Symbolic;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A user's function with its own jvp, or vjp, or both: either is the other one transposed.
 *
 * @param what the name for errors
 * @param function from inputs to outputs
 * @param jvp from inputs and tangents to the outputs' tangents
 * @param vjp from inputs and cotangents to the inputs' cotangents
 */
public record Custom(
    String what,
    UnaryOperator<Tensor[]> function,
    @Nullable BinaryOperator<Tensor[]> jvp,
    @Nullable BinaryOperator<Tensor[]> vjp)
    implements Op.Many {
  @Override
  public String name() {
    return what;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return Arrays.stream(function.apply(Symbolic.shadows(in)))
        .map(Op.Spec::of)
        .toArray(Op.Spec[]::new);
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Tensor[] y = function.apply(in);
    Dense[] out = new Dense[y.length];
    for (int i = 0; i < y.length; i++) {
      if (!(y[i] instanceof Dense d)) {
        throw new GraphException(
            what
                + ": the function with a derivative of its own captured a tensor that is being"
                + " differentiated or batched; pass it as an input, so that its derivative is asked"
                + " for");
      }
      out[i] = d;
    }
    return out;
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    if (jvp != null) {
      return d -> tangents(jvp.apply(in, filled(d, in)), out);
    }
    boolean[] all = new boolean[out.length];
    Arrays.fill(all, true);
    return Graph.symbolic(ct -> vjp(in, filled(ct, out)), out, all)::pull;
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    return vjp != null
        ? ct -> vjp(in, filled(ct, out))
        : Graph.symbolic(linearise(in, out), in, wanted)::pull;
  }

  private @Nullable Tensor[] vjp(Tensor[] in, Tensor[] ct) {
    @Nullable Tensor[] back = Objects.requireNonNull(vjp).apply(in, ct);
    for (int i = 0; i < in.length; i++) {
      Tensor c = back[i];
      if (c != null && !in[i].shape().broadcastsTo(c.shape())) {
        throw misshapen("cotangent", c, in[i]);
      }
    }
    return back;
  }

  private @Nullable Tensor[] tangents(@Nullable Tensor[] d, Tensor[] out) {
    @Nullable Tensor[] all = new Tensor[out.length];
    for (int i = 0; i < out.length; i++) {
      Tensor t = d[i];
      if (t != null && !t.shape().broadcastsTo(out[i].shape())) {
        throw misshapen("tangent", t, out[i]);
      }
      all[i] = t == null ? null : t.expand(out[i].shape());
    }
    return all;
  }

  private ShapeException misshapen(String kind, Tensor given, Tensor like) {
    return new ShapeException(
        what
            + ": the rule gave a "
            + kind
            + " of shape "
            + given.shape()
            + ", where "
            + like.shape()
            + " is needed");
  }

  @Override
  public Custom batched(int size) {
    return new Custom(
        what,
        function instanceof Callback c
            ? c.batched(size)
            : x -> known(Batch.map("vmap of " + what, size, x, function::apply)),
        jvp == null ? null : batched(size, jvp),
        vjp == null ? null : batched(size, vjp));
  }

  private BinaryOperator<Tensor[]> batched(int size, BinaryOperator<Tensor[]> f) {
    return (a, b) -> {
      Tensor[] ab = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, ab, a.length, b.length);
      return known(
          Batch.map(
              "vmap of " + what,
              size,
              ab,
              t ->
                  f.apply(
                      Arrays.copyOf(known(t), a.length),
                      Arrays.copyOfRange(known(t), a.length, ab.length))));
    };
  }

  private static Tensor[] known(@Nullable Tensor[] t) {
    for (Tensor x : t) {
      Objects.requireNonNull(x);
    }
    @SuppressWarnings("NullAway") // checked above
    Tensor[] all = t;
    return all;
  }

  private static Tensor[] filled(@Nullable Tensor[] d, Tensor[] like) {
    Tensor[] all = new Tensor[d.length];
    for (int i = 0; i < d.length; i++) {
      Tensor t = d[i];
      DType dtype = like[i].dtype();
      all[i] = t != null ? t : Tensor.zeros(like[i].shape(), dtype);
    }
    return all;
  }
}
