"""The work of MatrixProducts in microbench/."""

import torch

from timing import measure, report

for size in (64, 128, 256, 512, 1024, 2048):
    x = torch.arange(size * size).reshape(size, size) * 0.37 % 1 - 0.5
    y = torch.arange(size * size).reshape(size, size) * 0.61 % 1 - 0.5
    with torch.no_grad():
        measure(f"MatrixProducts.matmul:{size}", lambda: torch.mm(x, y))
report()
