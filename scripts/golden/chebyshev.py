#!/usr/bin/env python3
"""Prints the coefficients that NormalDistribution, BesselFunctions, ErrorFunction and GammaFunction of dev.leibniz.kernel hold: fits of our own, at 50 digits.

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


def erfinv_ratio(t):
    x = mp.mpf("0.85") * mp.sqrt((1 + t) / 2)
    return mp.erfinv(x) / x


shown("CENTRAL: erfinv(x) / x, 0 <= x <= 0.85, t = 2 x^2 / 0.85^2 - 1", erfinv_ratio)


def monomial(c, low, high):
    """The coefficients of the powers of x, of a Chebyshev series on an interval."""
    a, b = 2 / (high - low), -(high + low) / (high - low)
    before, here = [mp.mpf(1)], [b, a]
    out = [mp.mpf(0)] * len(c)
    for j, factor in enumerate(c):
        for i, x in enumerate(before):
            out[i] += factor * x
        times = [b * x for x in here] + [mp.mpf(0)]
        for i, x in enumerate(here):
            times[i + 1] += a * x
        following = [2 * x for x in times]
        for i, x in enumerate(before):
            following[i] -= x
        before, here = here, following
    return out


LOW, HIGH = mp.mpf("-0.7"), mp.mpf("0.5")


def log_gamma_ratio(t):
    z = (LOW + HIGH + (HIGH - LOW) * t) / 2
    return mp.loggamma(2 + z) / z


c = coefficients(log_gamma_ratio)[:22]
print("AROUND_TWO: ln gamma(2 + z) / z, -0.7 <= z <= 0.5, powers of z", len(c))
print(", ".join(repr(float(x)) for x in monomial(c, LOW, HIGH)))
for n in range(2, 18):  # how far from -n |gamma| is 1, to the right and to the left
    for side in (1, -1):
        f = lambda s: mp.log(abs(mp.gamma(side * mp.exp(s) - n)))
        low, high = -mp.log(mp.factorial(n)) - 2, -mp.log(2)
        if f(low) * f(high) < 0:
            r = side * mp.exp(mp.findroot(f, (low, high), solver="anderson", tol=mp.mpf(10) ** -60))
            print("ZEROS", n, side, float(r), float(r - float(r)))
