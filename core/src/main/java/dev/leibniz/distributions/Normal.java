package dev.leibniz.distributions;

import dev.leibniz.Tensor;

/**
 * The normal distribution: −(x − μ)² / 2σ² − ln σ − ½ ln 2π. See {@code
 * torch.distributions.Normal}.
 *
 * @param loc μ
 * @param scale σ
 */
public record Normal(Tensor loc, Tensor scale) implements Distribution {
  @Override
  public Tensor logProb(Tensor value) {
    Tensor z = value.sub(loc).div(scale);
    return z.square().mul(-0.5).sub(scale.log()).sub(0.5 * Math.log(2 * Math.PI));
  }
}
