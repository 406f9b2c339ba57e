#!/usr/bin/env python3
"""Writes the golden values of losses and densities: python3 scripts/golden/losses.py. Needs PyTorch and NumPy.

Of each: the inputs, the value, and of sum(c * value) the gradient with respect to every floating input and, but for
CTC, which PyTorch cannot differentiate twice, a product of the Hessian with a vector. All of FLOAT64. The derivatives
of ln Γ come from SciPy, since PyTorch's trigamma is right to nine digits only.
"""
import pathlib

import numpy as np
import torch
import torch.distributions as D
import torch.nn.functional as F
from scipy import special

HERE = pathlib.Path(__file__).resolve().parents[2] / "core/src/test/resources/dev/leibniz/nn/losses.npz"
OUT = {}


class Polygamma(torch.autograd.Function):
    @staticmethod
    def forward(ctx, n, x):
        ctx.n = n
        ctx.save_for_backward(x)
        a = x.detach().numpy()
        return torch.from_numpy(np.asarray(special.gammaln(a) if n < 0 else special.polygamma(n, a)))

    @staticmethod
    def backward(ctx, g):
        return None, g * Polygamma.apply(ctx.n + 1, ctx.saved_tensors[0])


torch.lgamma = lambda x: Polygamma.apply(-1, x)


def golden(name, f, *inputs, fixed=(), second=True):
    xs = [x.double().requires_grad_() for x in inputs]
    y = f(*xs, *fixed)
    c = torch.rand_like(y) + 0.5
    grads = torch.autograd.grad((c * y).sum(), xs, create_graph=second)
    OUT[name + ".y"], OUT[name + ".c"] = y, c
    vs = [torch.randn_like(x) for x in xs]
    if second:
        product = sum((g * v).sum() for g, v in zip(grads, vs))
        hvp = torch.autograd.grad(product, xs, allow_unused=True)
    for i, x in enumerate(xs):
        OUT[f"{name}.x{i}"], OUT[f"{name}.g{i}"] = x, grads[i]
        if second:
            OUT[f"{name}.v{i}"] = vs[i]
            OUT[f"{name}.h{i}"] = torch.zeros_like(x) if hvp[i] is None else hvp[i]


def main():
    torch.manual_seed(2)
    r, p = torch.randn, lambda *s: torch.rand(*s) + 0.5
    golden("kl", lambda x, t: F.kl_div(x, t, reduction="none"), r(2, 3), p(2, 3))
    golden("kl-logs", lambda x, t: F.kl_div(x, t, reduction="none", log_target=True), r(2, 3), r(2, 3))
    golden("gaussian", lambda x, t, v: F.gaussian_nll_loss(x, t, v, reduction="none", eps=0.8), r(3), r(3),
           torch.tensor([0.1, 0.9, 2.0]))
    golden("cosine", lambda x, y: F.cosine_similarity(x, y, dim=1), r(2, 3, 2), r(2, 3, 2))
    sign = torch.tensor([1, -1, -1])
    golden("cosine-embedding", lambda x, y: F.cosine_embedding_loss(x, y, sign, margin=-0.9, reduction="none"), r(3, 4), r(3, 4))
    golden("triplet", lambda a, b, c: F.triplet_margin_loss(a, b, c, margin=5.0, reduction="none"), r(3, 4), r(3, 4), r(3, 4))
    golden("triplet-cubic", lambda a, b, c: F.triplet_margin_loss(a, b, c, margin=5.0, p=3, reduction="mean"), r(3, 4), r(3, 4), r(3, 4))
    targets = torch.tensor([[1, 1, 3], [2, 3, 1], [2, 0, 0]])
    lengths, target_lengths = torch.tensor([6, 5, 3]), torch.tensor([3, 2, 1])
    for reduction in ("none", "mean", "sum"):
        golden("ctc-" + reduction, lambda x: F.ctc_loss(F.log_softmax(x, -1), targets, lengths, target_lengths,
                                                         blank=0, reduction=reduction), r(6, 3, 4), second=False)
    OUT.update({"targets": targets, "lengths": lengths, "target_lengths": target_lengths})
    golden("Normal", lambda x, m, s: D.Normal(m, s).log_prob(x), r(3), r(3), p(3))
    golden("Bernoulli", lambda x, l: D.Bernoulli(logits=l, validate_args=False).log_prob(x), torch.rand(3), r(3))
    golden("Exponential", lambda x, a: D.Exponential(a).log_prob(x), p(3), p(3))
    golden("Gamma", lambda x, a, b: D.Gamma(a, b).log_prob(x), p(3), p(3), p(3))
    golden("StudentT", lambda x, n, m, s: D.StudentT(n, m, s).log_prob(x), r(3), p(3), r(3), p(3))
    classes, weight = torch.tensor([[0, 2], [1, 1], [2, 0], [1, 2]]), torch.tensor([0.5, 2.0, 1.25], dtype=torch.float64)
    how = dict(weight=weight, ignore_index=1)
    for by in ("none", "mean", "sum"):
        golden("nll-" + by, lambda x: F.nll_loss(F.log_softmax(x, 1), classes, reduction=by, **how), r(4, 3, 2))
        golden("cross-entropy-" + by, lambda x: F.cross_entropy(x, classes, reduction=by, label_smoothing=0.3, **how), r(4, 3, 2))
        golden("cross-entropy-odds-" + by, lambda x, t: F.cross_entropy(x, t, weight, reduction=by, label_smoothing=0.3),
               r(4, 3), p(4, 3))
        golden("smooth-l1-" + by, lambda x, t: F.smooth_l1_loss(x, t, beta=0.7, reduction=by), r(5), r(5))
        golden("huber-" + by, lambda x, t: F.huber_loss(x, t, delta=0.7, reduction=by), r(5), r(5))
        golden("bce-" + by, lambda x, t: F.binary_cross_entropy_with_logits(
            x, t, weight, pos_weight=torch.tensor([3.0, 0.5, 1.5], dtype=torch.float64), reduction=by), r(2, 3), torch.rand(2, 3))
    OUT.update({"classes": classes, "weight": weight})
    np.savez_compressed(HERE, **{k: v.detach().numpy() for k, v in OUT.items()})


if __name__ == "__main__":
    main()
