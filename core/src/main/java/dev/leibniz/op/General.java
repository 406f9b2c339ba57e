package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.transform.Graph;

/**
 * The rest: states its tangent map, written in tensor operations that are linear in the tangent.
 * Reverse is what that map records on a tangent without numbers, transposed.
 */
public sealed interface General extends Op.Many
    permits Extremum,
        Extreme,
        Norm,
        Sort,
        RunningExtremum,
        Recurrence,
        Cumprod,
        Logcumsumexp,
        Cholesky,
        Lu,
        Qr,
        Complement,
        Eigh,
        Svd,
        Pinv,
        Solve,
        SolveTriangular,
        Det,
        Adjugate,
        AdjugateTangent,
        Slogdet,
        MatrixExp,
        Addcmul,
        Addmm,
        Softmax,
        LogSoftmax,
        LogSumExp,
        Standardise,
        StandardiseTangent {
  @Override
  default TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    return Graph.symbolic(linearise(in, out), in, wanted)::pull;
  }
}
