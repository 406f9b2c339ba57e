package dev.leibniz.conformance.operators;

import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.nn.Similarities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Factorisations, systems, norms and functions of matrices; distances. */
final class LinearAlgebra {
  private LinearAlgebra() {}

  static void addTo(Operators to) {
    factorisations(to);
    systems(to);
    determinants(to);
    norms(to);
    products(to);
    distances(to);
  }

  private static void factorisations(Operators to) {
    to.add("cholesky", a -> cholesky(a, a.flag(1, "upper", false)));
    to.add("linalg.cholesky", a -> cholesky(a, a.flag(Arguments.KEYWORD, "upper", false)));
    to.addTuple("linalg.qr", LinearAlgebra::qr);
    to.addTuple(
        "linalg.lu",
        a -> {
          Linalg.LuDecomposition d = Linalg.lu(a.tensor(0, "A"));
          return List.of(d.p(), d.l(), d.u());
        });
    to.addTuple(
        "linalg.eigh",
        a -> {
          Linalg.Eigendecomposition d = Linalg.eigh(symmetric(a));
          return List.of(d.eigenvalues(), d.eigenvectors());
        });
    to.add("linalg.eigvalsh", a -> Linalg.eigvalsh(symmetric(a)));
    to.addTuple(
        "linalg.svd",
        a -> {
          Tensor x = a.tensor(0, "A");
          boolean isFull = a.flag(1, "full_matrices", true);
          Linalg.SingularValueDecomposition d = isFull ? Linalg.svdFull(x) : Linalg.svd(x);
          return List.of(d.u(), d.s(), d.v().mT());
        });
    to.add("linalg.svdvals", a -> Linalg.svdvals(a.tensor(0, "A")));
    to.add("linalg.pinv", LinearAlgebra::pinv);
  }

  private static Tensor cholesky(Arguments a, boolean isUpper) {
    Tensor x = a.tensor(0, "A");
    return isUpper ? Linalg.cholesky(x.mT()).mT() : Linalg.cholesky(x);
  }

  private static List<Tensor> qr(Arguments a) {
    Tensor x = a.tensor(0, "A");
    Linalg.QrDecomposition d =
        switch (a.text(1, "mode", "reduced")) {
          case "reduced" -> Linalg.qr(x);
          case "complete" -> Linalg.qrComplete(x);
          default -> throw a.unsupported("mode");
        };
    return List.of(d.q(), d.r());
  }

  private static Tensor symmetric(Arguments a) {
    Tensor x = a.tensor(0, "A");
    return a.text(1, "UPLO", "L").equals("U") ? x.mT() : x;
  }

  private static Tensor pinv(Arguments a) {
    Tensor x = a.tensor(0, "A");
    a.flag(Arguments.KEYWORD, "hermitian", false); // says of the matrix what shows anyhow
    return a.isGiven(Arguments.KEYWORD, "rtol")
        ? Linalg.pinv(x, a.real(Arguments.KEYWORD, "rtol", 0))
        : Linalg.pinv(x);
  }

  private static void systems(Operators to) {
    to.add("linalg.inv", a -> Linalg.inv(a.tensor(0, "A")));
    to.add("linalg.solve", a -> Linalg.solve(a.tensor(0, "A"), a.tensor(1, "B")));
    to.add("linalg.lstsq", a -> Linalg.lstsq(a.tensor(0, "A"), a.tensor(1, "B")));
    to.add(
        "cholesky_solve",
        a -> Linalg.choleskySolve(a.tensor(0, "input"), lower(a.tensor(1, "L"), a, 2)));
    to.add("cholesky_inverse", a -> Linalg.choleskyInverse(lower(a.tensor(0, "input"), a, 1)));
    to.add("linalg.solve_triangular", LinearAlgebra::solveTriangular);
    to.addTuple(
        "triangular_solve",
        a -> {
          Tensor t = a.tensor(1, "A");
          Triangle triangle = triangle(a.flag(2, "upper", true), a.flag(4, "unitriangular", false));
          Tensor x =
              a.flag(3, "transpose", false)
                  ? Linalg.solveTriangular(t.mT(), a.tensor(0, "b"), mirrored(triangle))
                  : Linalg.solveTriangular(t, a.tensor(0, "b"), triangle);
          return List.of(x, t);
        });
  }

  private static Tensor lower(Tensor factor, Arguments a, int place) {
    return a.flag(place, "upper", false) ? factor.mT() : factor;
  }

  private static Tensor solveTriangular(Arguments a) {
    Tensor t = a.tensor(0, "A");
    Tensor b = a.tensor(1, "B");
    Triangle triangle =
        triangle(
            a.flag(Arguments.KEYWORD, "upper", false),
            a.flag(Arguments.KEYWORD, "unitriangular", false));
    return a.flag(Arguments.KEYWORD, "left", true)
        ? Linalg.solveTriangular(t, b, triangle)
        : Linalg.solveTriangular(t.mT(), b.mT(), mirrored(triangle)).mT();
  }

  private static Triangle triangle(boolean isUpper, boolean isUnit) {
    return isUpper
        ? isUnit ? Triangle.UNIT_UPPER : Triangle.UPPER
        : isUnit ? Triangle.UNIT_LOWER : Triangle.LOWER;
  }

  private static Triangle mirrored(Triangle t) {
    return switch (t) {
      case LOWER -> Triangle.UPPER;
      case UPPER -> Triangle.LOWER;
      case UNIT_LOWER -> Triangle.UNIT_UPPER;
      case UNIT_UPPER -> Triangle.UNIT_LOWER;
    };
  }

  private static void determinants(Operators to) {
    to.add("linalg.det", a -> Linalg.det(a.tensor(0, "A")));
    to.add("det", a -> Linalg.det(a.tensor(0, "input")));
    to.add("logdet", a -> Linalg.logdet(a.tensor(0, "input")));
    for (String name : List.of("linalg.slogdet", "slogdet")) {
      to.addTuple(
          name,
          a -> {
            Linalg.SignAndLogarithm r = Linalg.slogdet(a.tensor(0, "A"));
            return List.of(r.sign(), r.logabsdet());
          });
    }
    to.add("trace", a -> Linalg.trace(a.tensor(0, "input")));
    to.add("linalg.matrix_power", a -> Linalg.matrixPower(a.tensor(0, "A"), a.integer(1, "n")));
    to.add("matrix_exp", a -> Linalg.matrixExp(a.tensor(0, "input")));
  }

  private static void norms(Operators to) {
    to.add(
        "linalg.vector_norm",
        a ->
            vectorNorm(
                a.tensor(0, "x"), a.real(1, "ord", 2), axesOrNull(a), a.flag(3, "keepdim", false)));
    to.add("linalg.matrix_norm", LinearAlgebra::matrixNorm);
    to.add("linalg.norm", LinearAlgebra::norm);
  }

  private static int @Nullable [] axesOrNull(Arguments a) {
    int[] axes = a.integers(2, "dim", new int[0]);
    return axes.length == 0 ? null : axes;
  }

  private static Tensor vectorNorm(Tensor x, double p, int @Nullable [] axes, boolean isKept) {
    Tensor y = axes == null ? x.norm(p) : x.norm(p, axes);
    return isKept ? kept(y, x, axes) : y;
  }

  private static Tensor kept(Tensor y, Tensor x, int @Nullable [] axes) {
    int[] dims = x.shape().dims();
    for (int axis : x.shape().axes(axes == null ? new int[0] : axes)) {
      dims[axis] = 1;
    }
    return y.reshape(Shape.of(dims));
  }

  private static Tensor matrixNorm(Arguments a) {
    return matrixNorm(a, a.integers(2, "dim", new int[] {-2, -1}));
  }

  private static Tensor matrixNorm(Arguments a, int[] axes) {
    Tensor x = a.tensor(0, "A");
    Tensor matrices = x.movedim(axes, new int[] {-2, -1});
    Tensor y =
        switch (a.any(1, "ord")) {
          case null -> x.norm(2, axes);
          case String s when s.equals("fro") -> x.norm(2, axes);
          case String s when s.equals("nuc") -> Linalg.nuclearNorm(matrices);
          default -> Linalg.matrixNorm(matrices, a.real(1, "ord", 2));
        };
    return a.flag(3, "keepdim", false) ? kept(y, x, axes) : y;
  }

  private static Tensor norm(Arguments a) {
    Tensor x = a.tensor(0, "A");
    int[] axes = axesOrNull(a);
    if (!a.isGiven(1, "ord")) {
      return vectorNorm(x, 2, axes, a.flag(3, "keepdim", false));
    }
    boolean isVector = axes == null ? x.rank() == 1 : axes.length == 1;
    return isVector
        ? vectorNorm(x, a.real(1, "ord", 2), axes, a.flag(3, "keepdim", false))
        : matrixNorm(a, axes == null ? new int[] {-2, -1} : axes);
  }

  private static void products(Operators to) {
    to.add(
        "linalg.multi_dot", a -> Linalg.multiDot(a.tensors(0, "tensors").toArray(Tensor[]::new)));
    to.add(
        "linalg.vecdot",
        a ->
            Linalg.vecdot(
                a.tensor(0, "x"), a.tensor(1, "y"), a.integer(Arguments.KEYWORD, "dim", -1)));
    to.add(
        "linalg.cross",
        a -> Linalg.cross(a.tensor(0, "input"), a.tensor(1, "other"), a.integer(2, "dim", -1)));
    to.add(
        "cross",
        a -> {
          Tensor x = a.tensor(0, "input");
          Integer axis = a.integerOrNull(2, "dim");
          return Linalg.cross(x, a.tensor(1, "other"), axis == null ? firstOfThree(x) : axis);
        });
    to.add("inner", a -> a.tensor(0, "input").inner(a.tensor(1, "other")));
    to.add("tensordot", LinearAlgebra::tensordot);
    to.add("block_diag", a -> Tensor.blockDiag(every(a)));
    to.add(
        "nn.functional.bilinear",
        a -> {
          Tensor y =
              Tensor.einsum(
                  "...i,oij,...j->...o", a.tensor(0, "x1"), a.tensor(2, "w"), a.tensor(1, "x2"));
          Tensor bias = a.tensorOrNull(3, "bias");
          return bias == null ? y : y.add(bias);
        });
  }

  private static int firstOfThree(Tensor x) {
    for (int i = 0; i < x.rank(); i++) {
      if (x.shape().get(i) == 3) {
        return i;
      }
    }
    return -1;
  }

  private static Tensor tensordot(Arguments a) {
    Tensor x = a.tensor(0, "a");
    Tensor y = a.tensor(1, "b");
    if (a.any(2, "dims") instanceof List<?> pair
        && pair.size() == 2
        && pair.getFirst() instanceof List<?> first
        && pair.getLast() instanceof List<?> second) {
      return x.tensordot(y, numbers(first), numbers(second));
    }
    return x.tensordot(y, a.integer(2, "dims", 2));
  }

  private static int[] numbers(List<?> list) {
    return list.stream().mapToInt(n -> ((Number) n).intValue()).toArray();
  }

  private static Tensor[] every(Arguments a) {
    Tensor[] all = new Tensor[a.count()];
    for (int i = 0; i < all.length; i++) {
      all[i] = a.tensor(i, "tensors");
    }
    return all;
  }

  private static void distances(Operators to) {
    to.add(
        "cdist",
        a -> {
          a.text(3, "compute_mode", ""); // chooses an algorithm
          return Similarities.cdist(a.tensor(0, "x1"), a.tensor(1, "x2"), a.real(2, "p", 2));
        });
    to.add("dist", a -> a.tensor(0, "input").sub(a.tensor(1, "other")).norm(a.real(2, "p", 2)));
    to.add("nn.functional.pdist", a -> Similarities.pdist(a.tensor(0, "input"), a.real(1, "p", 2)));
  }
}
