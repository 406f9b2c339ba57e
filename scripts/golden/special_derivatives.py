#!/usr/bin/env python3
"""Writes special functions and their derivatives to third order, computed by mpmath: a line each,

    function<TAB>x<TAB>value<TAB>first<TAB>second<TAB>third

    scripts/golden/special_derivatives.py > core/src/test/resources/dev/leibniz/special-derivatives.txt
"""
import mpmath as mp

mp.mp.dps = 80


def ndtr(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2


def ndtri(p):
    return mp.sqrt(2) * mp.erfinv(2 * p - 1)


FUNCTIONS = {
    "entr": (lambda x: -x * mp.log(x), [1e-300, 1e-9, 0.3, 1.0, 5.0, 1e30]),
    "erfcx": (lambda x: mp.exp(x * x) * mp.erfc(x), [-20.0, -3.0, -0.4, 1e-20, 0.4, 1.0, 3.0, 12.0, 60.0]),
    "ndtr": (ndtr, [-30.0, -6.0, -0.3, 1e-20, 0.4, 3.0, 9.0]),
    "logNdtr": (lambda x: mp.log(ndtr(x)), [-60.0, -12.0, -3.0, -0.3, 1e-20, 0.4, 3.0, 9.0]),
    "ndtri": (ndtri, [1e-30, 1e-5, 0.02, 0.3, 0.5625, 0.9, 0.9990234375]),
    "i0": (lambda x: mp.besseli(0, x), [-30.0, -3.0, -0.4, 1e-20, 0.4, 3.0, 9.0, 300.0]),
    "i1": (lambda x: mp.besseli(1, x), [-30.0, -3.0, -0.4, 1e-20, 0.4, 3.0, 9.0, 300.0]),
    "i0e": (lambda x: mp.exp(-mp.sign(x) * x) * mp.besseli(0, x), [-30.0, -3.0, -0.4, 0.4, 3.0, 9.0, 100.0]),
    "i1e": (lambda x: mp.exp(-mp.sign(x) * x) * mp.besseli(1, x), [-30.0, -3.0, -0.4, 0.4, 3.0, 9.0, 100.0]),
    "sinc": (lambda x: mp.mpf(1) if x == 0 else mp.sin(mp.pi * x) / (mp.pi * x), [-7.3, -1.0, -0.1, 1e-9, 0.3, 1.5, 3.25, 100.5]),
    "logit": (lambda p: mp.log(p) - mp.log1p(-p), [1e-30, 0.1, 0.5, 0.75, 0.9990234375]),
    "lgamma": (mp.loggamma, [1e-5, 0.5, 1.0, 1.5, 2.0, 7.0, 40.0]),
    "digamma": (mp.digamma, [1e-5, 0.5, 1.0, 1.5, 2.0, 7.0, 40.0]),
    "erfinv": (mp.erfinv, [-0.9, -0.3, 1e-20, 0.5, 0.9990234375]),
}

for name, (f, points) in FUNCTIONS.items():
    for x in points:
        t = mp.mpf(x)
        # A step so small that third differences are exact to forty digits.
        mp.mp.dps = 400
        h = abs(t) * mp.mpf(10) ** -60
        w = {k: f(t + k * h) for k in (-2, -1, 0, 1, 2)}
        d = [w[0], (w[1] - w[-1]) / (2 * h), (w[1] - 2 * w[0] + w[-1]) / h**2, (w[2] - 2 * w[1] + 2 * w[-1] - w[-2]) / (2 * h**3)]
        print(name, repr(x), *(mp.nstr(v, 20, strip_zeros=True) for v in d), sep="\t")
