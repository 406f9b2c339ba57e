#!/usr/bin/env python3
"""Writes values, gradients and Hessians at extreme points, computed by mpmath with enough digits: a line each,

    function<TAB>dtype<TAB>inputs<TAB>value<TAB>gradient<TAB>Hessian, row by row

Inputs are first rounded to the dtype; what follows is exact for the rounded ones, and may lie beyond the dtype's range.
Where mathematics has no answer, a convention of the library is written down here by hand, in CONVENTIONS.

    scripts/golden/extremes.py > core/src/test/resources/dev/leibniz/extremes.txt
"""
import struct
import sys

import mpmath as mp

mp.mp.dps = 2200
STEP = mp.mpf(10) ** -700  # far below the least input, and its square far above the last digit

e, ln, sqrt, tanh = mp.exp, mp.log, mp.sqrt, mp.tanh


def softplus(x):
    return ln(1 + e(x)) if x < 0 else x + ln(1 + e(-x))


def sigmoid(x):
    return 1 / (1 + e(-x))


def lse(x):
    m = max(x)
    return m + ln(sum(e(v - m) for v in x))


def erfc(x):
    return mp.erfc(x) if abs(x) < 1e4 else mp.mpf(1 - mp.sign(x))


def phi(x):
    return erfc(-x / sqrt(mp.mpf(2))) / 2


def norm(x, p):
    return sum(abs(v) ** p for v in x) ** (1 / mp.mpf(p))


def var(x):
    m = sum(x) / len(x)
    return sum((v - m) ** 2 for v in x) / (len(x) - 1)


FUNCTIONS = {
    "log1p": lambda x: ln(1 + x[0]),
    "expm1": lambda x: e(x[0]) - 1,
    "softplus": lambda x: softplus(x[0]),
    "logSigmoid": lambda x: -softplus(-x[0]),
    "sigmoid": lambda x: sigmoid(x[0]),
    "tanh": lambda x: tanh(x[0]),
    "silu": lambda x: x[0] * sigmoid(x[0]),
    "bceWithLogits 0": lambda x: softplus(x[0]),
    "bceWithLogits 1": lambda x: softplus(-x[0]),
    "bceWithLogits 0.25": lambda x: softplus(-x[0]) / 4 + softplus(x[0]) * 3 / 4,
    "hypot": lambda x: sqrt(x[0] ** 2 + x[1] ** 2),
    "atan2": lambda x: mp.atan2(x[0], x[1]),
    "logaddexp": lambda x: lse(x),
    "xlogy": lambda x: x[0] * ln(x[1]),
    "logsumexp": lse,
    "softmax": lambda x: e(x[0] - lse(x)),
    "logSoftmax": lambda x: x[0] - lse(x),
    "crossEntropy": lambda x: lse(x) - x[0],
    "norm 2": lambda x: norm(x, 2),
    "norm 3": lambda x: norm(x, 3),
    "norm 1": lambda x: norm(x, 1),
    "norm 1.5": lambda x: norm(x, 1.5),
    "var": var,
    "std": lambda x: sqrt(var(x)),
}

# With derivatives of their own, since a difference would take too long: value, first, second.
G = 2 / sqrt(mp.pi)
ANALYTIC = {
    "erf": (lambda x: mp.erf(x) if abs(x) < 1e4 else mp.sign(x), lambda x: G * e(-x * x), lambda x: -2 * x * G * e(-x * x)),
    "erfc": (erfc, lambda x: -G * e(-x * x), lambda x: 2 * x * G * e(-x * x)),
    "gelu": (
        lambda x: x * phi(x),
        lambda x: phi(x) + x * e(-x * x / 2) / sqrt(2 * mp.pi),
        lambda x: (2 - x * x) * e(-x * x / 2) / sqrt(2 * mp.pi),
    ),
    "lgamma": (lambda x: ln(abs(mp.gamma(x))) if x < 0 else mp.loggamma(x), lambda x: mp.psi(0, x), lambda x: mp.psi(1, x)),
    "digamma": tuple(lambda x, n=n: mp.psi(n, x) for n in (0, 1, 2)),
    "polygamma 1": tuple(lambda x, n=n: mp.psi(n, x) for n in (1, 2, 3)),
    "polygamma 2": tuple(lambda x, n=n: mp.psi(n, x) for n in (2, 3, 4)),
}


def signed(*v):
    return [0.0] + [s * x for x in v for s in (1, -1)]


LINE = {
    "FLOAT64": signed(5e-324, 1e-310, 1e-30, 1e-8, 0.5, 1, 5, 12, 20, 40, 300, 700, 744, 1e30, 1e300),
    "FLOAT32": signed(1.5e-45, 1e-40, 1e-30, 1e-4, 0.5, 1, 5, 12, 20, 50, 80, 103, 1e30, 3e38),
}
GAMMA = {
    "FLOAT64": [5e-324, 1e-310, 1e-30, 1e-8, 0.25, 1, 1.4616321, 2, 3.5, 9.5, 12, 171, 1e6, 1e30, 1e300, -1e-30, -0.5, -2.75, -20.25, -1e6 - 0.375],
    "FLOAT32": [1.5e-45, 1e-40, 1e-30, 1e-4, 0.25, 1, 1.4616321, 2, 3.5, 9.5, 12, 100, 1e6, 1e30, 1e36, -1e-30, -0.5, -2.75, -20.25, -1e6 - 0.375],
}
PAIRS = {
    d: [(s * a, t * b) for a in v for b in v for s in (1, -1) for t in (1, -1)]
    for d, v in {"FLOAT64": (1e300, 1e30, 1, 1e-30, 1e-310), "FLOAT32": (1e38, 1e30, 1, 1e-30, 1e-40)}.items()
}
LOGITS = {
    "FLOAT64": [(0, 0), (1e30, 1e30), (-1e30, -1e30), (1e30, -1e30), (-1e30, 1e30), (0, 40), (40, 0), (0, -745), (1e-30, -1e-30), (5e-324, 0), (710, 711)],
    "FLOAT32": [(0, 0), (1e30, 1e30), (-1e30, -1e30), (1e30, -1e30), (-1e30, 1e30), (0, 20), (20, 0), (0, -100), (1e-30, -1e-30), (1e-45, 0), (89, 90)],
}
TRIPLES = {
    "FLOAT64": [(0, 0, 0), (1, 2, 3), (1e30, 1e30, 1e30), (1e30, 1e30, -1e30), (-1e30, -1e30, -1e30), (-1e30, 1e30, 0), (745, 0, -745), (-745, 0, 745),
                (1e-30, 1e-30, -1e-30), (5e-324, 0, 0), (1000, 1000, 999), (30, 0, 0), (0, 30, 0)],
    "FLOAT32": [(0, 0, 0), (1, 2, 3), (1e30, 1e30, 1e30), (1e30, 1e30, -1e30), (-1e30, -1e30, -1e30), (-1e30, 1e30, 0), (100, 0, -100), (-100, 0, 100),
                (1e-30, 1e-30, -1e-30), (1e-45, 0, 0), (1000, 1000, 999), (15, 0, 0), (0, 15, 0)],
}
VECTORS = {
    "FLOAT64": [(1, 2, 3), (3e30, -4e30, 1e29), (3e300, 4e300, -1e300), (1e-300, -2e-300, 2e-300), (1e-310, 2e-310, -2e-310), (1e308, 1, 1e-300), (1e-30, 1e30, -1e30), (1e-200, 0, 0)],
    "FLOAT32": [(1, 2, 3), (3e30, -4e30, 1e29), (3e37, 4e37, -1e37), (1e-30, -2e-30, 2e-30), (1e-40, 2e-40, -2e-40), (1e38, 1, 1e-30), (1e-30, 1e30, -1e30), (1e-25, 0, 0)],
}
POINTS = {
    **{f: LINE for f in ("softplus", "logSigmoid", "sigmoid", "tanh", "expm1", "silu", "erf", "erfc", "gelu")},
    **{f: LINE for f in ("bceWithLogits 0", "bceWithLogits 1", "bceWithLogits 0.25")},
    "log1p": {d: [x for x in v if x > -1] + [-0.9999999403953552] for d, v in LINE.items()},
    **{f: GAMMA for f in ("lgamma", "digamma")},
    **{f"polygamma {n}": GAMMA for n in (1, 2)},
    **{f: PAIRS for f in ("hypot", "atan2")},
    "xlogy": {d: [(x, y) for x, y in [(0, 1), (0, 1e-30), (0, 1e30)] + v if y > 0] for d, v in PAIRS.items()},
    "logaddexp": LOGITS,
    **{f: TRIPLES for f in ("logsumexp", "softmax", "logSoftmax", "crossEntropy")},
    **{f: VECTORS for f in ("norm 2", "var", "std")},
    # An element whose ratio to the norm underflows counts as 0 there; at 0 differences of |x|^p do not settle.
    **{f: {d: [x for x in v if 0 not in x and min(map(abs, x)) > max(map(abs, x)) * 1e-40] for d, v in VECTORS.items()} for f in ("norm 1.5", "norm 3")},
    "norm 1": {d: [x for x in v if 0 not in x] for d, v in VECTORS.items()},
}

CONVENTIONS = [  # function, inputs, value, gradient, Hessian; for both dtypes
    ("norm 1.5", "0,0,0", "0", "0,0,0", "0,0,0,0,0,0,0,0,0"),
    ("norm 2", "0,0,0", "0", "0,0,0", "0,0,0,0,0,0,0,0,0"),
    ("norm 3", "0,0,0", "0", "0,0,0", "0,0,0,0,0,0,0,0,0"),
    ("norm 1", "0,-1e30,1", "1e30", "0,-1,1", "0,0,0,0,0,0,0,0,0"),
    ("std", "1e30,1e30,1e30", "0", "0,0,0", "0,0,0,0,0,0,0,0,0"),
    ("xlogy", "0,0", "0", None, None),
    # Limits at infinity.
    ("log1p", "Infinity", "Infinity", "0", "0"),
    ("expm1", "-Infinity", "-1", "0", "0"),
    ("expm1", "Infinity", "Infinity", "Infinity", "Infinity"),
    ("softplus", "Infinity", "Infinity", "1", "0"),
    ("softplus", "-Infinity", "0", "0", "0"),
    ("logSigmoid", "Infinity", "0", "0", "0"),
    ("logSigmoid", "-Infinity", "-Infinity", "1", "0"),
    ("sigmoid", "Infinity", "1", "0", "0"),
    ("sigmoid", "-Infinity", "0", "0", "0"),
    ("tanh", "Infinity", "1", "0", "0"),
    ("tanh", "-Infinity", "-1", "0", "0"),
    ("erf", "Infinity", "1", "0", None),
    ("erf", "-Infinity", "-1", "0", None),
    ("erfc", "Infinity", "0", "0", None),
    ("erfc", "-Infinity", "2", "0", None),
    ("hypot", "Infinity,1", "Infinity", None, None),
    ("hypot", "1,-Infinity", "Infinity", None, None),
    ("logaddexp", "-Infinity,1", "1", "0,1", "0,0,0,0"),
    ("logaddexp", "-Infinity,-Infinity", "-Infinity", None, None),
    ("logsumexp", "-Infinity,1,-Infinity", "1", "0,1,0", "0,0,0,0,0,0,0,0,0"),
    ("softmax", "-Infinity,1,-Infinity", "0", "0,0,0", "0,0,0,0,0,0,0,0,0"),
    ("softmax", "1,-Infinity,-Infinity", "1", "0,0,0", "0,0,0,0,0,0,0,0,0"),
    ("norm 2", "Infinity,1,1", "Infinity", None, None),
]


def rounded(x, dtype):
    return struct.unpack("f", struct.pack("f", x))[0] if dtype == "FLOAT32" else float(x)


def difference(f, x):
    """Value, gradient, Hessian by central differences."""
    n = len(x)

    def at(*moves):
        y = list(x)
        for i, s in moves:
            y[i] += s * STEP
        return f(y)

    gradient = [(at((i, 1)) - at((i, -1))) / (2 * STEP) for i in range(n)]
    hessian = [[None] * n for _ in x]
    for i in range(n):
        for j in range(i, n):
            h = (
                (at((i, 1)) - 2 * f(x) + at((i, -1))) / STEP ** 2
                if i == j
                else (at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))) / (4 * STEP ** 2)
            )
            hessian[i][j] = hessian[j][i] = h
    return f(x), gradient, [h for row in hessian for h in row]


def written(v):
    if abs(v) < mp.mpf(10) ** -400:
        return "0"
    if abs(v) > mp.mpf(10) ** 400:
        return "Infinity" if v > 0 else "-Infinity"
    return mp.nstr(v, 20, strip_zeros=True)


def joined(values):
    return ",".join(map(written, values))


for name, by_dtype in POINTS.items():
    for dtype, points in by_dtype.items():
        for point in points:
            inputs = [rounded(x, dtype) for x in (point if isinstance(point, tuple) else (point,))]
            if name in ANALYTIC:
                mp.mp.dps = 80
                value, first, second = (f(mp.mpf(inputs[0])) for f in ANALYTIC[name])
                gradient, hessian = [first], [second]
                mp.mp.dps = 2200
            else:
                value, gradient, hessian = difference(FUNCTIONS[name], [mp.mpf(x) for x in inputs])
            print(name, dtype, ",".join(map(repr, inputs)), written(value), joined(gradient), joined(hessian), sep="\t")
    print(name, file=sys.stderr)
for name, inputs, value, gradient, hessian in CONVENTIONS:
    for dtype in ("FLOAT64", "FLOAT32"):
        print(name, dtype, inputs, value, gradient or "?", hessian or "?", sep="\t")
