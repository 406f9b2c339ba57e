#!/usr/bin/python3
"""Writes how NumPy prints arrays: one case after the other as

    # dtype shape: values in hex or decimal
    the text, line by line, each behind "| "
"""
import sys

import numpy as np

rng = np.random.RandomState(7)


def cases():
    for d in ("float64", "float32"):
        f = lambda *v: np.array(v, dtype=d)
        yield f(1, 2, 3)
        yield f(0.5, 1)
        yield f(1e-5, 1)
        yield f(1e8, 1)
        yield f(12345678.9, 0.1)
        yield f(0, 0)
        yield f(-0.0, 1.5)
        yield f(np.nan, np.inf, -np.inf, 1.25)
        yield f(np.nan)
        yield f(-np.inf, 1e-10)
        yield f(1e-300 if d == "float64" else 1e-30, 1)
        yield f(0.1, 0.2, 0.30000000000000004)
        yield f(1 / 3, 2 / 3, 100)
        yield f(999.99999999, 1)
        yield f(9.9999999999e-6, 3)
        yield np.array(0.1, dtype=d)
        yield np.array(1, dtype=d)
        yield np.array(1e-5, dtype=d)
        yield np.array(1.5e16, dtype=d)
        yield np.array(-2.5e-7, dtype=d)
        yield np.array(np.nan, dtype=d)
        yield rng.randn(2, 3).astype(d)
        yield rng.randn(2, 2, 2).astype(d)
        yield rng.randn(2, 1, 2, 2).astype(d)
        yield rng.randn(30).astype(d)
        yield (rng.randn(3, 12) * 10.0 ** rng.randint(-6, 6, (3, 12))).astype(d)
        yield np.arange(1100, dtype=d)
        yield np.arange(1200, dtype=d).reshape(30, 40) / 8
        yield np.arange(8 * 9 * 20, dtype=d).reshape(8, 9, 20)
        yield np.zeros((0,), dtype=d)
        yield np.zeros((2, 0), dtype=d)
    for d in ("int64", "int32"):
        yield np.array([1, -20, 300], dtype=d)
        yield np.array(7, dtype=d)
        yield np.arange(40, dtype=d).reshape(2, 20) * 1000
        yield np.arange(1001, dtype=d)
    yield np.array([[True, False], [False, True]])
    yield np.array(True)
    yield np.array([False] * 30)


for a in cases():
    flat = a.ravel()
    values = " ".join(str(int(v)) if a.dtype.kind in "bi" else float(v).hex() for v in flat)
    print(f"# {a.dtype} {','.join(map(str, a.shape))}: {values}")
    for line in str(a).split("\n"):
        print("| " + line)
