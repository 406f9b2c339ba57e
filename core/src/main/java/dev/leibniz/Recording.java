package dev.leibniz;

import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Graph;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Reverse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of f at a point, of which every derivative of first order is served: the recorded
 * graph is the linearisation there, and tangents are pushed through it as well as cotangents
 * pulled.
 *
 * <p>{@code createGraph} concerns level 0 alone, and only a call that stands in no other transform:
 * nothing is cut beforehand, but a <i>result</i> is, unless the option was given or the run met a
 * tensor of another transform.
 *
 * <p>{@code strict} asks the graph whether every output and every input counts. Together with
 * createGraph it asks for derivatives that can be differentiated again: the point then is a leaf of
 * level 0, if it belongs to no graph yet, and a derivative that comes out as a constant is refused.
 */
final class Recording<P, R> {
  /** What is recorded. */
  private enum Role {
    /** The function of a call. */
    WHOLE,
    /** A function whose gradient is recorded around it. */
    INNER,
    /** That gradient: its outputs are the active parameters of the point. */
    GRADIENT,
    /** A function that gives what it takes: likewise. */
    FIELD
  }

  private final String operation;
  private final Role role;
  private final Options options;
  private final Parameters<P> in;
  private final Parameters<R> out;
  private final Reverse run;
  private final Graph graph;
  private final Tensor[] xs;
  private final Tensor[] ys;

  Recording(String operation, Function<? super P, ? extends R> f, P point, Options options) {
    this(operation, f, point, options, Role.WHOLE);
  }

  /** The function under a {@link #ofGradient}. */
  static <P> Recording<P, Tensor> inner(
      String operation, Function<? super P, ? extends Tensor> f, P point, Options options) {
    return new Recording<>(operation, f, point, options, Role.INNER);
  }

  /** A gradient as a function of the point. */
  static <P> Recording<P, P> ofGradient(
      String operation, Function<? super P, ? extends P> gradient, P point, Options options) {
    return new Recording<>(operation, gradient, point, options, Role.GRADIENT);
  }

  /** A function from a point to something like it. */
  static <P> Recording<P, P> ofField(
      String operation, Function<? super P, ? extends P> f, P point, Options options) {
    return new Recording<>(operation, f, point, options, Role.FIELD);
  }

  private Recording(
      String operation, Function<? super P, ? extends R> f, P point, Options options, Role role) {
    this.operation = operation;
    this.role = role;
    this.options = options;
    this.in = Parameters.ofPoint(operation, point, options.active());
    this.xs = mustVary() ? leaves(in.active()) : in.active();
    this.run = new Reverse(operation, f);
    Tensor[] leaves = new Tensor[xs.length];
    for (int i = 0; i < xs.length; i++) {
      leaves[i] = run.leaf(xs[i]);
    }
    R traced;
    try {
      P lifted = in.with(leaves);
      traced = Structure.given(operation, recorded(() -> f.apply(lifted)));
    } finally {
      run.end();
    }
    Tensor[] outputs = outputs(traced).active();
    this.graph = new Graph(run, leaves, outputs);
    if (options.strict()) {
      requireDependence(outputs.length);
    }
    this.out = outputs(Structure.each(traced, this::lower));
    this.ys = out.active();
  }

  private Parameters<R> outputs(R tree) {
    return role == Role.GRADIENT || role == Role.FIELD
        ? in.alike(operation, tree)
        : Parameters.of(tree);
  }

  private boolean mustVary() {
    return options.strict() && options.createGraph() && role != Role.INNER;
  }

  private static Tensor[] leaves(Tensor[] points) {
    Tensor[] leaves = new Tensor[points.length];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = isConstant(points[i]) ? points[i].requiresGrad() : points[i];
    }
    return leaves;
  }

  private static boolean isConstant(Tensor x) {
    return x.detach() == x;
  }

  /** With createGraph level 0 records, even where noGrad holds. */
  private <T extends @Nullable Object> T recorded(Supplier<T> body) {
    return options.createGraph() ? Reverse.recorded(body) : body.get();
  }

  private void requireDependence(int outputs) {
    for (int o = 0; o < outputs; o++) {
      boolean depends = false;
      for (int i = 0; i < xs.length && !depends; i++) {
        depends = graph.depends(o, i);
      }
      if (!depends) {
        throw strict(
            output(o) + " does not depend on " + (xs.length == 1 ? "input 0" : "any input"));
      }
    }
    for (int i = 0; i < xs.length; i++) {
      boolean counts = false;
      for (int o = 0; o < outputs && !counts; o++) {
        counts = graph.depends(o, i);
      }
      if (!counts) {
        throw strict(
            (outputs == 1 ? output(0) + " does not depend" : "no output depends")
                + " on input "
                + i);
      }
    }
  }

  private void requireEveryBlock() {
    for (int o = 0; o < ys.length; o++) {
      for (int i = 0; i < xs.length; i++) {
        if (!graph.depends(o, i)) {
          throw strict(output(o) + " does not depend on input " + i);
        }
      }
    }
  }

  private String output(int o) {
    return role == Role.GRADIENT ? "the gradient by input " + o : "output " + o;
  }

  private GraphException strict(String independence) {
    return new GraphException(
        operation + ", strict: " + independence + "; leave out strict() to get zeros for it");
  }

  /** With strict and createGraph: refuses a derivative that is a constant. */
  private void requireVarying(@Nullable Tensor derivative, String which) {
    if (mustVary() && (derivative == null || isConstant(derivative))) {
      throw new GraphException(
          operation
              + ", strict with createGraph: the derivative "
              + which
              + " is a constant, so that there is nothing to differentiate again; leave out"
              + " strict() to get it");
    }
  }

  R out() {
    return out.tree();
  }

  /** Whether results stay attached to whatever they depend on. */
  private boolean isAttached() {
    return options.createGraph() || role == Role.INNER || run.isNested();
  }

  private Tensor finish(Tensor y) {
    return isAttached() ? y : Numbers.cutLevelZero(y);
  }

  /** A tensor that f's function made on the way, as the caller may have it. */
  Tensor lower(Tensor traced) {
    return finish(run.value(traced));
  }

  private Tensor[] filled(@Nullable Tensor[] t, Tensor[] like, String kind) {
    Tensor[] all = new Tensor[t.length];
    for (int i = 0; i < t.length; i++) {
      Tensor v = t[i];
      if (mustVary()) {
        requireVarying(v, kind + i);
      }
      all[i] = v != null ? finish(v) : like[i].zerosLike();
    }
    return all;
  }

  P pull(R cotangent) {
    Tensor[] v = out.vector(operation, "cotangent", cotangent);
    return in.derivative(filled(recorded(() -> graph.pull(v)), xs, "by input "));
  }

  /** The same for once: what the graph keeps is let go on the way. */
  P lastPull(R cotangent) {
    Tensor[] v = out.vector(operation, "cotangent", cotangent);
    return in.derivative(filled(recorded(() -> graph.pull(v, true, true, false)), xs, "by input "));
  }

  R push(P tangent) {
    Tensor[] v = in.vector(operation, "tangent", tangent);
    return out.derivative(filled(recorded(() -> graph.push(v)), ys, "of output "));
  }

  /** vᵀJ and what f gave. */
  static <P, R> Functional.Vjp<R, P> vjp(
      Function<? super P, ? extends R> f, P point, R v, Option... options) {
    Options o = Options.of("vjp", Options.FIRST_ORDER, options);
    var recording = new Recording<P, R>("vjp", f, point, o);
    return new Functional.Vjp<>(recording.out(), recording.lastPull(v));
  }

  /** The gradient of a scalar output; the graph is used up. */
  P gradient() {
    requireScalar();
    Tensor[] one = {ys[0].onesLike()};
    return in.derivative(
        filled(recorded(() -> graph.pull(one, true, true, false)), xs, "by input "));
  }

  private void requireScalar() {
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
  }

  /** How its Jacobian would be computed. */
  Plan plan(Options how) {
    return sweep(how).plan();
  }

  private Sweep sweep(Options how) {
    Option.Strategy square =
        role == Role.GRADIENT ? Option.Strategy.FORWARD : Option.Strategy.REVERSE;
    return new Sweep(operation, graph, xs, ys, square, how);
  }

  /** The blocks of the Jacobian, output by input. */
  private Tensor[][] blocks(Options how) {
    if (options.strict()) {
      requireEveryBlock();
    }
    Sweep sweep = sweep(how);
    boolean forward = sweep.isForward();
    Blocks blocks = new Blocks(forward ? xs : ys, forward ? ys : xs, forward, isAttached());
    recorded(() -> {
      sweep.run((range, images) -> put(blocks, sweep, range, images));
      return null;
    });
    Tensor[][] finished = blocks.finished();
    for (int o = 0; o < ys.length; o++) {
      for (int i = 0; i < xs.length; i++) {
        requireVarying(finished[o][i], "of " + output(o) + " by input " + i);
      }
    }
    return finished;
  }

  private void put(Blocks blocks, Sweep sweep, UnitVectors.Range range, @Nullable Tensor[] images) {
    for (int k = 0; k < sweep.vectors(); k++) {
      UnitVectors.Part part = sweep.part(range, k);
      for (int j = 0; j < images.length && part.count() > 0; j++) {
        Tensor image = images[j];
        blocks.put(k, j, part.first(), part.count(), image == null ? null : part.of(finish(image)));
      }
    }
  }

  /** Rows of the Jacobian in turn, all outputs taken as one vector. */
  void rows(Options how, Consumer<? super JacobianRows<P>> consumer) {
    if (options.strict()) {
      requireEveryBlock();
    }
    recorded(() -> {
      sweep(how.with(Option.Strategy.REVERSE))
          .run((range, images) -> consumer.accept(rows(range, images)));
      return null;
    });
  }

  private JacobianRows<P> rows(UnitVectors.Range range, @Nullable Tensor[] images) {
    Tensor[] rows = new Tensor[xs.length];
    Shape front = Shape.of(range.count());
    for (int i = 0; i < rows.length; i++) {
      Tensor image = images[i];
      requireVarying(image, "of rows from " + range.start() + " by input " + i);
      rows[i] =
          image != null ? finish(image) : Tensor.zeros(front.join(xs[i].shape()), xs[i].dtype());
    }
    return new JacobianRows<>(range.start(), range.count(), in.derivative(rows, front));
  }

  /** The diagonal of the Jacobian of a function that gives what it takes. */
  P diagonal(Options how) {
    Sweep sweep = sweep(how.with(Option.Strategy.FORWARD));
    List<List<Tensor>> parts = new ArrayList<>();
    for (int k = 0; k < xs.length; k++) {
      parts.add(new ArrayList<>());
    }
    recorded(() -> {
      sweep.run((range, images) -> diagonal(sweep, range, images, parts));
      return null;
    });
    Tensor[] diagonals = new Tensor[xs.length];
    for (int k = 0; k < xs.length; k++) {
      Tensor[] of = parts.get(k).toArray(Tensor[]::new);
      diagonals[k] = of.length == 0 ? xs[k].zerosLike() : Tensor.cat(0, of).reshape(xs[k].shape());
      requireVarying(diagonals[k], "of " + output(k) + " by input " + k);
    }
    return in.derivative(diagonals);
  }

  private void diagonal(
      Sweep sweep, UnitVectors.Range range, @Nullable Tensor[] images, List<List<Tensor>> parts) {
    for (int k = 0; k < xs.length; k++) {
      UnitVectors.Part part = sweep.part(range, k);
      if (part.count() > 0) {
        Tensor image = images[k];
        Tensor d =
            image == null
                ? Tensor.zeros(Shape.of(part.count()), xs[k].dtype())
                : part.of(finish(image))
                    .reshape(part.count(), xs[k].size())
                    .narrow(1, part.first(), part.count())
                    .diagonal(0, 0, 1);
        parts.get(k).add(d.to(xs[k].dtype()));
      }
    }
  }

  /** The sum of that diagonal. */
  Tensor trace(Options how) {
    Tensor[] diagonals = in.alike(operation, diagonal(how)).active();
    Tensor sum = diagonals[0].sum();
    for (int k = 1; k < diagonals.length; k++) {
      sum = sum.add(diagonals[k].sum());
    }
    return sum;
  }

  /** Random vectors of signs: for each input a stack of them. */
  Tensor[] signs(Key key, int n) {
    Tensor[] signs = new Tensor[xs.length];
    Key keys = key.split(xs.length);
    for (int i = 0; i < xs.length; i++) {
      Tensor u = keys.get(i).uniform(xs[i].shape().insert(0, n), xs[i].dtype());
      signs[i] = u.lt(0.5).to(xs[i].dtype()).mul(2).sub(1);
    }
    return signs;
  }

  /**
   * The quadratic form of the Jacobian of a function that gives what it takes, for some vectors.
   *
   * @param vectors for each input a stack of them
   */
  Tensor quadraticForms(Tensor[] vectors, Options how) {
    int n = vectors[0].shape().get(0);
    int atOnce = sweep(how.with(Option.Strategy.FORWARD)).atOnce(n);
    List<Tensor> parts = new ArrayList<>();
    for (int start = 0; start < n; start += atOnce) {
      int first = start;
      int count = Math.min(atOnce, n - start);
      @Nullable Tensor[] some = new Tensor[vectors.length];
      Arrays.setAll(some, i -> vectors[i].narrow(0, first, count));
      @Nullable Tensor[] images = recorded(() -> Batch.map(operation, count, some, graph::push));
      Tensor sum = Tensor.zeros(Shape.of(count), xs[0].dtype());
      for (int i = 0; i < images.length; i++) {
        Tensor image = images[i];
        if (image != null) {
          sum =
              sum.add(
                  vectors[i]
                      .narrow(0, first, count)
                      .mul(finish(image))
                      .reshape(count, xs[i].size())
                      .sum(1));
        }
      }
      parts.add(sum);
    }
    return Tensor.cat(0, parts.toArray(Tensor[]::new));
  }

  /** The Jacobian of each example of a batch along axis 0. */
  Tensor byExample(Options how) {
    Shape x = xs[0].shape();
    Shape y = ys.length == 1 ? ys[0].shape() : Shape.SCALAR;
    if (x.rank() == 0 || y.rank() == 0 || x.get(0) != y.get(0)) {
      throw new ShapeException(
          operation
              + ": a batch of shape "
              + x
              + " gave "
              + (ys.length == 1 ? "the shape " + y : ys.length + " floating tensors")
              + "; axis 0 of both must be the examples");
    }
    int examples = x.get(0);
    Tensor[] oneX = {Tensor.zeros(x.remove(0), xs[0].dtype())};
    Tensor[] oneY = {Tensor.zeros(y.remove(0), ys[0].dtype())};
    Sweep sweep = new Sweep(operation, graph, oneX, oneY, Option.Strategy.REVERSE, how);
    boolean forward = sweep.isForward();
    Tensor[] from = forward ? oneX : oneY;
    Blocks blocks = new Blocks(from, forward ? ys : xs, forward, isAttached());
    recorded(() -> {
      sweep.run(
          v -> new Tensor[] {v[0].expand(v[0].shape().insert(0, examples))},
          (range, images) -> put(blocks, sweep, range, images));
      return null;
    });
    Tensor block = blocks.finished()[0][0];
    requireVarying(block, "of output 0 by input 0");
    return forward ? block : block.movedim(y.rank() - 1, 0);
  }

  /** The Jacobian as a tree of blocks. */
  Jacobian<P, R> jacobian(Options how) {
    return new Jacobian<>(in, out, blocks(how));
  }

  /** The Jacobian of a function of one tensor, structured as its output. */
  R jacobianByTensor(Options how) {
    Tensor[][] blocks = blocks(how);
    Tensor[] one = new Tensor[blocks.length];
    for (int i = 0; i < one.length; i++) {
      one[i] = blocks[i][0];
    }
    return out.derivative(one);
  }
}
