package dev.leibniz.conformance;

import dev.leibniz.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value or a derivative, and what PyTorch says it is.
 *
 * @param call value, vjp, jvp, hvp, vhp, hessian or jacobian
 * @param outputs the outputs it is about, by position; null for all
 * @param v the tangent or cotangent
 * @param weights what the outputs are weighted by to make one number of them
 * @param expected the answer; blocks row by row
 */
record Check(
    String call,
    @Nullable List<Integer> outputs,
    List<Tensor> v,
    List<Tensor> weights,
    List<Tensor> expected) {}
