package dev.leibniz;

import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Graph;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Reverse;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of f at a point, of which every derivative of first order is served: the recorded
 * graph is the linearisation there, and tangents are pushed through it as well as cotangents
 * pulled.
 *
 * <p>{@code createGraph} concerns level 0 alone, and only a call that stands in no other transform:
 * nothing is cut beforehand, but a <i>result</i> is, unless the option was given or the run met a
 * tensor of another transform.
 */
final class Recording<P, R> {
  private final String operation;
  private final P in;
  private final R out;
  private final Reverse run;
  private final Graph graph;
  private final Tensor[] xs;
  private final Tensor[] ys;
  private final boolean createGraph;

  Recording(String operation, Function<? super P, ? extends R> f, P point, Options options) {
    this.operation = operation;
    this.in = point;
    this.createGraph = options.createGraph();
    this.xs = Structure.inputs(operation, point);
    this.run = new Reverse(operation, f);
    Tensor[] leaves = new Tensor[xs.length];
    for (int i = 0; i < xs.length; i++) {
      leaves[i] = run.leaf(xs[i]);
    }
    R traced;
    try {
      traced = Structure.given(operation, f.apply(Structure.with(point, leaves)));
    } finally {
      run.end();
    }
    Tensor[] outputs = Structure.parameters(traced);
    this.graph = new Graph(run, leaves, outputs);
    if (options.strict()) {
      requireDependence();
    }
    this.out = Structure.each(traced, this::lower);
    this.ys = Structure.parameters(out);
  }

  private void requireDependence() {
    for (int o = 0; o < graph.outputs(); o++) {
      for (int i = 0; i < xs.length; i++) {
        if (!graph.depends(o, i)) {
          throw new GraphException(
              operation
                  + ", strict: output "
                  + o
                  + " does not depend on input "
                  + i
                  + "; leave out strict() to get zeros for it");
        }
      }
    }
  }

  R out() {
    return out;
  }

  Tensor finish(Tensor y) {
    return createGraph || run.isNested() ? y : Numbers.cutLevelZero(y);
  }

  /** A tensor that f's function made on the way, as the caller may have it. */
  Tensor lower(Tensor traced) {
    return finish(run.value(traced));
  }

  private Tensor[] filled(@Nullable Tensor[] t, Tensor[] like) {
    Tensor[] all = new Tensor[t.length];
    for (int i = 0; i < t.length; i++) {
      Tensor v = t[i];
      all[i] = v != null ? finish(v) : like[i].zerosLike();
    }
    return all;
  }

  P pull(R cotangent) {
    Tensor[] v = Structure.vector(operation, "cotangent", cotangent, out, ys);
    return Structure.with(in, filled(graph.pull(v), xs));
  }

  R push(P tangent) {
    Tensor[] v = Structure.vector(operation, "tangent", tangent, in, xs);
    return Structure.with(out, filled(graph.push(v), ys));
  }

  /** The gradient of a scalar output; the graph is used up. */
  P gradient() {
    if (ys.length != 1 || ys[0].size() != 1) {
      throw new ShapeException(
          operation
              + ": the function gave "
              + (ys.length == 1
                  ? "a tensor of shape " + ys[0].shape()
                  : ys.length
                      + " floating tensors"
                      + (ys.length == 0 ? "" : " " + Structure.shapes(ys)))
              + "; it must give one scalar: sum it, or use jacobian");
    }
    Tensor[] one = {ys[0].onesLike()};
    return Structure.with(in, filled(graph.pull(one, true, true, false), xs));
  }

  /** The blocks of the Jacobian, output by input. */
  Tensor[][] blocks(Options options) {
    Option.Strategy strategy = options.strategy();
    long rows = total(ys);
    long columns = total(xs);
    boolean forward =
        strategy == Option.Strategy.FORWARD
            || strategy != Option.Strategy.REVERSE && columns < rows;
    Tensor[][] blocks = new Tensor[ys.length][xs.length];
    int n = forward ? xs.length : ys.length;
    for (int k = 0; k < n; k++) {
      Tensor[] stacked =
          forward ? basis(xs, ys, k, graph::push, options) : basis(ys, xs, k, graph::pull, options);
      for (int j = 0; j < stacked.length; j++) {
        if (forward) {
          Tensor last = stacked[j].rank() == 1 ? stacked[j] : stacked[j].movedim(0, -1);
          blocks[j][k] = finish(last.reshape(ys[j].shape().join(xs[k].shape())));
        } else {
          blocks[k][j] = finish(stacked[j].reshape(ys[k].shape().join(xs[j].shape())));
        }
      }
    }
    return blocks;
  }

  private static long total(Tensor[] tensors) {
    long n = 0;
    for (Tensor t : tensors) {
      n += t.size();
    }
    return n;
  }

  /** The linear map on every unit vector of one tensor, the number of the vector in front. */
  private Tensor[] basis(
      Tensor[] from,
      Tensor[] to,
      int which,
      Function<@Nullable Tensor[], @Nullable Tensor[]> map,
      Options options) {
    Shape s = from[which].shape();
    int n = s.size();
    int chunk = chunk(n, options);
    List<Tensor[]> parts = new ArrayList<>();
    for (int start = 0; start < n || start == 0; start += chunk) {
      int count = Math.min(chunk, n - start);
      Tensor units = units(start, count, n, from[which].dtype()).reshape(s.insert(0, count));
      @Nullable Tensor[] images =
          Batch.map(
              operation,
              count,
              new Tensor[] {units},
              v -> {
                @Nullable Tensor[] all = new Tensor[from.length];
                all[which] = v[0];
                return map.apply(all);
              });
      Tensor[] part = new Tensor[to.length];
      for (int j = 0; j < part.length; j++) {
        Tensor image = images[j];
        part[j] =
            image != null ? image : Tensor.zeros(to[j].shape().insert(0, count), to[j].dtype());
      }
      parts.add(part);
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    Tensor[] all = new Tensor[to.length];
    for (int j = 0; j < all.length; j++) {
      int at = j;
      all[j] = Tensor.cat(0, parts.stream().map(p -> p[at]).toArray(Tensor[]::new));
    }
    return all;
  }

  /** As many at once as take an eighth of the heap, unless the options say otherwise. */
  private int chunk(int n, Options options) {
    if (options.chunkSize() > 0) {
      return options.chunkSize();
    }
    if (options.vectorize()) {
      return Math.max(n, 1);
    }
    long budget = Runtime.getRuntime().maxMemory() / 8;
    return Math.clamp(budget / Math.max(1, graph.bytes()), 1, Math.max(n, 1));
  }

  private static Tensor units(int start, int count, int n, DType dtype) {
    Tensor rows = Tensor.arange(start, start + count, 1).reshape(count, 1);
    return rows.eq(Tensor.arange(n)).to(dtype);
  }

  /** The Jacobian as a tree of blocks. */
  Jacobian<P, R> jacobian(Options options) {
    return new Jacobian<>(Tree.parameters(in), in, Tree.parameters(out), out, blocks(options));
  }

  /** The Jacobian of a function of one tensor, structured as its output. */
  R jacobianByTensor(Options options) {
    Tensor[][] blocks = blocks(options);
    Tensor[] one = new Tensor[blocks.length];
    for (int i = 0; i < one.length; i++) {
      one[i] = blocks[i][0];
    }
    return Structure.with(out, one);
  }
}
