package dev.leibniz.conformance;

import static dev.leibniz.Functional.inAxes;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.outAxis;
import static dev.leibniz.Functional.vjp;

import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.GraphException;
import dev.leibniz.LeibnizException;
import dev.leibniz.NumericalException;
import dev.leibniz.Option;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.conformance.operators.Operators;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What holds for every operator as the public API offers it, compositions too: the cases of
 * PyTorch's operator database are its samples.
 *
 * <p>Examples differ by the order of their elements, so that they stay where the operator is
 * defined; where it asks for a definite or a triangular matrix, by a scaling of rows and columns
 * alike, which keeps both. A program of its own as well ({@link #main}), since kernels are chosen
 * once in a JVM.
 */
final class OperatorLaws {
  private static final int SIZE = 3;
  private static final Mode DOUBLE = new Mode(false, false);

  /** Operators that are not defined on every matrix of full rank. */
  private static final Set<String> OF_SPECIAL_MATRICES =
      Set.of(
          "cholesky",
          "cholesky_inverse",
          "cholesky_solve",
          "linalg.cholesky",
          "linalg.solve_triangular",
          "triangular_solve");

  private final Case of;
  private final Mode mode;
  private final double tolerance;

  private OperatorLaws(Case of, Mode mode) {
    this.of = of;
    this.mode = mode;
    this.tolerance = mode.isFloat32() ? 1e-4 : 1e-9;
  }

  /** A law of one case. */
  private interface Law {
    void on(OperatorLaws subject);
  }

  private static final Map<String, Law> LAWS = laws();

  private static Map<String, Law> laws() {
    Map<String, Law> laws = new TreeMap<>();
    laws.put("a batch of any inputs along any axes equals a loop", OperatorLaws::loop);
    laws.put("the number of kernels does not depend on the size of the batch", OperatorLaws::count);
    laws.put("nested batches equal nested loops", OperatorLaws::nested);
    laws.put("a batch of no examples gives none, of the right shape", OperatorLaws::empty);
    laws.put(
        "derivatives of a batch, and batches of derivatives, equal loops", OperatorLaws::pulled);
    laws.put("views give what copies give", OperatorLaws::views);
    laws.put(
        "integers and truths give what floating numbers give, or are refused",
        OperatorLaws::integers);
    return laws;
  }

  /**
   * What came out.
   *
   * @param broken the cases that broke a law, and how
   * @param refused the cases that need numbers inside a batch, and cannot be batched
   * @param kept the operators all of whose laws have been tried
   */
  record Verdict(List<String> broken, Set<String> refused, Set<String> kept) {}

  static Verdict of(List<Case> cases) {
    Verdict all = new Verdict(new ArrayList<>(), new TreeSet<>(), new TreeSet<>());
    for (Case c : cases) {
      if (c.inputs().stream().mapToInt(Tensor::size).max().orElse(0) > 2000) {
        continue; // a large image says no more than a small one
      }
      for (Mode mode : List.of(DOUBLE, new Mode(true, true))) {
        OperatorLaws subject = new OperatorLaws(c, mode);
        LAWS.forEach((name, law) -> {
          try {
            law.on(subject);
            all.kept().addAll(c.operators());
          } catch (LeibnizException | AssertionError | IndexOutOfBoundsException e) {
            if (needsNumbers(e)) {
              all.refused().add(c.id());
            } else {
              all.broken().add(c.id() + " " + mode + " breaks \"" + name + "\": " + e);
            }
          }
        });
      }
    }
    return all;
  }

  /**
   * The verdict on all cases of tier 1, or of the files named, one line for each operator and each
   * broken law. Cases with an operator that is not in the table are left out.
   */
  public static void main(String[] files) throws CaseFile.UnreadableException {
    List<Case> cases = new ArrayList<>(files.length == 0 ? Cases.TIER_1.all() : List.of());
    for (String file : files) {
      CaseFile.read(Path.of(file), cases::add);
    }
    cases.removeIf(c -> !Operators.names().containsAll(c.operators()));
    Verdict verdict = of(cases);
    verdict.kept().forEach(name -> System.out.println("kept " + name));
    verdict.refused().forEach(id -> System.out.println("refused " + id));
    verdict.broken().forEach(text -> System.out.println("broken " + text));
  }

  private List<Tensor> apply(List<Tensor> inputs) {
    return new Program(of, mode).run(inputs);
  }

  private List<Tensor> inputs() {
    return of.inputs().stream().map(mode::given).toList();
  }

  /** The inputs of one example: the elements of those that vary are moved round. */
  private List<Tensor> example(boolean[] varies, int k) {
    List<Tensor> all = new ArrayList<>(inputs());
    for (int i = 0; i < varies.length; i++) {
      if (varies[i]) {
        all.set(i, isSpecial(all.get(i)) ? scaled(all.get(i), k) : moved(all.get(i), k));
      }
    }
    return all;
  }

  private static Tensor moved(Tensor x, int k) {
    return x.size() < 2 ? x : x.flatten().roll(k, 0).reshape(x.shape());
  }

  private boolean isSpecial(Tensor x) {
    return x.rank() >= 2
        && x.dtype().isFloating()
        && x.shape().get(-1) == x.shape().get(-2)
        && of.operators().stream().anyMatch(OF_SPECIAL_MATRICES::contains);
  }

  private static Tensor scaled(Tensor x, int k) {
    Tensor d = Tensor.arange(x.shape().get(-1)).to(x.dtype()).add(k).sin().mul(0.3).add(1);
    return x.mul(d).mul(d.unsqueeze(-1));
  }

  /** Every nonempty choice of up to three inputs; of more, each and all. */
  private List<boolean[]> choices() {
    int n = of.inputs().size();
    List<boolean[]> all = new ArrayList<>();
    for (int bits = 1; bits < 1 << Math.min(n, 8); bits++) {
      if (n <= 3 || Integer.bitCount(bits) == 1 || Integer.bitCount(bits) == n) {
        boolean[] varies = new boolean[n];
        for (int i = 0; i < n; i++) {
          varies[i] = (bits >> i & 1) == 1;
        }
        all.add(varies);
      }
    }
    return all;
  }

  private static boolean[] every(int n) {
    boolean[] all = new boolean[n];
    Arrays.fill(all, true);
    return all;
  }

  /** Tries each choice, those too that come behind one that needs numbers. */
  private void each(Consumer<boolean[]> law) {
    GraphException refusal = null;
    for (boolean[] varies : choices()) {
      try {
        law.accept(varies);
      } catch (GraphException e) {
        if (!needsNumbers(e)) {
          throw e;
        }
        refusal = e;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private static boolean needsNumbers(Throwable e) {
    return e instanceof GraphException
        && String.valueOf(e.getMessage()).contains("has one value per example");
  }

  private List<Tensor> batched(boolean[] varies, UnaryOperator<Integer> axisOfRank) {
    List<Tensor> shared = inputs();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < varies.length; i++) {
      if (varies[i]) {
        axes.add(axisOfRank.apply(shared.get(i).rank()));
      }
    }
    List<Tensor> stacks = stacks(varies, SIZE, axisOfRank);
    return map(varies, stacks, inAxes(axes.toArray(Integer[]::new)), outAxis(0));
  }

  private List<Tensor> stacks(boolean[] varies, int size, UnaryOperator<Integer> axisOfRank) {
    List<Tensor> stacks = new ArrayList<>();
    for (int i = 0; i < varies.length; i++) {
      if (varies[i]) {
        int at = i;
        Tensor[] each = new Tensor[size];
        Arrays.setAll(each, k -> example(varies, k).get(at));
        stacks.add(Tensor.stack(axisOfRank.apply(each[0].rank()), each));
      }
    }
    return stacks;
  }

  private List<Tensor> map(boolean[] varies, List<Tensor> stacks, Option... options) {
    return Functional.<List<Tensor>, List<Tensor>>vmap(
            List.class, slices -> apply(filled(varies, slices)), options)
        .apply(stacks);
  }

  private List<Tensor> filled(boolean[] varies, List<Tensor> slices) {
    List<Tensor> all = new ArrayList<>(inputs());
    for (int i = 0, k = 0; i < varies.length; i++) {
      if (varies[i]) {
        all.set(i, slices.get(k++));
      }
    }
    return all;
  }

  private void loop() {
    each(varies -> {
      List<List<Tensor>> each = new ArrayList<>();
      for (int k = 0; k < SIZE; k++) {
        each.add(apply(example(varies, k)));
      }
      List<Tensor> expected = stacked(each);
      String which = Arrays.toString(varies);
      require(batched(varies, rank -> 0), expected, () -> which + " in front");
      require(batched(varies, rank -> rank), expected, () -> which + " behind");
      require(batched(varies, rank -> (rank + 1) / 2), expected, () -> which + " between");
    });
  }

  private void count() {
    if (!KernelCount.IS_ON || mode.isFloat32()) {
      return;
    }
    each(varies -> {
      List<Tensor> two = stacks(varies, 2, rank -> 0);
      List<Tensor> five = stacks(varies, 5, rank -> 0);
      long few = KernelCount.during(() -> map(varies, two));
      long many = KernelCount.during(() -> map(varies, five));
      if (many != few) {
        throw new AssertionError(
            Arrays.toString(varies) + ": " + few + " for two, " + many + " for five examples");
      }
    });
  }

  private void nested() {
    int n = of.inputs().size();
    if (n == 0) {
      return;
    }
    boolean[] all = every(n);
    List<List<Tensor>> outer = new ArrayList<>();
    List<Tensor[]> stacks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      stacks.add(new Tensor[2]);
    }
    for (int a = 0; a < 2; a++) {
      List<List<Tensor>> inner = new ArrayList<>();
      List<Tensor[]> row = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        row.add(new Tensor[SIZE]);
      }
      for (int b = 0; b < SIZE; b++) {
        List<Tensor> example = example(all, a * SIZE + b);
        inner.add(apply(example));
        for (int i = 0; i < n; i++) {
          row.get(i)[b] = example.get(i);
        }
      }
      outer.add(stacked(inner));
      for (int i = 0; i < n; i++) {
        stacks.get(i)[a] = Tensor.stack(0, row.get(i));
      }
    }
    Function<List<Tensor>, List<Tensor>> once =
        Functional.<List<Tensor>, List<Tensor>>vmap(List.class, this::apply);
    List<Tensor> actual =
        Functional.<List<Tensor>, List<Tensor>>vmap(List.class, once)
            .apply(stacks.stream().map(s -> Tensor.stack(0, s)).toList());
    require(actual, stacked(outer), () -> "nested");
  }

  private void empty() {
    if (of.inputs().isEmpty()) {
      return;
    }
    List<Tensor> none =
        inputs().stream().map(x -> Tensor.zeros(x.shape().insert(0, 0), x.dtype())).toList();
    List<Tensor> expected =
        apply(inputs()).stream().map(y -> Tensor.zeros(y.shape().insert(0, 0), y.dtype())).toList();
    require(map(every(of.inputs().size()), none), expected, () -> "none");
  }

  /** As a function of what is differentiated, of floating outputs. */
  private List<Tensor> restricted(List<Tensor> x) {
    List<Tensor> all = new ArrayList<>(inputs());
    for (int i = 0; i < x.size(); i++) {
      all.set(of.differentiated().get(i), x.get(i));
    }
    return apply(all).stream().filter(y -> y.dtype().isFloating()).toList();
  }

  private record At(List<Tensor> x, List<Tensor> v) {}

  private void pulled() {
    if (of.differentiated().isEmpty() || restricted(point(0)).isEmpty()) {
      return;
    }
    List<List<Tensor>> xs = new ArrayList<>();
    List<List<Tensor>> vs = new ArrayList<>();
    List<List<Tensor>> cts = new ArrayList<>();
    List<List<Tensor>> back = new ArrayList<>();
    List<List<Tensor>> forth = new ArrayList<>();
    for (int k = 0; k < SIZE; k++) {
      List<Tensor> x = point(k);
      List<Tensor> v = waves(x, k);
      List<Tensor> ct = waves(restricted(x), k);
      xs.add(x);
      vs.add(v);
      cts.add(ct);
      back.add(vjp(this::restricted, x).apply(ct));
      forth.add(jvp(this::restricted, x, v).tangent());
    }
    List<Tensor> x = stacked(xs);
    Function<List<Tensor>, List<Tensor>> batch =
        Functional.<List<Tensor>, List<Tensor>>vmap(List.class, this::restricted);
    require(vjp(batch, x).apply(stacked(cts)), stacked(back), () -> "vjp of vmap");
    require(jvp(batch, x, stacked(vs)).tangent(), stacked(forth), () -> "jvp of vmap");
    require(
        Functional.<At, List<Tensor>>vmap(At.class, p -> vjp(this::restricted, p.x()).apply(p.v()))
            .apply(new At(x, stacked(cts))),
        stacked(back),
        () -> "vmap of vjp");
    require(
        Functional.<At, List<Tensor>>vmap(
                At.class, p -> jvp(this::restricted, p.x(), p.v()).tangent())
            .apply(new At(x, stacked(vs))),
        stacked(forth),
        () -> "vmap of jvp");
  }

  private List<Tensor> point(int k) {
    List<Tensor> all = example(every(of.inputs().size()), k);
    return of.differentiated().stream().map(all::get).toList();
  }

  /** Some tangents or cotangents. */
  private static List<Tensor> waves(List<Tensor> like, int k) {
    return like.stream()
        .map(x ->
            Tensor.arange(x.size()).to(x.dtype()).mul(0.7).add(k + 0.3).sin().reshape(x.shape()))
        .toList();
  }

  /** Transposed, flipped, with gaps and an offset; and spread, which makes other numbers. */
  private void views() {
    List<UnaryOperator<Tensor>> layouts =
        List.of(
            Mode::strided,
            x -> x.rank() < 2 ? x : x.transpose(0, -1).copy().transpose(0, -1),
            x -> x.rank() == 0 ? x : x.flip(-1).copy().flip(-1),
            x ->
                x.rank() == 0
                    ? x
                    : Tensor.cat(0, x, x, x).narrow(0, x.shape().get(0), x.shape().get(0)),
            x -> x.rank() == 0 || x.size() == 0 ? x : x.narrow(-1, 0, 1).copy().expand(x.shape()));
    for (int l = 0; l < layouts.size(); l++) {
      int layout = l;
      List<Tensor> views = inputs().stream().map(layouts.get(l)).toList();
      List<Tensor> expected;
      try {
        expected = apply(views.stream().map(Tensor::copy).toList());
      } catch (NumericalException e) {
        requireRefusal(views, e, layout); // what is spread has rank one
        continue;
      }
      require(apply(views), expected, () -> "layout " + layout);
    }
  }

  private void requireRefusal(List<Tensor> views, NumericalException expected, int layout) {
    try {
      apply(views);
    } catch (NumericalException e) {
      if (Objects.equals(e.getMessage(), expected.getMessage())) {
        return;
      }
      throw e;
    }
    throw new AssertionError("layout " + layout + ": of copies " + expected.getMessage());
  }

  /**
   * On whole numbers, in every dtype that is no floating one: integers come out as FLOAT64 has
   * them, and what is computed in FLOAT32 as from FLOAT32. A sum of truths is whether any is true,
   * and a target of integers is a class.
   */
  private void integers() {
    if (mode.isFloat32() || of.differentiated().isEmpty()) {
      return;
    }
    for (DType dtype : List.of(DType.INT64, DType.INT32, DType.BOOL)) {
      List<Tensor> whole = new ArrayList<>(inputs());
      List<Tensor> wide = new ArrayList<>(inputs());
      List<Tensor> single = new ArrayList<>(inputs());
      for (int i = 0; i < whole.size(); i++) {
        Tensor x = whole.get(i);
        if (x.dtype().isFloating()) {
          Tensor n = dtype == DType.BOOL ? x.gt(0) : x.abs().floor().add(1).to(dtype);
          whole.set(i, n);
          wide.set(i, n.to(DType.FLOAT64));
          single.set(i, n.to(DType.FLOAT32));
        }
      }
      List<Tensor> exact;
      try {
        exact = apply(whole);
      } catch (LeibnizException e) {
        continue;
      }
      List<Tensor> floating = apply(wide);
      List<Tensor> rounded = apply(single);
      for (int i = 0; i < exact.size(); i++) {
        boolean isTruth = exact.get(i).dtype() == DType.BOOL;
        double near = exact.get(i).dtype().isFloating() ? 1e-5 : 0;
        Tensor actual = exact.get(i).to(DType.FLOAT64);
        Tensor y = (exact.get(i).dtype() == DType.FLOAT32 ? rounded : floating).get(i);
        Tensor expected = (isTruth ? y.ne(0) : y).to(DType.FLOAT64);
        require(actual, expected, near, () -> dtype.toString());
      }
    }
  }

  private static List<Tensor> stacked(List<List<Tensor>> each) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < each.getFirst().size(); i++) {
      int at = i;
      all.add(Tensor.stack(0, each.stream().map(y -> y.get(at)).toArray(Tensor[]::new)));
    }
    return all;
  }

  private void require(
      List<Tensor> actual, List<Tensor> expected, java.util.function.Supplier<String> where) {
    if (actual.size() != expected.size()) {
      throw new AssertionError(where.get() + ": " + actual.size() + " results");
    }
    for (int i = 0; i < actual.size(); i++) {
      require(actual.get(i), expected.get(i), tolerance, where);
    }
  }

  private static void require(
      Tensor actual, Tensor expected, double tolerance, java.util.function.Supplier<String> where) {
    Shape shape = expected.shape();
    if (!actual.shape().equals(shape) || actual.dtype() != expected.dtype()) {
      throw new AssertionError(
          where.get()
              + ": "
              + actual.dtype()
              + actual.shape()
              + ", should be "
              + expected.dtype()
              + shape);
    }
    double[] a = actual.toArray();
    double[] e = expected.toArray();
    double scale = 1;
    for (double d : e) {
      scale = Math.max(scale, Double.isFinite(d) ? Math.abs(d) : 0);
    }
    for (int i = 0; i < a.length; i++) {
      boolean same = a[i] == e[i] || Double.isNaN(a[i]) && Double.isNaN(e[i]);
      if (!same && !(Math.abs(a[i] - e[i]) <= tolerance * scale)) {
        throw new AssertionError(
            where.get() + ": element " + i + " is " + a[i] + ", should be " + e[i]);
      }
    }
  }
}
