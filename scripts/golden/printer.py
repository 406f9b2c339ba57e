#!/usr/bin/python3
"""Writes how NumPy (1.24.2) prints arrays: one case after the other as

    # dtype shape: values
    the text, line by line, each behind "| "

with 1100 values 0, 1, 2, ... times 0.125 written as "1100*0.125".

    scripts/golden/printer.py > core/src/test/resources/dev/leibniz/printed.txt
"""
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
        yield np.arange(1200, dtype=d).reshape(30, 40) * 0.125
        yield np.arange(8 * 9 * 20, dtype=d).reshape(8, 9, 20)
        yield f(0.7, 700)
        yield f(0.088, 88)
        yield f(1e-4, 0.01)
        yield f(99999999, 1e5)
        yield f(65075208, -86203568)
        yield f(1e30, 1e-30)
        yield f(0.5, 1.000000005, 2.0**-9 + 1, 3 * 2.0**-9)
        least = 5e-324 if d == "float64" else 2.0**-149
        powers = (2.0**90, 2.0**87, 2.0**-96, 2.0**-44, 2.0**54)
        yield f(*powers)
        for v in powers:
            yield np.array(v, dtype=d)
        for n in (1, 2, 14, 20):
            yield f(n * least)
            yield np.array(-n * least, dtype=d)
        yield f(16 * least, np.inf, 0, np.nan)
        yield np.array(123456789, dtype=d)
        for n in (3, 8, 12):
            yield f(*(10.0**n * rng.randn(7)))
        yield (10.0 ** rng.uniform(-30, 30, (4, 5))).astype(d)
        yield np.round(rng.randn(5, 9), 3).astype(d)
        v = rng.randn(6)
        v[::2] = np.inf, -np.inf, np.nan
        yield v.astype(d).reshape(3, 2)
        yield np.arange(3 * 500, dtype=d).reshape(3, 500) * 0.125
        yield np.zeros((0,), dtype=d)
        yield np.zeros((2, 0), dtype=d)
    for d in ("int64", "int32"):
        yield np.array([1, -20, 300], dtype=d)
        yield np.array(7, dtype=d)
        yield np.arange(40, dtype=d).reshape(2, 20) * 1000
        yield np.arange(1000, dtype=d)
        yield np.arange(1001, dtype=d)
        yield np.arange(7 * 150, dtype=d).reshape(150, 7)
        yield np.array([np.iinfo(d).min, 0, np.iinfo(d).max], dtype=d)
        yield rng.randint(-9, 10, (2, 2, 1, 3)).astype(d)
        yield np.zeros((3, 0, 2), dtype=d)
    yield np.array([[True, False], [False, True]])
    yield np.array(True)
    yield np.array([False] * 30)
    yield rng.rand(2, 3, 2) < 0.5
    yield np.zeros((2, 0), dtype=bool)


def text(v):
    if v.dtype.kind in "bi":
        return str(int(v))
    return str(v).removesuffix(".0")


def values(a):
    if a.dtype.kind != "b" and a.size > 999:
        step = a.flat[1]
        assert np.array_equal(a.ravel(), np.arange(a.size) * step)
        return f"{a.size}*{text(step)}"
    return " ".join(text(v) for v in a.ravel())


for a in cases():
    print(f"# {a.dtype} {','.join(map(str, a.shape))}: {values(a)}")
    for line in str(a).split("\n"):
        print("| " + line)
