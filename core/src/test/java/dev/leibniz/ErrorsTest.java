package dev.leibniz;

import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.inAxes;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.nthDerivative;
import static dev.leibniz.Functional.outAxis;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong calls: each says what was called, with what, and what to do instead. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class ErrorsTest {
  private static final Tensor X = Tensor.ones(2, 3);
  private static final Tensor V = Tensor.of(1, 2, 3);
  private static final Tensor INTEGERS = Tensor.longs(1, 2, 3);
  private static final TensorFunction SUM = z -> z.sum();

  /**
   * A wrong call.
   *
   * @param says what the message must contain
   */
  record Wrong(String name, Class<?> type, ThrowingCallable call, List<String> says) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Wrong shape(String name, ThrowingCallable call, String... says) {
    return new Wrong(name, ShapeException.class, call, List.of(says));
  }

  private static Wrong dtype(String name, ThrowingCallable call, String... says) {
    return new Wrong(name, DTypeException.class, call, List.of(says));
  }

  private static Wrong graph(String name, ThrowingCallable call, String... says) {
    return new Wrong(name, GraphException.class, call, List.of(says));
  }

  private static Wrong structure(String name, ThrowingCallable call, String... says) {
    return new Wrong(name, StructureException.class, call, List.of(says));
  }

  private static Wrong other(String name, ThrowingCallable call, String... says) {
    return new Wrong(name, LeibnizException.class, call, List.of(says));
  }

  static Stream<Wrong> shapes() {
    return Stream.of(
        shape("add of shapes that do not fit", () -> X.add(Tensor.ones(2)), "add", "[2, 3]", "[2]"),
        shape("mul likewise", () -> X.mul(Tensor.ones(3, 2)), "mul", "[2, 3]", "[3, 2]"),
        shape("a comparison likewise", () -> X.gt(Tensor.ones(4)), "[2, 3]", "[4]"),
        shape(
            "where likewise",
            () -> Tensor.where(Tensor.bools(true, false), X, X),
            "where",
            "[2]",
            "[2, 3]"),
        shape("sum over no axis there is", () -> X.sum(2), "2", "[2, 3]"),
        shape("sum over an axis twice", () -> X.sum(0, -2), "[2, 3]"),
        shape("softmax along no axis there is", () -> X.softmax(-3), "-3", "[2, 3]"),
        shape("argmax along no axis there is", () -> X.argmax(5), "5", "[2, 3]"),
        shape("amax of nothing", () -> Tensor.zeros(0).amax(), "amax", "[0]"),
        shape("cumsum of a scalar", () -> Tensor.scalar(1).cumsum(1), "1"),
        shape("item of many", () -> X.item(), "item", "[2, 3]", "6 elements"),
        shape("reshape to another size", () -> X.reshape(4), "reshape", "[2, 3]", "[4]"),
        shape("reshape with two unknowns", () -> X.reshape(-1, -1), "reshape", "-1"),
        shape("reshape that divides badly", () -> X.reshape(4, -1), "reshape", "[4, -1]"),
        shape("expand of an axis of size 2", () -> X.expand(4, 3), "expand", "[2, 3]", "[4, 3]"),
        shape("permute that names an axis twice", () -> X.permute(0, 0), "permute", "[0, 0]"),
        shape("transpose of no axis there is", () -> X.transpose(0, 2), "2", "[2, 3]"),
        shape("mT of a vector", () -> V.mT(), "mT", "[3]"),
        shape("unsqueeze too far", () -> X.unsqueeze(4), "unsqueeze", "4", "[2, 3]"),
        shape("narrow outside", () -> X.narrow(1, 2, 2), "narrow", "[2, 3]"),
        shape("narrow by an enormous length", () -> X.narrow(1, 2, Integer.MAX_VALUE), "narrow"),
        shape("select outside", () -> X.select(0, 2), "select", "2", "[2, 3]"),
        shape("cat of parts that differ", () -> Tensor.cat(0, X, Tensor.ones(2, 4)), "cat"),
        shape("cat of nothing", () -> Tensor.cat(0), "cat"),
        shape("cat of parts of another rank", () -> Tensor.cat(0, X, V), "cat", "[2, 3]", "[3]"),
        shape("stack of parts that differ", () -> Tensor.stack(0, X, V), "stack", "[2, 3]", "[3]"),
        shape("matmul of inner sizes that differ", () -> X.matmul(X), "matmul", "3", "2", "mT()"),
        shape("matmul of a scalar", () -> X.matmul(Tensor.scalar(2)), "matmul", "mul"),
        shape("dot of vectors that differ", () -> V.dot(Tensor.ones(2)), "[3]", "[2]"),
        shape("squeeze of a scalar", () -> Tensor.scalar(1).squeeze(4), "4"),
        shape("a trace of a wide matrix", () -> Linalg.trace(X), "trace", "[2, 3]"),
        shape("a negative size", () -> Tensor.zeros(2, -1), "-1"),
        shape("too many elements", () -> Tensor.zeros(1 << 16, 1 << 16), "65536"),
        shape("a ragged matrix", () -> Tensor.of(new double[][] {{1, 2}, {3}}), "Tensor.of"),
        shape("a step that leads away", () -> Tensor.arange(0, 5, -1), "arange", "-1"),
        shape("a negative count", () -> Tensor.linspace(0, 1, -1), "-1"),
        shape("cholesky of a wide matrix", () -> Linalg.cholesky(X), "cholesky", "[2, 3]"));
  }

  static Stream<Wrong> indices() {
    return Stream.of(
        shape("get outside", () -> X.get(2), "get", "2", "[2, 3]"),
        shape("get far before", () -> X.get(0, -4), "get", "-4", "[2, 3]"),
        shape("get of too many axes", () -> X.get(0, 0, 0), "get", "3 axes", "[2, 3]"),
        shape("two ellipses", () -> X.get(Index.ELLIPSIS, Index.ELLIPSIS), "get", "2 ellipses"),
        shape("an index tensor outside", () -> X.get(Tensor.longs(0, 2)), "get", "2"),
        shape("a mask of another shape", () -> X.get(V.gt(0)), "get", "[3]", "[2, 3]"),
        shape("a step of zero", () -> Index.slice(0, 1, 0), "step"),
        dtype("a floating index", () -> X.get(V), "get", "FLOAT64", "INT64"),
        dtype("a text for an index", () -> X.get("row"), "get", "String"),
        shape("a value that does not spread", () -> X.at(0).set(Tensor.ones(2)), "[2]", "[3]"),
        shape("gather of another rank", () -> X.gather(0, INTEGERS), "gather", "[3]", "[2, 3]"),
        dtype("gather by floats", () -> V.gather(0, V), "gather", "FLOAT64"),
        shape("gather outside", () -> V.gather(0, Tensor.longs(3)), "3"),
        shape(
            "indexSelect by a matrix",
            () -> X.indexSelect(0, INTEGERS.reshape(1, 3)),
            "indexSelect"),
        shape("indexSelect outside", () -> X.indexSelect(0, INTEGERS), "2"),
        shape("scatterAdd outside", () -> V.scatterAdd(0, Tensor.longs(7), Tensor.of(1)), "7"));
  }

  static Stream<Wrong> dtypes() {
    return Stream.of(
        dtype(
            "grad by integers", () -> grad(z -> z.sum(), INTEGERS), "grad", "INT64", "to(FLOAT64)"),
        dtype("jvp by integers", () -> jvp(SUM, INTEGERS, INTEGERS), "jvp", "INT64"),
        dtype("jacobian by booleans", () -> jacobian(SUM, V.gt(0)), "jacobian", "BOOL"),
        dtype("hvp by integers", () -> hvp(SUM, INTEGERS), "hvp", "INT64"),
        dtype("grad by no tensors", () -> grad(l -> X.sum(), List.of()), "grad", "no tensors"),
        dtype("requiresGrad of integers", () -> INTEGERS.requiresGrad(), "requiresGrad", "INT64"),
        dtype("where by numbers", () -> Tensor.where(V, V, V), "where", "FLOAT64", "ne(0)"),
        dtype("neg of booleans", () -> V.gt(0).neg(), "neg", "BOOL"),
        dtype("sub of booleans", () -> V.gt(0).sub(V.gt(1)), "sub", "BOOL"),
        dtype("matmul of booleans", () -> V.gt(0).matmul(V.gt(0)), "matmul", "BOOL"),
        dtype("an array of texts", () -> Tensor.fromArray(new String[] {"a"}), "String"),
        dtype("no array at all", () -> Tensor.fromArray("a"), "String"));
  }

  static Stream<Wrong> derivatives() {
    Tensor leaf = V.requiresGrad();
    return Stream.of(
        shape("grad of a vector", () -> grad(z -> z, V), "grad", "[3]", "sum it", "jacobian"),
        shape("hessian of a vector", () -> hessian(z -> z, V), "hessian", "[3]"),
        shape("hvp of a vector", () -> hvp(z -> z, V), "hvp", "[3]"),
        shape("grad of an integer", () -> grad(z -> z.argmax(0), V), "grad", "0 floating tensors"),
        structure("a function that gives null", () -> jacobian(z -> null, V), "jacobian", "null"),
        structure("jvp of such a one", () -> jvp(z -> null, V, V), "jvp", "null"),
        structure("vmap of such a one", () -> vmap((Tensor z) -> null).apply(V), "vmap", "null"),
        shape("a direction of another shape", () -> jvp(SUM, V, X), "jvp", "[2, 3]", "[3]"),
        structure("a block there is not", () -> jacobian(t -> t, Tuple.of(V)).at(0, 1), "no 1"),
        structure("a row there is not", () -> jacobian(t -> t, Tuple.of(V)).row(-1), "no -1"),
        shape(
            "a cotangent rule of the wrong shape",
            () -> grad(CustomRules.customVjp(z -> z.sum(), (z, c) -> c), V),
            "customVjp",
            "[]",
            "[3]"),
        shape(
            "a tangent rule of the wrong shape",
            () -> jvp(CustomRules.customJvp(z -> z.sum(), (z, d) -> d), V, V),
            "customJvp",
            "[3]",
            "[]"),
        graph(
            "a function with a rule of its own that captures",
            () ->
                grad(
                    w -> CustomRules.customJvp(z -> z.mul(w), (z, d) -> d.mul(w)).apply(V).sum(),
                    V),
            "customJvp",
            "captured",
            "pass it as an input"),
        structure("no direction", () -> jvp(SUM, V, INTEGERS), "jvp", "0 floating", "[3]"),
        structure(
            "too few directions",
            () -> jvp((List<Tensor> l) -> l.get(0), List.of(V, X), List.of(V)),
            "jvp",
            "1 floating",
            "[[3], [2, 3]]"),
        structure(
            "directions elsewhere",
            () -> jvp((Map<String, Tensor> m) -> V, Map.of("a", V), Map.of("b", V)),
            "jvp",
            "[b]",
            "[a]"),
        shape("a cotangent of another shape", () -> vjp(SUM, V).apply(V), "vjp", "[3]", "[]"),
        shape("a tangent likewise", () -> linearize(SUM, V).apply(X), "linearize", "[2, 3]"),
        shape("an hvp likewise", () -> hvp(SUM, V).apply(X), "hvp", "[2, 3]", "[3]"),
        other("a derivative of order −1", () -> nthDerivative(-1, SUM), "-1"),
        other("no rows at once", () -> chunkSize(0), "chunkSize", "0"),
        shape("backward of a vector", () -> leaf.exp().backward(), "backward", "[3]"),
        graph("backward of a constant", () -> V.sum().backward(), "backward", "requiresGrad()"),
        graph("a hook on a constant", () -> V.registerHook(g -> g), "registerHook"),
        graph("retainGrad of a constant", () -> V.retainGrad(), "retainGrad"),
        structure(
            "gradients of another number",
            () -> Autograd.grad(List.of(leaf.sum()), List.of(leaf), List.of()),
            "0 gradients for 1 outputs"));
  }

  static Stream<Wrong> batches() {
    return Stream.of(
        graph(
            "item inside vmap",
            () -> vmap((Tensor r) -> Tensor.scalar(r.sum().item())).apply(X),
            "item",
            "vmap of a lambda in ErrorsTest",
            "Tensor.where"),
        graph(
            "toArray inside vmap",
            () -> vmap((Tensor r) -> Tensor.of(r.toArray())).apply(X),
            "toArray"),
        graph(
            "a mask inside vmap",
            () -> vmap((Tensor r) -> r.get(r.gt(0))).apply(X),
            "mask",
            "vmap"),
        shape("vmap over a scalar", () -> vmap(SUM).apply(Tensor.scalar(1)), "vmap", "inAxes"),
        shape("vmap along no axis there is", () -> vmap(SUM, inAxes(2)).apply(X), "2", "[2, 3]"),
        shape("vmap onto no axis there is", () -> vmap(SUM, outAxis(3)).apply(X), "3"),
        shape(
            "examples of different number",
            () -> vmap((Tensor a, Tensor b) -> a.mul(b)).apply(X, V),
            "vmap",
            "2 examples",
            "3"),
        structure("too many axes", () -> vmap(SUM, inAxes(0, 1)).apply(X), "vmap", "2 axes"),
        structure(
            "nothing taken apart",
            () -> vmap(SUM, inAxes((Integer) null)).apply(X),
            "vmap",
            "no tensor"));
  }

  @ParameterizedTest
  @MethodSource({"shapes", "indices", "dtypes", "derivatives", "batches"})
  void wrongCallsSayWhatIsWrong(Wrong wrong) {
    Throwable t = catchThrowable(wrong.call());
    assertThat(t).isNotNull();
    assertThat(t).isExactlyInstanceOf(wrong.type());
    assertThat(t).hasMessageContainingAll(wrong.says().toArray(String[]::new));
    assertThat(t.getMessage()).as("a sentence").hasSizeGreaterThan(20);
    assertThat(t.getMessage()).as("named as users know it").doesNotContain("dev.leibniz", "0x");
  }

  @ParameterizedTest
  @MethodSource({"shapes", "dtypes"})
  void wrongCallsAreRefusedInsideATransformToo(Wrong wrong) {
    assertThatThrownBy(() ->
            grad(
                z -> {
                  Throwable t = catchThrowable(wrong.call());
                  assertThat(t).isInstanceOf(LeibnizException.class);
                  throw (LeibnizException) t;
                },
                V))
        .isInstanceOf(LeibnizException.class);
  }

  @Test
  @SuppressWarnings({"NullAway", "DataFlowIssue"}) // wrong on purpose
  void nullsAreRefusedAndSpoilNothing() {
    List<ThrowingCallable> calls = new ArrayList<>();
    calls.add(() -> X.add((Tensor) null));
    calls.add(() -> X.matmul(null));
    calls.add(() -> X.to(null));
    calls.add(() -> X.reshape((Shape) null));
    calls.add(() -> Tensor.where(null, X, X));
    calls.add(() -> Tensor.cat(0, X, null));
    calls.add(() -> Tensor.stack(0, X, null));
    calls.add(() -> X.gather(0, null));
    calls.add(() -> X.at(0).set((Tensor) null));
    calls.add(() -> Tensor.of((double[]) null));
    calls.add(() -> Tensor.of((double[][]) null));
    calls.add(() -> Tensor.fromArray(null));
    calls.add(() -> grad((java.util.function.Function<Tensor, Tensor>) null, V));
    calls.add(() -> grad(SUM, (Tensor) null));
    calls.add(() -> jvp(SUM, V, null));
    calls.add(() -> vjp(SUM, V).apply(null));
    calls.add(() -> jacobian(SUM, V, (Option) null));
    calls.add(() -> vmap(SUM).apply(null));
    calls.add(() -> grad((Tensor z) -> null, V));
    calls.add(() -> V.requiresGrad().registerHook(null));
    calls.add(() -> Autograd.grad(V.sum(), (Tensor) null));
    calls.add(() -> Linalg.solve(Tensor.eye(2), null));
    calls.add(() -> Tree.rebuild(List.of(X), null));
    calls.add(() -> Tuple.of(X, null));
    for (int i = 0; i < calls.size(); i++) {
      assertThat(catchThrowable(calls.get(i)))
          .as("call %s", i)
          .isNotNull()
          .matches(
              t -> t instanceof NullPointerException || t instanceof LeibnizException, "a refusal");
    }
    assertThatTensor(grad(SUM, V)).holds(1, 1, 1);
  }

  @Test
  void wrongVectorsAreRefusedBeforeTheFunctionRuns() {
    TensorFunction never =
        z -> {
          throw new AssertionError("the function ran");
        };
    assertThatThrownBy(() -> jvp(never, V, X)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> jvp(never, INTEGERS, INTEGERS)).isInstanceOf(DTypeException.class);
    assertThatThrownBy(() -> grad(never, INTEGERS)).isInstanceOf(DTypeException.class);
    assertThatThrownBy(() -> vmap(never).apply(Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void exceptionsOfTheFunctionPassUnchangedAndSpoilNothing() {
    IllegalStateException mine = new IllegalStateException("mine");
    TensorFunction failing =
        z -> {
          z.exp().sum();
          throw mine;
        };
    Tensor leaf = V.requiresGrad();
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> grad(failing, V),
            () -> jacobian(failing, V),
            () -> hessian(failing, V),
            () -> hvp(failing, V),
            () -> vjp(failing, V),
            () -> linearize(failing, V),
            () -> jvp(failing, V, V),
            () -> vmap(failing).apply(X),
            () -> vmap(grad(failing)).apply(X),
            () -> Autograd.noGrad(() -> failing.apply(leaf)))) {
      assertThatThrownBy(call).isSameAs(mine);
      assertThatTensor(grad(z -> z.square().sum(), V)).holds(2, 4, 6);
      assertThatTensor(leaf.exp()).isAttached();
      assertThatTensor(vmap(SUM).apply(X)).holds(3, 3);
    }
  }

  @Test
  void anErrorInsideAPullLeavesThePullbackUsable() {
    TensorFunction f =
        CustomRules.customVjp(
            z -> z.square(),
            (z, ct) -> {
              if (ct.sum().item() < 0) {
                throw new IllegalStateException("negative");
              }
              return z.mul(ct).mul(2.0);
            });
    var pullback = vjp(f, V);
    assertThatThrownBy(() -> pullback.apply(V.neg())).hasMessage("negative");
    assertThatTensor(pullback.apply(V)).holds(2, 8, 18);
  }

  @Test
  void aPlaceOutOfRangeIsReportedByTheOperationThatReadsThere() {
    Tensor x = Tensor.of(1, 2, 3);
    Tensor far = Tensor.longs(9);
    assertThatThrownBy(() -> x.gather(0, far)).hasMessageStartingWith("gather: the index 9");
    assertThatThrownBy(() -> x.take(far)).hasMessageStartingWith("take: the index 9");
    assertThatThrownBy(() -> x.indexSelect(0, far))
        .hasMessageStartingWith("indexSelect: the index 9");
    assertThatThrownBy(() -> x.gather(2, far)).hasMessageStartingWith("gather: axis 2");
    assertThatThrownBy(() -> x.indexSelect(2, far)).hasMessageStartingWith("indexSelect: axis 2");
    assertThatThrownBy(() -> Linalg.vecdot(x, x, 2)).hasMessageStartingWith("vecdot: axis 2");
    assertThatThrownBy(() -> Linalg.cross(x, x, 2)).hasMessageStartingWith("cross: axis 2");
  }
}
