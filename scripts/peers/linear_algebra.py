"""The work of Factorisations in microbench/."""

import torch

from timing import measure, report

linalg = torch.linalg


def gradient(f, x):
    leaf = x.clone().requires_grad_()
    return lambda: torch.autograd.grad(f(leaf), leaf)


def squares(*parts):
    return sum(p.square().sum() for p in parts)


torch.manual_seed(1)
for count, n in ((1, 32), (1, 256), (1, 1024), (1000, 8)):
    shape = (n, n) if count == 1 else (count, n, n)
    eye = torch.eye(n, dtype=torch.float64)
    normal = torch.randn(shape, dtype=torch.float64)
    general = normal + n * eye
    positive = normal @ normal.mT + n * eye
    right = torch.randn(shape, dtype=torch.float64)
    size = f"{count}x{n}"
    with torch.no_grad():
        measure(f"Factorisations.cholesky:{size}", lambda: linalg.cholesky(positive))
        measure(f"Factorisations.qr:{size}", lambda: linalg.qr(general))
        measure(f"Factorisations.eigh:{size}", lambda: linalg.eigh(positive))
        measure(f"Factorisations.solve:{size}", lambda: linalg.solve(general, right))
    for name, f, x in (
        ("cholesky", lambda a: squares(linalg.cholesky(a)), positive),
        ("qr", lambda a: squares(*linalg.qr(a)), general),
        ("eigh", lambda a: squares(*linalg.eigh(a)), positive),
        ("solve", lambda a: squares(linalg.solve(a, right)), general),
    ):
        measure(f"Factorisations.{name}Gradient:{size}", gradient(f, x))
report()
