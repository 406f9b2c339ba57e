package dev.leibniz.optim;

import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;

/** Gradients that are too long made shorter. */
public final class Clipping {
  private Clipping() {}

  /**
   * The Euclidean norm of all parameters together.
   *
   * @param tree a tree of tensors, such as a gradient
   * @return a scalar
   */
  public static Tensor norm(Object tree) {
    Tensor sum = Tensor.scalar(0);
    for (Tree.Leaf l : Tree.parameters(tree)) {
      sum = sum.add(l.tensor().square().sum());
    }
    return sum.sqrt();
  }

  /**
   * A gradient scaled down as a whole where its norm exceeds a bound. See {@code
   * torch.nn.utils.clip_grad_norm_}.
   *
   * @param <P> the tree
   * @param gradient the gradient
   * @param most the bound
   * @return the gradient times min(1, most / (norm + 1e-6))
   */
  public static <P> P byNorm(P gradient, double most) {
    Tensor factor = norm(gradient).add(1e-6).reciprocal().mul(most).clampMax(1.0);
    return Tree.map(g -> g.mul(factor.to(g.dtype())), gradient);
  }

  /**
   * A gradient with each number cut to ±bound. See {@code torch.nn.utils.clip_grad_value_}.
   *
   * @param <P> the tree
   * @param gradient the gradient
   * @param most the bound
   * @return the cut gradient
   */
  public static <P> P byValue(P gradient, double most) {
    return Tree.map(g -> g.clamp(-most, most), gradient);
  }
}
