#!/usr/bin/env python3
"""Writes the golden values of the optimisers' tests: python3 scripts/golden/optimizers.py. Needs PyTorch and NumPy.

Twenty steps of each method on a small regression, the parameters after each, of FLOAT64; and rates of the schedules.
"""
import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parents[2] / "core/src/test/resources/dev/leibniz/optim"
STEPS = 20
METHODS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01),
    "dampened": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, dampening=0.3),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.8, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.05),
    "adam-decay": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.95), weight_decay=0.1),
    "adamw": lambda p: torch.optim.AdamW(p, lr=0.05),
    "amsgrad": lambda p: torch.optim.Adam(p, lr=0.05, betas=(0.8, 0.95), amsgrad=True),
    "adamw-amsgrad": lambda p: torch.optim.AdamW(p, lr=0.05, betas=(0.8, 0.95), amsgrad=True),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.02),
    "rmsprop-centered": lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.5, weight_decay=0.1, centered=True),
    "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.1),
    "adagrad-decay": lambda p: torch.optim.Adagrad(p, lr=0.1, lr_decay=0.1, weight_decay=0.1,
                                                   initial_accumulator_value=0.5),
}


def loss(x, y, w, b):
    return ((torch.tanh(x @ w + b) - y) ** 2).mean()


def rates(schedule, lr=0.5):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = schedule(optimizer)
    out = []
    for _ in range(12):
        out.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(out)


def main():
    torch.manual_seed(1)
    HERE.mkdir(parents=True, exist_ok=True)
    x, y = torch.randn(8, 3).double(), torch.randn(8, 2).double()
    w0, b0 = torch.randn(3, 2).double(), torch.randn(2).double()
    out = {"x": x, "y": y, "w": w0, "b": b0}
    for name, method in METHODS.items():
        w, b = w0.clone().requires_grad_(), b0.clone().requires_grad_()
        optimizer = method([w, b])
        ws, bs = [], []
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss(x, y, w, b).backward()
            optimizer.step()
            ws.append(w.detach().clone())
            bs.append(b.detach().clone())
        out[name + ".w"], out[name + ".b"] = torch.stack(ws), torch.stack(bs)
    for bound in (0.05, 50.0):
        w, b = w0.clone().requires_grad_(), b0.clone().requires_grad_()
        loss(x, y, w, b).backward()
        out[f"norm-{bound}"] = torch.nn.utils.clip_grad_norm_([w, b], bound)
        out[f"clipped-{bound}.w"], out[f"clipped-{bound}.b"] = w.grad, b.grad
    out = {k: v.detach().numpy() for k, v in out.items()}
    lrs = torch.optim.lr_scheduler
    out["stepwise"] = rates(lambda o: lrs.StepLR(o, 3, 0.5))
    out["exponential"] = rates(lambda o: lrs.ExponentialLR(o, 0.9))
    out["cosine"] = rates(lambda o: lrs.CosineAnnealingLR(o, 11, 0.1))
    out["linear"] = rates(lambda o: lrs.LinearLR(o, 1.0, 0.2, 8))
    np.savez_compressed(HERE / "optimizers.npz", **out)


if __name__ == "__main__":
    main()
