"""The work of Kernels in microbench/."""

import torch

from timing import measure, report

SIZE = 1 << 20


def numbers(start):
    return (start + torch.arange(SIZE)) * 0.001 % 4 - 2


x, y = numbers(1), numbers(2)
result = torch.empty(SIZE)

with torch.no_grad():
    measure("Kernels.expFresh", lambda: torch.exp(x))
    measure("Kernels.tanhFresh", lambda: torch.tanh(x))
    measure("Kernels.addFresh", lambda: torch.add(x, y))
    measure("Kernels.sum", lambda: torch.sum(x))
    measure("Kernels.expExisting", lambda: torch.exp(x, out=result))
    measure("Kernels.tanhExisting", lambda: torch.tanh(x, out=result))
    measure("Kernels.addExisting", lambda: torch.add(x, y, out=result))
report()
