package dev.leibniz;

import dev.leibniz.op.Custom;
import dev.leibniz.transform.Run;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Functions whose derivatives their authors know better.
 *
 * <pre>{@code
 * import static dev.leibniz.CustomRules.*;
 *
 * TensorFunction bounded = customVjp(z -> z, (z, ct) -> ct.clamp(-1, 1));   // no large gradients
 * grad(z -> bounded.apply(z).square().sum(), x);
 * }</pre>
 *
 * <p>One rule is enough: the other mode transposes it. What comes out is a function like any other,
 * under every transform and to every order, if its rules are written in tensor operations. {@link
 * GradCheck} tells whether they are right.
 *
 * <p>These functions may be called from several threads at once, if what they are made of may.
 */
public final class CustomRules {
  private CustomRules() {}

  /**
   * A function with a tangent rule of its own; reverse mode transposes it.
   *
   * <pre>{@code
   * TensorFunction softplus = customJvp(
   *     x -> x.exp().log1p(),
   *     (x, v) -> v.mul(x.neg().exp().add(1).reciprocal()));      // finite where exp(x) is not
   * }</pre>
   *
   * @param f the function
   * @param jvp from the point and a tangent to the output's tangent; linear in the tangent, written
   *     in tensor operations
   * @return the function with this derivative, under every transform and to every order
   */
  public static TensorFunction customJvp(TensorFunction f, BinaryOperator<Tensor> jvp) {
    return custom("customJvp", f, jvp, null);
  }

  /**
   * A function with a cotangent rule of its own; forward mode transposes it.
   *
   * @param f the function
   * @param vjp from the point and a cotangent of the output to one of the point; linear in the
   *     cotangent, written in tensor operations
   * @return the function with this derivative, under every transform and to every order
   */
  public static TensorFunction customVjp(TensorFunction f, BinaryOperator<Tensor> vjp) {
    return custom("customVjp", f, null, vjp);
  }

  /**
   * A function with both rules of its own, each used in its mode. {@link GradCheck#checkTranspose}
   * tells whether they agree, {@link GradCheck#check} whether they are right.
   *
   * <pre>{@code
   * TensorFunction sine = customRule(
   *     x -> x.sin(), (x, v) -> v.mul(x.cos()), (x, ct) -> ct.mul(x.cos()));
   * GradCheck.require(sine, Tensor.of(0.3, 1.2));
   * }</pre>
   *
   * @param f the function
   * @param jvp from the point and a tangent to the output's tangent, as in {@link
   *     #customJvp(TensorFunction, BinaryOperator)}
   * @param vjp from the point and a cotangent of the output to one of the point: the transpose of
   *     {@code jvp}
   * @return the function with this derivative, under every transform and to every order
   */
  public static TensorFunction customRule(
      TensorFunction f, BinaryOperator<Tensor> jvp, BinaryOperator<Tensor> vjp) {
    return custom("customRule", f, jvp, vjp);
  }

  private static TensorFunction custom(
      String name,
      TensorFunction f,
      @Nullable BinaryOperator<Tensor> jvp,
      @Nullable BinaryOperator<Tensor> vjp) {
    Custom op =
        new Custom(
            name,
            x -> new Tensor[] {f.apply(x[0])},
            jvp == null ? null : (x, v) -> new Tensor[] {jvp.apply(x[0], v[0])},
            vjp == null ? null : (x, ct) -> new Tensor[] {vjp.apply(x[0], ct[0])});
    return x -> Run.many(op, x)[0];
  }

  /**
   * A function of several tensors, or with several results, with a tangent rule of its own.
   *
   * <pre>{@code
   * Function<Tuple, Tensor> product = customJvp(
   *     Tuple.class,
   *     p -> p.get(0).mul(p.get(1)),
   *     (p, v) -> v.get(0).mul(p.get(1)).add(p.get(0).mul(v.get(1))));
   * }</pre>
   *
   * <p>Tangents and cotangents have the structure of what they belong to. Integer tensors of the
   * point ride along; they must not come from an enclosing {@link Functional#vmap}. All results are
   * floating.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambdas take
   * @param f the function
   * @param jvp from the point and a tangent to the results' tangents
   * @return the function with this derivative, under every transform and to every order
   */
  public static <P, R> Function<P, R> customJvp(
      Class<? super P> type, Function<P, R> f, BiFunction<P, P, R> jvp) {
    return new CustomTree<>("customJvp", f, jvp, null);
  }

  /**
   * A function of several tensors, or with several results, with a cotangent rule of its own.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambdas take
   * @param f the function
   * @param vjp from the point and cotangents of the results to a cotangent of the point
   * @return the function with this derivative, under every transform and to every order
   */
  public static <P, R> Function<P, R> customVjp(
      Class<? super P> type, Function<P, R> f, BiFunction<P, R, P> vjp) {
    return new CustomTree<>("customVjp", f, null, vjp);
  }

  /**
   * A function of several tensors, or with several results, with both rules of its own.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambdas take
   * @param f the function
   * @param jvp from the point and a tangent to the results' tangents
   * @param vjp from the point and cotangents of the results to a cotangent of the point
   * @return the function with this derivative, under every transform and to every order
   */
  public static <P, R> Function<P, R> customRule(
      Class<? super P> type, Function<P, R> f, BiFunction<P, P, R> jvp, BiFunction<P, R, P> vjp) {
    return new CustomTree<>("customRule", f, jvp, vjp);
  }

  /**
   * A function that is no tensor operation, such as a solver or a simulator, with both rules of its
   * own. See {@code jax.pure_callback}.
   *
   * <pre>{@code
   * Function<Tensor, Tensor> root = callback(
   *     Tensor.class,
   *     x -> Tensor.scalar(Math.sqrt(x.item())),     // or any other program
   *     (x, v) -> v.div(x.sqrt().mul(2)),
   *     (x, ct) -> ct.div(x.sqrt().mul(2)));
   * vmap(root).apply(Tensor.of(1, 4, 9));            // [1. 2. 3.], by three calls
   * }</pre>
   *
   * <p>The function sees plain numbers inside of every transform, and may look at them. Under
   * {@link Functional#vmap} it is called for one example after the other, while the rules, which
   * are tensor operations, work on all at once. For the tensors that it was called with last it is
   * not called again, so that rules may ask for its result: it must give the same for the same, and
   * do nothing else.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambdas take
   * @param f the function, of numbers that belong to no transform
   * @param jvp from the point and a tangent to the results' tangents
   * @param vjp from the point and cotangents of the results to a cotangent of the point
   * @return the function with this derivative, under every transform and to every order
   */
  public static <P, R> Function<P, R> callback(
      Class<? super P> type, Function<P, R> f, BiFunction<P, P, R> jvp, BiFunction<P, R, P> vjp) {
    return CustomTree.callback(f, jvp, vjp);
  }
}
