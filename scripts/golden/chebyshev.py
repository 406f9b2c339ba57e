#!/usr/bin/env python3
"""Prints the Chebyshev coefficients that dev.leibniz.kernel.NormalDistribution and BesselFunctions hold: fits of our own, at 50 digits.

    scripts/golden/chebyshev.py
"""
import mpmath as mp

mp.mp.dps = 50


def excess(u):
    """phi(u) / Phi(-u) - u, for u >= 0: by the continued fraction of the Mills ratio where the difference would cancel."""
    if u > 1000:
        f = mp.mpf(0)
        for k in range(60, 1, -1):
            f = k / (u + f)
        return 1 / (u + f)
    with mp.workdps(70):
        return mp.sqrt(2 / mp.pi) * mp.exp(-u * u / 2) / mp.erfc(u / mp.sqrt(2)) - u


def variance(u):
    """1 - h D for h = phi(u) / Phi(-u) and D = h - u."""
    with mp.workdps(50 + 6 * max(0, int(mp.log10(1 + u)))):
        if u > 1000:
            d = excess(u)
            return 1 - (u + d) * d
        h = mp.sqrt(2 / mp.pi) * mp.exp(-u * u / 2) / mp.erfc(u / mp.sqrt(2))
        return 1 - h * (h - u)


def coefficients(f, least=mp.mpf(10) ** -18, n=80):
    nodes = [mp.cos(mp.pi * (k + mp.mpf(1) / 2) / n) for k in range(n)]
    values = [f(t) for t in nodes]
    out = [2 * sum(values[k] * mp.cos(mp.pi * j * (k + mp.mpf(1) / 2) / n) for k in range(n)) / n for j in range(n)]
    out[0] /= 2
    while abs(out[-1]) < least:
        out.pop()
    return out


def shown(name, f):
    c = coefficients(f)
    print(name, len(c))
    print(", ".join(repr(float(x)) for x in c))


K = 4


def by_distance(f):
    """As a function of t = (u - K) / (u + K), from -1 to 1 for u from 0 to infinity."""
    return lambda t: f(K * (1 + t) / (1 - t))


shown("EXCESS: (u + 1) (phi(u) / Phi(-u) - u), t = (u - 4) / (u + 4)", by_distance(lambda u: (u + 1) * excess(u)))
shown("VARIANCE: (u + 1)^2 (1 - h D), t = (u - 4) / (u + 4)", by_distance(lambda u: (u + 1) ** 2 * variance(u)))
for n in (0, 1):
    shown(f"FAR_{n}: sqrt(x) exp(-x) I{n}(x), x >= 8, t = 16 / x - 1", lambda t: (lambda x: mp.sqrt(x) * mp.exp(-x) * mp.besseli(n, x))(16 / (1 + t)))
with mp.workdps(60):
    ROOT = mp.findroot(mp.digamma, mp.mpf("1.4616321449683622"))
shown("AROUND_ROOT: digamma(x) / (x - root), 1 <= x <= 2, t = 2 x - 3", lambda t: (lambda x: mp.digamma(x) / (x - ROOT))((t + 3) / 2))
