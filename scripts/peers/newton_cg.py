"""Logistic regression of 569 x 30 measurements by Newton's method in a trust region with Steihaug's conjugate
gradients: the algorithm of dev.leibniz.optim.solver.NewtonCG step for step, with products from
torch.autograd.functional.hvp. Ours is NewtonCG.of().minimize(...) on the same loss from zeros: NewtonCGSearch in microbench/."""

import pathlib

import torch
import torch.autograd.functional as autograd
import torch.nn.functional as functional

from timing import measure, report

ROUNDING = 2.0**-52
DATA = (
    pathlib.Path(__file__).parents[2]
    / "examples/src/main/resources/dev/leibniz/examples/tour/breast_cancer.csv"
)

lines = DATA.read_text().splitlines()[1:]
data = torch.tensor([[float(v) for v in line.split(",")] for line in lines], dtype=torch.float64)
measurements = data[:, :30]
standard = (measurements - measurements.mean(0)) / measurements.std(0, unbiased=False)
rows = torch.cat([standard, torch.ones(len(data), 1, dtype=torch.float64)], 1)
signed = rows * (data[:, 30:] * 2 - 1)


def loss(w):
    return -functional.logsigmoid(signed @ w).sum() + w[:30].square().sum() / 2


def value_and_gradient(x):
    leaf = x.clone().requires_grad_()
    value = loss(leaf)
    return value.item(), torch.autograd.grad(value, leaf)[0]


def boundary(p, d, radius):
    length = d.norm()
    u = d / length
    b = p @ u
    room = (radius - p.norm()) * (radius + p.norm())
    root = (b * b + room).clamp(min=0).sqrt()
    return ((room / (b + root) if b > 0 else root - b) / length).item()


def steihaug(x, gradient, radius):
    n = len(x)
    norm = gradient.norm()
    small = norm * min(0.1, norm.sqrt().item())
    p = torch.zeros_like(x)
    hp = torch.zeros_like(x)
    r = gradient.clone()
    d = -r
    rr = r @ r
    kept = []
    for _ in range(2 * n + 10):
        kept.append(r / r.norm())
        hd = autograd.hvp(loss, x, d)[1]
        curvature = d @ hd
        alpha = rr / curvature
        further = p + alpha * d
        if not curvature > 0 or not further.norm() < radius:
            t = boundary(p, d, radius)
            p = p + t * d
            hp = hp + t * hd
            return p, -(gradient @ p + 0.5 * (p @ hp)).item(), True
        p = further
        hp = hp + alpha * hd
        r = r + alpha * hd
        for k in kept:
            r = r - (k @ r) * k
        now = r @ r
        if now.sqrt() <= small or len(kept) >= n:
            break
        d = -r + now / rr * d
        rr = now
    return p, -(gradient @ p + 0.5 * (p @ hp)).item(), False


def minimize():
    x = torch.zeros(31, dtype=torch.float64)
    value, gradient = value_and_gradient(x)
    region = 1.0
    first = value
    while gradient.abs().max().item() > 1e-8 * max(1, min(abs(value), abs(first))):
        step, promised, on_boundary = steihaug(x, gradient, region)
        with torch.no_grad():
            reached = loss(x + step).item()
        noise = 10 * ROUNDING * abs(value)
        ratio = (value - reached + noise) / (promised + noise)
        size = step.norm().item()
        if ratio < 0.25:
            region = 0.25 * min(size, region)
        elif ratio > 0.75 and on_boundary:
            region = max(region, 2.5 * size)
        if ratio > 1e-4:
            x = x + step
            value, gradient = value_and_gradient(x)
    return value


assert abs(minimize() - 37.758945961875966) < 1e-9
measure("NewtonCGSearch.fit", minimize)
report()
