"""The work of Chains and MixedChain in microbench/."""

import functorch
import torch
import torch.autograd.forward_ad as forward_ad
import torch.nn.functional as functional

from timing import measure, report

LENGTH = 1000
LINKS = 77
OPERATIONS = 13


def add(start, x):
    y = start
    for _ in range(LENGTH):
        y = y + x
    return y


def mul(start, x):
    y = start
    for _ in range(LENGTH):
        y = y * x
    return y


def leaf(x):
    return x.clone().requires_grad_()


def chains(size):
    zero, one = torch.zeros(size), torch.ones(size)

    def note(name, body):
        measure(f"Chains.{name}:{size}", body, LENGTH)

    def forward():
        with torch.no_grad():
            return add(zero, zero)

    def recorded():
        x = leaf(zero)
        return add(x, x)

    def gradient(chain, start):
        x = leaf(start)
        chain(x, x).backward(one)
        return x.grad

    def constant():
        x = leaf(zero)
        add(x, one).backward(one)
        return x.grad

    def dual():
        with forward_ad.dual_level():
            x = forward_ad.make_dual(one, zero)
            return forward_ad.unpack_dual(mul(x, x)).tangent

    note("addForward", forward)
    note("addRecorded", recorded)
    note("addForwardBackward", lambda: gradient(add, zero))
    note("addConstantForwardBackward", constant)
    note("mulForwardBackward", lambda: gradient(mul, one))
    note("mulForwardMode", dual)
    note(
        "mulForwardMode functorch",
        lambda: functorch.jvp(lambda x: mul(x, x), (one,), (zero,)),
    )


def ramp(n):
    return 0.5 + 0.5 * torch.arange(n) / n


def mixed(vector, matrix, factor, single, row, column):
    v, m = vector, matrix
    for _ in range(LINKS):
        v = v + single
        m = m * row
        v = v.tanh()
        m = m + column
        v = v * factor
        m = functional.softplus(m)
        v = v.exp()
        m = m.maximum(row)
        v = v - 0.5
        m = m - m.mean(1, keepdim=True)
        v = -v
        m = m / column
    return v.sum() + m.sum()


def mixed_chain():
    operands = (
        ramp(10),
        ramp(12).reshape(3, 4),
        ramp(10),
        torch.tensor([0.1]),
        ramp(4),
        ramp(3).reshape(3, 1),
    )

    def forward():
        with torch.no_grad():
            return mixed(*operands)

    def gradient():
        leaves = [leaf(x) for x in operands]
        mixed(*leaves).backward()
        return leaves

    measure("MixedChain.forward", forward, LINKS * OPERATIONS)
    measure("MixedChain.forwardBackward", gradient, LINKS * OPERATIONS)


chains(1)
chains(32)
mixed_chain()
report()
