package dev.leibniz.distributions;

import dev.leibniz.Tensor;

/**
 * Student's distribution: −½ (ν + 1) ln(1 + z² / ν) − ln σ − ½ ln πν − ln Γ(ν/2) + ln Γ((ν + 1)/2),
 * where z = (x − μ) / σ. See {@code torch.distributions.StudentT}.
 *
 * @param df ν, the degrees of freedom
 * @param loc μ
 * @param scale σ
 */
public record StudentT(Tensor df, Tensor loc, Tensor scale) implements Distribution {
  @Override
  public Tensor logProb(Tensor value) {
    Tensor z = value.sub(loc).div(scale);
    Tensor half = df.add(1).mul(0.5);
    Tensor density = half.mul(z.square().div(df).log1p()).neg();
    Tensor norm = scale.log().add(df.log().mul(0.5)).add(0.5 * Math.log(Math.PI));
    return density.sub(norm.add(df.mul(0.5).lgamma()).sub(half.lgamma()));
  }
}
