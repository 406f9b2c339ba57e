#!/usr/bin/env python3
"""Writes PyTorch's answers for operators that the cases leave out: python3 scripts/golden/rarer.py. Needs PyTorch and NumPy.

Of each: the inputs, the value, and the gradient of sum(c * value) with respect to every floating input. FLOAT64.
"""
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parents[2] / "core/src/test/resources/dev/leibniz/rarer.npz"
OUT = {}


def golden(name, f, *inputs):
    xs = [x.clone().requires_grad_() if x.is_floating_point() else x for x in inputs]
    y = f(*xs)
    c = torch.rand_like(y) + 0.5
    grads = torch.autograd.grad((c * y).sum(), [x for x in xs if x.requires_grad], allow_unused=True)
    for i, x in enumerate(inputs):
        OUT[f"{name}.x{i}"] = x
    OUT[f"{name}.y"] = y
    OUT[f"{name}.c"] = c
    floating = [x for x in xs if x.requires_grad]
    for i, (x, g) in enumerate(zip(floating, grads)):
        OUT[f"{name}.g{i}"] = torch.zeros_like(x) if g is None else g


torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
rand = torch.randn
with_nan = rand(3, 6)
with_nan[0, 1] = with_nan[0, 4] = with_nan[2, 0] = float("nan")
golden("kthvalue", lambda x: x.kthvalue(2, 1).values, rand(3, 5, 2))
golden("mode", lambda x: x.mode(1).values, torch.tensor([[2.0, 1, 2, 1, 3], [5, 4, 4, 4, 5], [9, 8, 7, 6, 5]]))
golden("nanmedian", lambda x: x.nanmedian(1).values, with_nan)
golden("nanquantile", lambda x: x.nanquantile(0.3, 1), with_nan)
golden("nanquantile of several", lambda x: x.nanquantile(torch.tensor([0.0, 0.25, 0.9]), 1), with_nan)
golden("cumulativeTrapezoid", lambda y: torch.cumulative_trapezoid(y, dx=0.3, dim=1), rand(3, 5, 2))
golden("cumulativeTrapezoid at places", lambda y, x: torch.cumulative_trapezoid(y, x, dim=-1), rand(3, 5), rand(3, 5).cumsum(-1))
index = torch.tensor([[0, 2, 0, 1], [3, 3, 3, 3], [1, 1, 4, 0]])
for self in (True, False):
    for reduce in ("sum", "prod", "mean", "amax", "amin"):
        golden(
            f"scatterReduce {reduce} {'included' if self else 'left_out'}",
            lambda x, i, s, r=reduce, a=self: x.scatter_reduce(1, i, s, r, include_self=a),
            rand(3, 5),
            index,
            rand(3, 4),
        )
golden("maskedScatter", lambda x, m, s: x.masked_scatter(m, s), rand(3, 4), rand(3, 4) > 0, rand(12))
golden("diagonalScatter", lambda x, s: torch.diagonal_scatter(x, s, 1, 0, 2), rand(3, 2, 4), rand(2, 3))
golden("fold", lambda x: F.fold(x, (5, 6), (2, 3), dilation=(2, 1), padding=(1, 0), stride=(1, 2)), rand(2, 12, 10))
golden("adaptiveMaxPool1d", lambda x: F.adaptive_max_pool1d(x, 3), rand(2, 3, 7))
for mode in ("bilinear", "nearest"):
    for outside in ("zeros", "border", "reflection"):
        for corners in (True, False):
            golden(
                f"gridSample {mode} {outside} {'corners' if corners else 'edges'}",
                lambda x, g, m=mode, o=outside, a=corners: F.grid_sample(x, g, m, o, a),
                rand(2, 2, 3, 4, 3),
                rand(2, 2, 3, 2, 3) * 0.9,
            )
np.savez_compressed(HERE, **{k: v.detach().numpy() for k, v in OUT.items()})
