#!/usr/bin/env python3
"""Writes special functions over their range, computed by mpmath: a line each,

    function<TAB>x<TAB>value

Points are doubles, half of them floats too; values have twenty digits and may lie beyond the range of doubles. Among
the points are the two doubles around each zero of ln |gamma| and of digamma and its even derivatives, as far as -20.

    scripts/golden/special.py > core/src/test/resources/dev/leibniz/kernel/special.txt
"""
import math
import random
import struct

import mpmath as mp

mp.mp.dps = 60
rnd = random.Random(7)


def phi(x):
    return mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi)


def ndtr(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def scaled_ratio(u):
    """phi(u) / Phi(-u) of u > 0: far out by the continued fraction."""
    if u < 30:
        return phi(u) / ndtr(-u)
    f = mp.mpf(0)
    for k in range(300, 0, -1):
        f = k / (u + f)
    return u + f


def hazard(x):
    return scaled_ratio(-x) if x < 0 else phi(x) / ndtr(x)


def erfcx(x):
    return mp.sqrt(2 / mp.pi) / scaled_ratio(x * mp.sqrt(2)) if x > 20 else mp.exp(x * x) * mp.erfc(x)


def log_ndtr(x):
    if x < -30:
        return -x * x / 2 - mp.log(2 * mp.pi) / 2 - mp.log(scaled_ratio(-x))
    return mp.log(ndtr(x)) if x < 0 else mp.log1p(-ndtr(-x))


def ndtri(p):
    guess = float(mp.sqrt(-2 * mp.log(p))) if p < mp.mpf("0.02") else float(abs(p - mp.mpf(1) / 2) * 2.5)
    sign = -1 if p < mp.mpf(1) / 2 else 1
    if p == mp.mpf(1) / 2:
        return mp.mpf(0)
    tail = p if sign < 0 else 1 - p
    u = mp.sqrt(-2 * mp.log(tail)) if tail < 0.02 else mp.mpf(guess)
    for _ in range(60):  # Newton on the logarithm of the tail, which is concave
        step = (log_ndtr(-u) - mp.log(tail)) / hazard(-u)
        u += step
        if abs(step) < mp.mpf(10) ** -45 * abs(u):
            break
    return sign * u


def erfinv(x):
    if abs(x) < 1e-20:
        return mp.sqrt(mp.pi) / 2 * x
    return ndtri((mp.mpf(x) + 1) / 2) / mp.sqrt(2)


def besseli(n, x):
    return mp.besseli(n, x)


def scaled(n, x):
    if abs(x) > 1e4:  # the asymptotic series
        a, s, term = abs(x), mp.mpf(0), mp.mpf(1)
        for k in range(1, 30):
            s += term
            term *= -(4 * n * n - (2 * k - 1) ** 2) / (8 * k * a)
        return s / mp.sqrt(2 * mp.pi * a) * (-1 if n % 2 and x < 0 else 1)
    return mp.exp(-abs(x)) * mp.besseli(n, x)


def sinc(x):
    return mp.mpf(1) if x == 0 else mp.sin(mp.pi * x) / (mp.pi * x)


def lgamma(x):
    return mp.loggamma(x) if x > 0 else mp.log(abs(mp.gamma(x)))


def spread(low, high, n):
    return [rnd.uniform(low, high) for _ in range(n)]


def magnitudes(low, high, n):
    return [10 ** rnd.uniform(low, high) for _ in range(n)]


def both(v):
    return [s * x for x in v for s in (1, -1)]


def around_zeros(f, low, high):
    """The doubles on either side of each zero, and others close by."""
    points = []
    for a in range(low, high):
        for side in (0, 1):  # zeros lie as near to a pole as 1 / 12!, and not nearer than that to each other
            steps = [mp.mpf(10) ** -(k / 4) / 2 for k in range(0, 40)]
            places = [a + (1 - s if side else s) for s in steps]
            for p, q in zip(places, places[1:]):
                if f(p) * f(q) < 0:
                    zero = mp.findroot(f, (p, q), solver="anderson", tol=mp.mpf(10) ** -100)
                    near = float(zero)
                    points += [near, math.nextafter(near, -math.inf if near > zero else math.inf)]
                    points += [near * (1 + s * 10**-k) for k in (12, 9, 6, 3) for s in (1, -1)]
    return points


def mvlgamma(p):
    def f(x):
        return mp.mpf(p * (p - 1)) / 4 * mp.log(mp.pi) + sum(mp.loggamma(x - mp.mpf(j) / 2) for j in range(p))

    return f


TINY = [5e-324, 1e-310, 1e-300, 1e-30, 1e-9]
FUNCTIONS = {
    "erf": (mp.erf, both(TINY + spread(0, 6, 60))),
    "erfc": (mp.erfc, both(TINY + spread(0, 6, 40)) + spread(6, 26.5, 40) + [26.6, 27, 27.2]),
    "erfcx": (erfcx, both(TINY) + spread(-26.6, 0, 40) + spread(0, 30, 60) + magnitudes(1, 300, 20)),
    "erfinv": (erfinv, both(TINY + spread(0, 1, 50) + [1 - 10 ** -k for k in range(1, 16)] + [1 - 2**-53])),
    "ndtr": (ndtr, both(TINY + spread(0, 8, 60)) + spread(-38.4, -8, 40)),
    "logNdtr": (log_ndtr, both(TINY + spread(0, 8, 60)) + spread(8, 38, 20) + [-x for x in magnitudes(1, 150, 40)]),
    "ndtri": (ndtri, TINY + spread(0, 1, 80) + magnitudes(-307, 0, 60) + [1 - 10 ** -k for k in range(1, 16)] + [0.5 + 1e-15]),
    "normalDensity": (phi, both(TINY + spread(0, 38, 40))),
    "normalHazard": (hazard, both(TINY + spread(0, 12, 60)) + spread(12, 38, 20) + [-x for x in magnitudes(1, 300, 30)]),
    "normalExcess": (lambda x: x + hazard(x) if x > -30 else mp.mpf(1) / (-x + sub_fraction(-x)), both(TINY + spread(0, 12, 80)) + [-x for x in magnitudes(1, 300, 30)]),
    **{f"i{n}": (lambda x, n=n: besseli(n, x), both(TINY + spread(0, 10, 60) + spread(10, 700, 40)) + [713, 713.9]) for n in (0, 1, 2, 3)},
    **{f"i{n}e": (lambda x, n=n: scaled(n, x), both(TINY + spread(0, 10, 60) + spread(10, 700, 40) + magnitudes(3, 300, 20))) for n in (0, 1, 2, 3)},
    "sinc": (sinc, both(TINY + spread(0, 4, 80) + spread(4, 1000, 40) + magnitudes(3, 12, 10)) + [0.0, 0.9999999, 1.0000001]),
    "logit": (lambda p: mp.log(p) - mp.log1p(-p), TINY + spread(0, 1, 80) + magnitudes(-307, 0, 20) + [1 - 10 ** -k for k in range(1, 16)] + [0.5 + 1e-9, 0.5 - 1e-9, 0.25, 0.75]),
    "lgamma": (lgamma, TINY + spread(0, 3, 80) + spread(3, 200, 60) + magnitudes(2, 305, 30) + [1 + 1e-9, 1 - 1e-9, 2 + 1e-9, 2 - 1e-9] + spread(-30, 0, 60) + spread(-3, -2, 40) + spread(-1000, -30, 20) + [-x for x in TINY] + around_zeros(lgamma, -12, 0)),
    "digamma": (mp.digamma, TINY + spread(0, 3, 80) + spread(1, 2, 60) + spread(3, 12, 40) + spread(3, 200, 40) + magnitudes(2, 300, 20) + [1.4616321, 1.46, 1.47] + spread(-30, 0, 60) + spread(-1000, -30, 20) + [-x for x in TINY] + around_zeros(mp.digamma, -20, 0) + [-12345.678, -1e9 / 3]),
    **{f"polygamma{n}": (lambda x, n=n: mp.psi(n, x), magnitudes(-60 / n, 0, 20) + spread(0, 3, 60) + spread(3, 200, 40) + magnitudes(2, 200 / n, 20) + spread(-30, 0, 60) + (around_zeros(lambda x: mp.psi(2, x), -20, 0) if n == 2 else [])) for n in (1, 2, 3)},
    "entr": (lambda x: -x * mp.log(x), TINY + spread(0, 3, 80) + magnitudes(-300, 300, 30) + [1 - 1e-9, 1 + 1e-9]),
    "xlog1py": (lambda y: mp.mpf(0.3) * mp.log1p(y), both(TINY + spread(0, 1, 80)) + magnitudes(-20, 300, 40)),
    "mvlgamma2": (mvlgamma(2), spread(0.5, 4, 80) + spread(4, 200, 20) + magnitudes(2, 300, 20)),
    "mvlgamma5": (mvlgamma(5), spread(2, 6, 80) + spread(6, 200, 20) + magnitudes(3, 300, 20)),
}


def sub_fraction(u):
    f = mp.mpf(0)
    for k in range(300, 1, -1):
        f = k / (u + f)
    return f




def variance(x):
    if -x > mp.mpf(10) ** 15:
        return 1 / mp.mpf(x) ** 2
    with mp.workdps(150):
        d = x + hazard(x) if x > -30 else mp.mpf(1) / (-x + sub_fraction(-x))
        return 1 - (d - x) * d


FUNCTIONS["normalVariance"] = (variance, both(TINY + spread(0, 12, 80)) + [-x for x in magnitudes(1, 150, 30)])
# Far to the left, where the reflection formula takes over.
LEFT = [(f"polygamma{n}", (lambda x, n=n: mp.psi(n, x), spread(-1000, -100, 30) + [-100.5, -101.25, -12345.678])) for n in (1, 2, 3)]


# Where earlier kernels erred most.
WORST = {
    "erfc": [0.1503151017068638, 0.5538010321481123, 0.643874819324426, 2.740419132544472, 3.165340636249307, 0.0043485453352332115],
    "erfinv": [0.9999998804857532, 0.9999998407536073, 0.25877265542129524, 0.13601901923138082],
    "ndtri": [0.6772658787790703, 0.8368407057283348],
    "lgamma": [1.4510629146602443, 1.4634383183811228, -2.5035677933853036, -2.614342519127455, -2.6615212397268393, -1e-172],
    "i0": [28.19297644009578],
    "i1": [5.86490804714721, 29.559910609225334],
}


def as_float(x):
    return struct.unpack("f", struct.pack("f", x))[0]


for name, (f, points) in [*FUNCTIONS.items(), *LEFT]:
    floats = [as_float(x) for x in points[::2] if 1e-37 < abs(x) < 1e38]
    inside = [x for x in floats if abs(x) < 1 or not (name in ("erfinv", "ndtri", "logit") or x == round(x))]
    for x in points + inside + WORST.get(name, []):
        x = float(x)
        v = f(mp.mpf(x))
        if abs(v) > mp.mpf(10) ** 308 * mp.mpf("1.79"):
            v = mp.inf * mp.sign(v)
        text = {mp.inf: "Infinity", -mp.inf: "-Infinity"}.get(v) or mp.nstr(v, 20, strip_zeros=True)
        print(name, repr(x), text, sep="\t")
