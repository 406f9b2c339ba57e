package dev.leibniz;

import dev.leibniz.op.Cholesky;
import dev.leibniz.op.Complement;
import dev.leibniz.op.Det;
import dev.leibniz.op.Eigh;
import dev.leibniz.op.Lu;
import dev.leibniz.op.MatrixExp;
import dev.leibniz.op.Pinv;
import dev.leibniz.op.Qr;
import dev.leibniz.op.Slogdet;
import dev.leibniz.op.Solve;
import dev.leibniz.op.SolveTriangular;
import dev.leibniz.op.Svd;
import dev.leibniz.transform.Run;

/**
 * Linear algebra on matrices in the last two axes; axes in front are a batch. FLOAT32 and FLOAT64;
 * integers become FLOAT32.
 *
 * <pre>{@code
 * Tensor x = Linalg.solve(a, b);
 * Tensor l = Linalg.cholesky(covariance);
 * Tensor spread = Linalg.eigvalsh(covariance).sqrt();
 * }</pre>
 *
 * <p>The examples of the methods share
 *
 * <pre>{@code
 * Tensor a = Tensor.of(new double[][] {{4, 2}, {2, 3}});
 * }</pre>
 *
 * <p>A matrix for which an operation is not defined is refused by a {@link NumericalException} that
 * names the operation, the matrix of the batch, and what may be done. NaN is refused by {@link
 * #cholesky}, NaN and infinities by {@link #eigh} and {@link #svd} and what is made of them, whose
 * iterations would not end; elsewhere they go on into the result, as they do in sums and products.
 * Batches and matrices of size 0 have results of size 0; the determinant of no rows is 1, a norm of
 * no elements 0.
 *
 * <p>Everything here has derivatives of every order in both modes, by rules that name their source.
 * Three things have none, and what is given in their place is said where they stand: factors of
 * matrices without full rank; singular vectors and eigenvectors where their values are equal; and
 * third derivatives of {@link #det} at singular matrices, which are refused.
 *
 * <p>The rules: M. B. Giles, "Collected matrix derivative results for forward and reverse mode
 * algorithmic differentiation" (2008), for {@link #solve}, {@link #inv} and {@link #det}; and at
 * each other method the paper that is followed.
 *
 * <p><b>Eigenvectors and singular vectors are not unique.</b> Each may change its sign, and those
 * of equal values may be turned into each other. A function that does not depend on that choice,
 * such as V f(w) Vᵀ or the sum of the greatest eigenvalues, has a derivative, and it is found; a
 * loss that does depend on it has none, and a gradient of it means nothing. Near such points the
 * factors 1 / (wⱼ − wᵢ) are large, and so are gradients of vectors. Where two are equal to the last
 * bit, the factor is taken for 0: the derivative is the one that does not turn the two vectors into
 * each other, right for whatever does not depend on the choice, and finite for the rest, where
 * PyTorch's is NaN. If only values count, take {@link #eigvalsh} and {@link #svdvals}: their first
 * derivatives have no such factors.
 */
public final class Linalg {
  private Linalg() {}

  private static Tensor floating(Tensor x) {
    return x.to(x.dtype().toFloating());
  }

  private static Tensor matrices(String operation, Tensor a) {
    if (a.rank() < 2) {
      throw new ShapeException(
          operation
              + ": a tensor of shape "
              + a.shape()
              + " is no matrix; it needs two axes at least");
    }
    return floating(a);
  }

  private static Tensor squares(String operation, Tensor a) {
    if (a.rank() < 2 || a.shape().get(-1) != a.shape().get(-2)) {
      throw new ShapeException(
          operation
              + ": needs square matrices in the last two axes, not a tensor of shape "
              + a.shape());
    }
    return floating(a);
  }

  private static Tensor identity(Tensor a) {
    return Tensor.eye(a.shape().get(-1), a.dtype());
  }

  /**
   * The lower triangular L with A = L Lᵀ. See {@code torch.linalg.cholesky}.
   *
   * <pre>{@code
   * Linalg.cholesky(a)      // [[2.         0.        ]
   *                         //  [1.         1.41421356]]
   * }</pre>
   *
   * <p>Only the lower triangle of A is read. The derivative (I. Murray, "Differentiation of the
   * Cholesky decomposition", 2016) is the one along symmetric matrices, as PyTorch's is.
   *
   * @param a symmetric positive definite matrices, of shape […, n, n]
   * @return L, of the same shape
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if one is not positive definite, or holds NaN
   */
  public static Tensor cholesky(Tensor a) {
    return Run.many(Cholesky.CHOLESKY, floating(a))[0];
  }

  /**
   * The X with A X = B, by LU with partial pivoting. See {@code torch.linalg.solve}.
   *
   * <pre>{@code
   * Linalg.solve(a, Tensor.of(2, 5))      // [-0.5  2. ]
   * }</pre>
   *
   * <p>The derivative, dX = A⁻¹ (dB − dA X), takes the factors that the value was computed with.
   *
   * @param a square matrices, of shape […, n, n]
   * @param b right sides: matrices of shape […, n, k] with axes in front broadcast; or a vector of
   *     shape [n]; or, as in PyTorch, a vector for each matrix if B has the shape of A without its
   *     last axis
   * @return X, shaped as B
   * @throws ShapeException if the shapes do not fit
   * @throws NumericalException if a matrix is singular
   */
  public static Tensor solve(Tensor a, Tensor b) {
    boolean isVector =
        b.rank() == 1 || a.rank() == b.rank() + 1 && b.shape().equals(a.shape().range(0, b.rank()));
    return isVector ? solved("solve", a, b.unsqueeze(-1)).squeeze(-1) : solved("solve", a, b);
  }

  private static Tensor solved(String operation, Tensor a, Tensor b) {
    DType d = Promotion.of(a, b).toFloating();
    return Run.many(new Solve(operation), a.to(d), b.to(d))[0];
  }

  /**
   * The X with A X = B for a triangular A. See {@code torch.linalg.solve_triangular}.
   *
   * <pre>{@code
   * Tensor b = Tensor.of(new double[][] {{2}, {5}});
   * Linalg.solveTriangular(a, b, Triangle.LOWER)      // [[0.5       ]
   *                                                   //  [1.33333333]]
   * }</pre>
   *
   * @param a square matrices, of shape […, n, n]
   * @param b right sides, of shape […, n, k]
   * @param triangle which part of A is read
   * @return X, shaped as B
   * @throws ShapeException if the shapes do not fit
   * @throws NumericalException if there is a zero on the diagonal
   */
  public static Tensor solveTriangular(Tensor a, Tensor b, Triangle triangle) {
    return solvedTriangular("solveTriangular", a, b, triangle);
  }

  private static Tensor solvedTriangular(String operation, Tensor a, Tensor b, Triangle triangle) {
    DType d = Promotion.of(a, b).toFloating();
    return new SolveTriangular(triangle, operation).of(a.to(d), b.to(d));
  }

  /**
   * The X with L Lᵀ X = B, for a factor that {@link #cholesky} gave. See {@code
   * torch.cholesky_solve}.
   *
   * <pre>{@code
   * Tensor x = Linalg.choleskySolve(b, Linalg.cholesky(a));
   * }</pre>
   *
   * @param b right sides, of shape […, n, k]
   * @param l lower triangular matrices, of shape […, n, n]; what lies above the diagonal is not
   *     read
   * @return X, shaped as B
   * @throws ShapeException if the shapes do not fit
   * @throws NumericalException if there is a zero on the diagonal
   */
  public static Tensor choleskySolve(Tensor b, Tensor l) {
    Tensor half = solvedTriangular("choleskySolve", l, b, Triangle.LOWER);
    return solvedTriangular("choleskySolve", l.mT(), half, Triangle.UPPER);
  }

  /**
   * The inverse of L Lᵀ, for a factor that {@link #cholesky} gave. See {@code
   * torch.cholesky_inverse}.
   *
   * <pre>{@code
   * Linalg.choleskyInverse(Linalg.cholesky(a))      // [[ 0.375 -0.25 ]
   *                                                 //  [-0.25   0.5  ]]
   * }</pre>
   *
   * @param l lower triangular matrices, of shape […, n, n]; what lies above the diagonal is not
   *     read
   * @return the inverses, of the same shape
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if there is a zero on the diagonal
   */
  public static Tensor choleskyInverse(Tensor l) {
    Tensor x = squares("choleskyInverse", l);
    Tensor half = solvedTriangular("choleskyInverse", x, identity(x), Triangle.LOWER);
    return half.mT().matmul(half);
  }

  /**
   * The inverse. See {@code torch.linalg.inv}. To solve equations, {@link #solve} is faster and
   * more accurate.
   *
   * <pre>{@code
   * Linalg.inv(a)      // [[ 0.375 -0.25 ]
   *                    //  [-0.25   0.5  ]]
   * }</pre>
   *
   * @param a square matrices, of shape […, n, n]
   * @return the inverses, of the same shape
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if one is singular
   */
  public static Tensor inv(Tensor a) {
    return inverse("inv", a);
  }

  private static Tensor inverse(String operation, Tensor a) {
    Tensor x = squares(operation, a);
    return solved(operation, x, identity(x));
  }

  /**
   * A determinant as sign and logarithm.
   *
   * @param sign −1, 0 or 1
   * @param logabsdet ln |det A|
   */
  public record SignAndLogarithm(Tensor sign, Tensor logabsdet) {}

  /**
   * The sign and ln |det A|, without overflow. See {@code torch.linalg.slogdet}.
   *
   * <pre>{@code
   * SignAndLogarithm d = Linalg.slogdet(a);
   * d.sign()           // 1.0
   * d.logabsdet()      // 2.0794415416798357
   * }</pre>
   *
   * <p>The derivative asks for A⁻¹ and is refused at singular matrices.
   *
   * @param a square matrices, of shape […, n, n]
   * @return both, of shape […]; 0 and −∞ for singular matrices
   * @throws ShapeException if the matrices are not square
   */
  public static SignAndLogarithm slogdet(Tensor a) {
    Tensor[] r = Run.many(Slogdet.SLOGDET, floating(a));
    return new SignAndLogarithm(r[0], r[1]);
  }

  /**
   * The determinant. See {@code torch.linalg.det}.
   *
   * <pre>{@code
   * Linalg.det(a)      // 8.0
   * }</pre>
   *
   * <p>First and second derivatives are right for every matrix, singular ones too: they are made of
   * cofactors and ask for no inverse. Third ones do. The determinant of a large matrix overflows
   * soon; {@link #slogdet} does not.
   *
   * @param a square matrices, of shape […, n, n]
   * @return the determinants, of shape […]; 1 for matrices of no rows
   * @throws ShapeException if the matrices are not square
   */
  public static Tensor det(Tensor a) {
    return Run.many(Det.DET, floating(a))[0];
  }

  /**
   * ln det A. See {@code torch.logdet}.
   *
   * <pre>{@code
   * Linalg.logdet(a)      // 2.0794415416798357
   * }</pre>
   *
   * <p>The derivative asks for A⁻¹ and is refused at singular matrices. Of a covariance, 2 · Σ ln
   * of the diagonal of {@link #cholesky} costs half as much.
   *
   * @param a square matrices, of shape […, n, n]
   * @return the logarithms, of shape […]: −∞ where the determinant is zero, and NaN where it is
   *     negative
   * @throws ShapeException if the matrices are not square
   */
  public static Tensor logdet(Tensor a) {
    Tensor[] r = Run.many(new Slogdet("logdet"), floating(a));
    return Tensor.where(r[0].lt(0), Double.NaN, r[1]);
  }

  /**
   * QR factors A = Q R.
   *
   * @param q orthonormal columns
   * @param r upper triangular
   */
  public record QrDecomposition(Tensor q, Tensor r) {}

  /**
   * The reduced QR factors, by Householder reflections. See {@code torch.linalg.qr}.
   *
   * <pre>{@code
   * QrDecomposition d = Linalg.qr(a);
   * d.r()      // [[-4.47213595 -3.13049517]
   *            //  [ 0.          1.78885438]]
   * }</pre>
   *
   * <p>The signs are LAPACK's: the diagonal of R is not made positive.
   *
   * <p>The derivative (S. F. Walter and L. Lehmann, 2010) asks that the first min(m, n) columns be
   * independent, and is refused where R has a zero on its diagonal.
   *
   * @param a matrices, of shape […, m, n]
   * @return Q of shape […, m, k] and R of shape […, k, n], with k the lesser of m and n
   * @throws ShapeException if there are fewer than two axes
   */
  public static QrDecomposition qr(Tensor a) {
    return qr("qr", a);
  }

  private static QrDecomposition qr(String operation, Tensor a) {
    Tensor x = matrices(operation, a);
    int m = x.shape().get(-2);
    int n = x.shape().get(-1);
    if (m >= n) {
      Tensor[] r = Run.many(Qr.QR, x);
      return new QrDecomposition(r[0], r[1]);
    }
    Tensor[] r = Run.many(Qr.QR, x.narrow(-1, 0, m));
    Tensor rest = r[0].mT().matmul(x.narrow(-1, m, n - m));
    return new QrDecomposition(r[0], Tensor.cat(-1, r[1], rest));
  }

  /**
   * The complete QR factors: Q is square. See {@code torch.linalg.qr} with {@code mode="complete"}.
   *
   * <pre>{@code
   * Tensor q = Linalg.qrComplete(Tensor.ones(5, 2)).q();      // of shape [5, 5]
   * Tensor nullSpace = q.narrow(-1, 2, 3);      // what both columns are orthogonal to
   * }</pre>
   *
   * <p>The columns of Q beyond the n-th are any orthonormal ones that complete the others; their
   * derivative is the one that does not turn them among themselves, which is right for whatever
   * does not depend on that choice.
   *
   * @param a matrices, of shape […, m, n]
   * @return Q of shape […, m, m] and R of shape […, m, n]
   * @throws ShapeException if there are fewer than two axes
   */
  public static QrDecomposition qrComplete(Tensor a) {
    QrDecomposition d = qr("qrComplete", a);
    Tensor r = d.r();
    int missing = d.q().shape().get(-2) - d.q().shape().get(-1);
    if (missing > 0) {
      r = Tensor.cat(-2, r, Tensor.zeros(r.shape().with(-2, missing), r.dtype()));
    }
    return new QrDecomposition(completed(d.q()), r);
  }

  /** Orthonormal columns, and behind them others that make the matrix square. */
  private static Tensor completed(Tensor q) {
    return q.shape().get(-1) == q.shape().get(-2)
        ? q
        : Tensor.cat(-1, q, Run.many(Complement.COMPLEMENT, q)[0]);
  }

  /**
   * LU factors with partial pivoting, A = P L U.
   *
   * @param p a permutation
   * @param l lower triangular, with ones on the diagonal
   * @param u upper triangular
   */
  public record LuDecomposition(Tensor p, Tensor l, Tensor u) {}

  /**
   * The LU factors with partial pivoting. See {@code torch.linalg.lu}.
   *
   * <pre>{@code
   * LuDecomposition d = Linalg.lu(a);
   * d.p().matmul(d.l()).matmul(d.u())      // a again
   * d.u()      // [[4. 2.]
   *            //  [0. 2.]]
   * }</pre>
   *
   * <p>P is constant near a point and has no derivative. The derivative of L and U (S. F. Walter
   * and L. Lehmann, 2010) asks that the first min(m, n) columns be independent, and is refused
   * where U has a zero on its diagonal.
   *
   * @param a matrices, of shape […, m, n]
   * @return P of shape […, m, m], L of shape […, m, k] and U of shape […, k, n], with k the lesser
   *     of m and n
   * @throws ShapeException if there are fewer than two axes
   */
  public static LuDecomposition lu(Tensor a) {
    Tensor x = matrices("lu", a);
    Tensor[] r = Run.many(Lu.LU, x);
    Tensor places = Tensor.arange(x.shape().get(-2)).unsqueeze(-1);
    return new LuDecomposition(r[0].unsqueeze(-2).eq(places).to(x.dtype()), r[1], r[2]);
  }

  /**
   * An eigenvalue decomposition A = V diag(w) Vᵀ.
   *
   * @param eigenvalues w in ascending order, of shape […, n]
   * @param eigenvectors V, one eigenvector a column, of shape […, n, n]
   */
  public record Eigendecomposition(Tensor eigenvalues, Tensor eigenvectors) {}

  /**
   * Eigenvalues and orthonormal eigenvectors of symmetric matrices. See {@code torch.linalg.eigh}.
   *
   * <pre>{@code
   * Eigendecomposition d = Linalg.eigh(a);
   * Tensor v = d.eigenvectors();
   * Tensor root = v.mul(d.eigenvalues().sqrt().unsqueeze(-2)).matmul(v.mT());     // √A
   * }</pre>
   *
   * <p>Only the lower triangle is read; for the upper one give {@code a.mT()}. The derivative (J.
   * R. Magnus, "On differentiating eigenvalues and eigenvectors", 1985) is the one along symmetric
   * matrices. Where eigenvalues are equal their vectors have no derivative: the head of this class
   * says what is given instead.
   *
   * @param a symmetric matrices, of shape […, n, n]
   * @return both
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if one holds NaN or an infinity
   */
  public static Eigendecomposition eigh(Tensor a) {
    Tensor[] r = Run.many(Eigh.EIGH, floating(a));
    return new Eigendecomposition(r[0], r[1]);
  }

  /**
   * The eigenvalues of symmetric matrices in ascending order. See {@code torch.linalg.eigvalsh}.
   *
   * <pre>{@code
   * Linalg.eigvalsh(a)      // [1.43844719 5.56155281]
   * }</pre>
   *
   * <p>The first derivative, v vᵀ of each eigenvector, is right where eigenvalues are equal as long
   * as they are treated alike, as in their sum.
   *
   * @param a symmetric matrices, of shape […, n, n], of which the lower triangle is read
   * @return the eigenvalues, of shape […, n]
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if one holds NaN or an infinity
   */
  public static Tensor eigvalsh(Tensor a) {
    return Run.many(new Eigh("eigvalsh"), floating(a))[0];
  }

  /**
   * A singular value decomposition A = U diag(S) Vᵀ.
   *
   * @param u orthonormal columns, of shape […, m, k] with k the lesser of m and n
   * @param s the singular values in descending order, of shape […, k]
   * @param v orthonormal columns, of shape […, n, k]
   */
  public record SingularValueDecomposition(Tensor u, Tensor s, Tensor v) {}

  /**
   * The reduced singular value decomposition. See {@code torch.linalg.svd} with {@code
   * full_matrices=False}; V is given, not its transpose.
   *
   * <pre>{@code
   * SingularValueDecomposition d = Linalg.svd(a);
   * Tensor again = d.u().mul(d.s().unsqueeze(-2)).matmul(d.v().mT());
   * }</pre>
   *
   * <p>The derivative: J. Townsend, "Differentiating the singular value decomposition", 2016.
   *
   * @param a matrices, of shape […, m, n]
   * @return the factors; where singular values are equal, U and V have no derivative
   * @throws ShapeException if there are fewer than two axes
   * @throws NumericalException if a matrix holds NaN or an infinity
   */
  public static SingularValueDecomposition svd(Tensor a) {
    return svd("svd", a);
  }

  private static SingularValueDecomposition svd(String operation, Tensor a) {
    Tensor x = matrices(operation, a);
    boolean wide = x.shape().get(-2) < x.shape().get(-1);
    Tensor[] r = Run.many(new Svd(operation), wide ? x.mT() : x);
    return wide
        ? new SingularValueDecomposition(r[2], r[1], r[0])
        : new SingularValueDecomposition(r[0], r[1], r[2]);
  }

  /**
   * The singular value decomposition with square U and V. See {@code torch.linalg.svd} with {@code
   * full_matrices=True}; V is given, not its transpose.
   *
   * <pre>{@code
   * Linalg.svdFull(Tensor.ones(2, 3)).v().shape()      // [3, 3]
   * }</pre>
   *
   * <p>The vectors that have no singular value are any orthonormal ones that complete the others;
   * their derivative is the one that does not turn them among themselves, which is right for
   * whatever does not depend on that choice.
   *
   * @param a matrices, of shape […, m, n]
   * @return U of shape […, m, m], the singular values of shape […, k] and V of shape […, n, n]
   * @throws ShapeException if there are fewer than two axes
   * @throws NumericalException if a matrix holds NaN or an infinity
   */
  public static SingularValueDecomposition svdFull(Tensor a) {
    SingularValueDecomposition d = svd("svdFull", a);
    return new SingularValueDecomposition(completed(d.u()), d.s(), completed(d.v()));
  }

  /**
   * The singular values in descending order. See {@code torch.linalg.svdvals}.
   *
   * <pre>{@code
   * Linalg.svdvals(a)      // [5.56155281 1.43844719]
   * }</pre>
   *
   * <p>Equal ones are differentiated as those of {@link #eigvalsh}; at a singular value of 0, which
   * has a kink there, the derivative is one of the subgradients.
   *
   * @param a matrices, of shape […, m, n]
   * @return the singular values, of shape […, k] with k the lesser of m and n
   * @throws ShapeException if there are fewer than two axes
   * @throws NumericalException if a matrix holds NaN or an infinity
   */
  public static Tensor svdvals(Tensor a) {
    return svd("svdvals", a).s();
  }

  /**
   * The pseudoinverse, with singular values up to ε max(m, n) of the greatest taken for zero. See
   * {@code torch.linalg.pinv}.
   *
   * <pre>{@code
   * Linalg.pinv(Tensor.ones(2, 3))      // 1/6 everywhere, of shape [3, 2]
   * }</pre>
   *
   * @param a matrices, of shape […, m, n]
   * @return the pseudoinverses, of shape […, n, m]
   * @throws ShapeException if there are fewer than two axes
   * @throws NumericalException if a matrix holds NaN or an infinity
   */
  public static Tensor pinv(Tensor a) {
    return pinv("pinv", a);
  }

  private static Tensor pinv(String operation, Tensor a) {
    Tensor x = matrices(operation, a);
    double epsilon = x.dtype() == DType.FLOAT32 ? Math.ulp(1f) : Math.ulp(1.0);
    double rtol = epsilon * Math.max(x.shape().get(-1), x.shape().get(-2));
    return Run.many(new Pinv(rtol, operation), x)[0];
  }

  /**
   * The pseudoinverse. See {@code torch.linalg.pinv}.
   *
   * <pre>{@code
   * Tensor smooth = Linalg.pinv(noisy, 1e-3);      // of the nearest matrix of lower rank
   * }</pre>
   *
   * <p>The derivative (G. H. Golub and V. Pereyra, 1973) is the one along matrices of the same
   * rank: where the rank changes, the pseudoinverse jumps.
   *
   * @param a matrices, of shape […, m, n]
   * @param rtol up to which fraction of the greatest a singular value counts as zero
   * @return the pseudoinverses, of shape […, n, m]
   * @throws ShapeException if there are fewer than two axes
   * @throws NumericalException if a matrix holds NaN or an infinity
   */
  public static Tensor pinv(Tensor a, double rtol) {
    return Run.many(new Pinv(rtol), matrices("pinv", a))[0];
  }

  /**
   * The X for which A X comes nearest to B, in the sense of least squares; among several, the
   * shortest. See {@code torch.linalg.lstsq}.
   *
   * <pre>{@code
   * Tensor line = Linalg.lstsq(Tensor.stack(1, x, x.onesLike()), y);     // slope and intercept
   * }</pre>
   *
   * <p>It is {@code pinv(a)} times B: it takes matrices of any rank, as PyTorch does with {@code
   * driver="gelsd"}. For a well conditioned matrix with many rows the normal equations, {@code
   * choleskySolve(aᵀb, cholesky(aᵀa))}, are faster.
   *
   * @param a matrices, of shape […, m, n]
   * @param b right sides, of shape […, m, k], or a vector of shape [m]
   * @return X, of shape […, n, k], or [n]
   * @throws ShapeException if the shapes do not fit
   * @throws NumericalException if a matrix holds NaN or an infinity
   */
  public static Tensor lstsq(Tensor a, Tensor b) {
    if (a.rank() < 2
        || b.rank() < 1
        || b.shape().get(b.rank() == 1 ? 0 : -2) != a.shape().get(-2)) {
      throw new ShapeException(
          "lstsq: matrices of shape "
              + a.shape()
              + " and right sides of shape "
              + b.shape()
              + ": they must have equally many rows");
    }
    DType d = Promotion.of(a, b).toFloating();
    return pinv("lstsq", a.to(d)).matmul(b.to(d));
  }

  /**
   * A norm of matrices. See {@code torch.linalg.matrix_norm}.
   *
   * <pre>{@code
   * Linalg.matrixNorm(a, 1)      // 6.0
   * Linalg.matrixNorm(a, 2)      // 5.561552812808831
   * }</pre>
   *
   * <p>The Frobenius norm is {@code a.norm(2, -2, -1)}, the nuclear one {@link #nuclearNorm}.
   *
   * @param a matrices, of shape […, m, n]
   * @param order 2 and −2: the greatest and the least singular value; 1 and −1: the greatest and
   *     the least sum of sizes in a column; ∞ and −∞: in a row
   * @return the norms, of shape […]; 0 for matrices without elements
   * @throws ShapeException if there are fewer than two axes
   * @throws NumericalException if the order is 2 or −2 and a matrix holds NaN or an infinity
   * @throws IllegalArgumentException if it is another order
   */
  public static Tensor matrixNorm(Tensor a, double order) {
    Tensor x = matrices("matrixNorm", a);
    double size = Math.abs(order);
    if (size != 1 && size != 2 && size != Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "matrixNorm: order " + order + "; it must be 1, −1, 2, −2, ∞ or −∞");
    }
    if (x.shape().get(-1) == 0 || x.shape().get(-2) == 0) {
      return x.sum(-2, -1);
    }
    Tensor lengths = size == 2 ? svd("matrixNorm", x).s() : x.abs().sum(size == 1 ? -2 : -1);
    return order > 0 ? lengths.amax(-1) : lengths.amin(-1);
  }

  /**
   * The n-th power. See {@code torch.linalg.matrix_power}.
   *
   * <pre>{@code
   * Tensor afterTenSteps = Linalg.matrixPower(transitions, 10);
   * }</pre>
   *
   * @param a square matrices, of shape […, n, n]
   * @param n the exponent; negative ones take the inverse
   * @return the powers, of the same shape; the identity for 0
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if n is negative and a matrix is singular
   */
  public static Tensor matrixPower(Tensor a, int n) {
    Tensor base = n < 0 ? inverse("matrixPower", a) : squares("matrixPower", a);
    if (n == 0) {
      return identity(base).expand(base.shape());
    }
    return power(base, Math.abs((long) n));
  }

  private static Tensor power(Tensor base, long n) {
    if (n == 1) {
      return base;
    }
    Tensor half = power(base, n / 2);
    Tensor square = half.matmul(half);
    return n % 2 == 0 ? square : square.matmul(base);
  }

  /**
   * exp(A) = Σ Aᵏ / k!. See {@code torch.linalg.matrix_exp}.
   *
   * <pre>{@code
   * Tensor rotation = Linalg.matrixExp(Tensor.of(new double[][] {{0, -angle}, {angle, 0}}));
   * }</pre>
   *
   * <p>By scaling, squaring and Padé's approximation; the derivative by a matrix of twice the size
   * (A. H. Al-Mohy and N. J. Higham, "Computing the Fréchet derivative of the matrix exponential",
   * 2009).
   *
   * @param a square matrices, of shape […, n, n]
   * @return the exponentials, of the same shape
   * @throws ShapeException if the matrices are not square
   */
  public static Tensor matrixExp(Tensor a) {
    return Run.many(MatrixExp.MATRIX_EXP, squares("matrixExp", a))[0];
  }

  /**
   * The product of several matrices, in the order that takes the fewest multiplications. See {@code
   * torch.linalg.multi_dot}.
   *
   * <pre>{@code
   * Linalg.multiDot(tall, wide, vector)      // tall (wide vector): no product of matrices
   * }</pre>
   *
   * @param factors two or more matrices; the first and the last may be vectors
   * @return their product
   * @throws ShapeException if there are fewer than two, or their shapes do not fit
   */
  public static Tensor multiDot(Tensor... factors) {
    return Chain.of(factors);
  }

  /**
   * The sums of products along an axis. See {@code torch.linalg.vecdot}.
   *
   * <pre>{@code
   * Linalg.vecdot(a, Tensor.of(1, -1), -1)      // [ 2. -1.]
   * }</pre>
   *
   * @param x vectors
   * @param y vectors, broadcast
   * @param axis the axis along which they lie
   * @return a tensor without the axis
   * @throws ShapeException if the shapes do not broadcast, or have no such axis
   */
  public static Tensor vecdot(Tensor x, Tensor y, int axis) {
    Shape shape = Shape.broadcast("vecdot", x.shape(), y.shape());
    return x.mul(y).sum(shape.axis("vecdot", axis));
  }

  /**
   * The cross products of vectors of three elements along an axis. See {@code torch.linalg.cross}.
   *
   * <pre>{@code
   * Linalg.cross(Tensor.of(1, 0, 0), Tensor.of(0, 1, 0), 0)      // [0. 0. 1.]
   * }</pre>
   *
   * @param x vectors
   * @param y vectors, broadcast
   * @param axis the axis along which they lie, of size 3
   * @return the products, of the common shape
   * @throws ShapeException if the axis is not of size 3
   */
  public static Tensor cross(Tensor x, Tensor y, int axis) {
    Shape shape = Shape.broadcast("cross", x.shape(), y.shape());
    int a = shape.axis("cross", axis);
    Tensor p = x.expand(shape);
    Tensor q = y.expand(shape);
    if (shape.get(a) != 3) {
      throw new ShapeException(
          "cross: shapes "
              + x.shape()
              + " and "
              + y.shape()
              + " along axis "
              + axis
              + ": it must be of size 3");
    }
    return p.roll(-1, a).mul(q.roll(-2, a)).sub(p.roll(-2, a).mul(q.roll(-1, a)));
  }

  /**
   * The sum of the singular values. See {@code torch.linalg.matrix_norm} with {@code "nuc"}.
   *
   * <pre>{@code
   * Linalg.nuclearNorm(a)      // 7.000000000000001
   * }</pre>
   *
   * @param a matrices, of shape […, m, n]
   * @return the norms, of shape […]
   * @throws ShapeException if there are fewer than two axes
   * @throws NumericalException if a matrix holds NaN or an infinity
   */
  public static Tensor nuclearNorm(Tensor a) {
    return svd("nuclearNorm", a).s().sum(-1);
  }

  /**
   * The sum of the diagonal. See {@code torch.trace}.
   *
   * <pre>{@code
   * Linalg.trace(a)      // 7.0
   * }</pre>
   *
   * @param a square matrices, of shape […, n, n]
   * @return the sums, of shape […]
   * @throws ShapeException if the matrices are not square
   */
  public static Tensor trace(Tensor a) {
    if (a.rank() < 2 || a.shape().get(-1) != a.shape().get(-2)) {
      throw new ShapeException(
          "trace: needs square matrices in the last two axes, not a tensor of shape " + a.shape());
    }
    Tensor eye = Tensor.eye(a.shape().get(-1), DType.BOOL);
    return Tensor.where(eye, a, 0).sum(-2, -1);
  }
}
