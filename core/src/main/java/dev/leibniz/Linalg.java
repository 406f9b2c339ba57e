package dev.leibniz;

import dev.leibniz.op.Cholesky;
import dev.leibniz.op.Slogdet;
import dev.leibniz.op.Solve;
import dev.leibniz.op.SolveTriangular;
import dev.leibniz.op.Svd;
import dev.leibniz.transform.Run;

/**
 * Linear algebra on matrices in the last two axes; axes in front are a batch. FLOAT32 and FLOAT64.
 *
 * <pre>{@code
 * Tensor x = Linalg.solve(a, b);
 * Tensor l = Linalg.cholesky(covariance);
 * }</pre>
 */
public final class Linalg {
  private Linalg() {}

  private static Tensor floating(Tensor x) {
    return x.to(x.dtype().toFloating());
  }

  /**
   * The lower triangular L with A = L Lᵀ. See {@code torch.linalg.cholesky}.
   *
   * <p>Only the lower triangle of A is read. The derivative is the one along symmetric matrices:
   * PyTorch's.
   *
   * @param a symmetric positive definite matrices, of shape […, n, n]
   * @return L, of the same shape
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if one is not positive definite
   */
  public static Tensor cholesky(Tensor a) {
    return Run.many(Cholesky.CHOLESKY, floating(a))[0];
  }

  /**
   * The X with A X = B, by LU with partial pivoting. See {@code torch.linalg.solve}.
   *
   * @param a square matrices, of shape […, n, n]
   * @param b right sides: matrices of shape […, n, k] with axes in front broadcast, or a vector of
   *     shape [n]
   * @return X, shaped as B
   * @throws ShapeException if the shapes do not fit
   * @throws NumericalException if a matrix is singular
   */
  public static Tensor solve(Tensor a, Tensor b) {
    DType d = Promotion.of(a, b).toFloating();
    if (b.rank() == 1) {
      return solve(a, b.unsqueeze(-1)).squeeze(-1);
    }
    return Run.many(Solve.SOLVE, a.to(d), b.to(d))[0];
  }

  /**
   * The X with A X = B for a triangular A. See {@code torch.linalg.solve_triangular}.
   *
   * @param a square matrices, of shape […, n, n]
   * @param b right sides, of shape […, n, k]
   * @param triangle which part of A is read
   * @return X, shaped as B
   * @throws ShapeException if the shapes do not fit
   * @throws NumericalException if there is a zero on the diagonal
   */
  public static Tensor solveTriangular(Tensor a, Tensor b, Triangle triangle) {
    DType d = Promotion.of(a, b).toFloating();
    return Run.many(new SolveTriangular(triangle), a.to(d), b.to(d))[0];
  }

  /**
   * The inverse. See {@code torch.linalg.inv}. To solve equations, {@link #solve} is faster and
   * more accurate.
   *
   * @param a square matrices, of shape […, n, n]
   * @return the inverses, of the same shape
   * @throws ShapeException if the matrices are not square
   * @throws NumericalException if one is singular
   */
  public static Tensor inv(Tensor a) {
    Tensor x = floating(a);
    if (x.rank() < 2) {
      throw new ShapeException("inv: a tensor of shape " + a.shape() + " is no matrix");
    }
    return solve(x, Tensor.eye(x.shape().get(-1), x.dtype()));
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
   * @param a square matrices, of shape […, n, n]
   * @return both, of shape […]
   * @throws ShapeException if the matrices are not square
   */
  public static SignAndLogarithm slogdet(Tensor a) {
    Tensor[] r = Run.many(Slogdet.SLOGDET, floating(a));
    return new SignAndLogarithm(r[0], r[1]);
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
   * @param a matrices, of shape […, m, n]
   * @return the factors; where singular values are equal, U and V have no derivative
   * @throws ShapeException if there are fewer than two axes
   */
  public static SingularValueDecomposition svd(Tensor a) {
    Tensor x = floating(a);
    if (x.rank() < 2) {
      throw new ShapeException("svd: a tensor of shape " + a.shape() + " is no matrix");
    }
    boolean wide = x.shape().get(-2) < x.shape().get(-1);
    Tensor[] r = Run.many(Svd.SVD, wide ? x.mT() : x);
    return wide
        ? new SingularValueDecomposition(r[2], r[1], r[0])
        : new SingularValueDecomposition(r[0], r[1], r[2]);
  }

  /**
   * The sum of the singular values. See {@code torch.linalg.matrix_norm} with {@code "nuc"}.
   *
   * @param a matrices, of shape […, m, n]
   * @return the norms, of shape […]
   * @throws ShapeException if there are fewer than two axes
   */
  public static Tensor nuclearNorm(Tensor a) {
    return svd(a).s().sum(-1);
  }

  /**
   * The sum of the diagonal. See {@code torch.trace}.
   *
   * @param a square matrices, of shape […, n, n]
   * @return the sums, of shape […]
   * @throws ShapeException if the matrices are not square
   */
  public static Tensor trace(Tensor a) {
    if (a.rank() < 2) {
      throw new ShapeException("trace: a tensor of shape " + a.shape() + " is no matrix");
    }
    if (a.shape().get(-1) != a.shape().get(-2)) {
      throw new ShapeException("trace: a matrix of shape " + a.shape() + " is not square");
    }
    Tensor eye = Tensor.eye(a.shape().get(-1), DType.BOOL);
    return Tensor.where(eye, a, 0).sum(-2, -1);
  }
}
