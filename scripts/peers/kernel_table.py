"""The work of KernelTable in microbench/: PyTorch's out= forms where there are such, and fresh results."""

import sys

import torch
import torch.nn.functional as F

import timing
from timing import measure, report

timing.SECONDS = 0.04

UNARY = {
    "relu": torch.ops.aten.relu,
    "abs": torch.abs,
    "exp": torch.exp,
    "expm1": torch.expm1,
    "sin": torch.sin,
    "cos": torch.cos,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "erf": torch.erf,
    "gelu": torch._C._nn.gelu,
}
UNARY_OF_SECOND = {
    "sqrt": torch.sqrt,
    "log": torch.log,
    "log1p": torch.log1p,
    "lgamma": torch.lgamma,
}
BINARY = {
    "add": torch.add,
    "mul": torch.mul,
    "div": torch.div,
    "maximum": torch.maximum,
}
aten = torch.ops.aten


def existing(x, y, rows):
    z = torch.empty_like(x)
    grid = torch.empty_like(rows)
    one, per_row, per_column = x.new_empty(()), x.new_empty(rows.shape[0]), x.new_empty(rows.shape[1])
    where = torch.empty((), dtype=torch.int64)
    mean, rstd = x.new_empty(rows.shape[0], 1), x.new_empty(rows.shape[0], 1)
    for name, f in UNARY.items():
        if name == "relu":  # it has no out= form; clamping is the same kernel's work
            yield name, lambda: torch.clamp_min(x, 0, out=z)
        else:
            yield name, lambda f=f: f(x, out=z)
    for name, f in UNARY_OF_SECOND.items():
        yield name, lambda f=f: f(y, out=z)
    for name, f in BINARY.items():
        yield name, lambda f=f: f(x, y, out=z)
    yield "pow", lambda: torch.pow(y, x, out=z)
    yield "sum", lambda: torch.sum(x, 0, out=one)
    yield "amax", lambda: torch.amax(x, 0, out=one)
    yield "argmax", lambda: torch.argmax(x, 0, out=where)
    yield "sumRows", lambda: torch.sum(rows, 1, out=per_row)
    yield "sumColumns", lambda: torch.sum(rows, 0, out=per_column)
    yield "amaxRows", lambda: torch.amax(rows, 1, out=per_row)
    yield "logsumexp", lambda: torch.logsumexp(rows, 1, out=per_row)
    yield "softmax", lambda: aten._softmax.out(rows, 1, False, out=grid)
    yield "logSoftmax", lambda: aten._log_softmax.out(rows, 1, False, out=grid)
    yield "layerNorm", lambda: aten.native_layer_norm.out(
        rows, [rows.shape[1]], None, None, 1e-5, out0=grid, out1=mean, out2=rstd
    )


def fresh(x, y, rows):
    for name, f in UNARY.items():
        yield name, lambda f=f: f(x)
    for name, f in UNARY_OF_SECOND.items():
        yield name, lambda f=f: f(y)
    for name, f in BINARY.items():
        yield name, lambda f=f: f(x, y)
    yield "pow", lambda: torch.pow(y, x)
    yield "sum", lambda: torch.sum(x)
    yield "amax", lambda: torch.amax(x)
    yield "argmax", lambda: torch.argmax(x)
    yield "sumRows", lambda: torch.sum(rows, 1)
    yield "sumColumns", lambda: torch.sum(rows, 0)
    yield "amaxRows", lambda: torch.amax(rows, 1)
    yield "logsumexp", lambda: torch.logsumexp(rows, 1)
    yield "softmax", lambda: torch.softmax(rows, 1)
    yield "logSoftmax", lambda: torch.log_softmax(rows, 1)
    yield "layerNorm", lambda: F.layer_norm(rows, [rows.shape[1]])
    number, length = rows.shape
    cube = x.reshape(-1, length // 10, 10)
    per_row, per_line, per_column = y[:number].reshape(-1, 1), y[: 10 * number].reshape(-1, 1, 10), y[:length]
    yield "addInner", lambda: rows + per_row
    yield "addMiddle", lambda: cube + per_line
    yield "addOuter", lambda: rows + per_column


only = sys.argv[1].split(",") if len(sys.argv) > 1 else None
generator = torch.Generator().manual_seed(1)
with torch.no_grad():
    for dtype, name in ((torch.float32, "FLOAT32"), (torch.float64, "FLOAT64")):
        for size in (1000, 100_000, 1_000_000):
            x = torch.rand(size, generator=generator, dtype=dtype) * 4 - 2
            y = torch.rand(size, generator=generator, dtype=dtype) + 0.5
            rows = x.reshape(-1, min(1000, size // 10))
            for form, works in (("existing", existing), ("fresh", fresh)):
                for operator, body in works(x, y, rows):
                    if only is None or operator in only:
                        measure(f"KernelTable.run:{name}:{form}:{operator}:{size}", body)
report()
