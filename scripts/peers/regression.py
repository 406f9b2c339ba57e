"""The work of Regression in microbench/, by every route that PyTorch has, in the form of its own benchmark and in
plain operations. A name's second word is the route; the driver takes the quickest."""

import math

import functorch
import torch
import torch.autograd.functional as autograd
import torch.nn.functional as functional
from torch.distributions import Bernoulli, Normal

from timing import measure, report

PARAMETERS = 11
HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)


def numbers(n, step):
    return torch.arange(n) * step % 1


inputs = numbers(10 * PARAMETERS, 0.37).reshape(10, PARAMETERS)
targets = numbers(10, 0.61).reshape(10, 1)
beta = numbers(PARAMETERS, 0.83).reshape(PARAMETERS, 1)
unit = torch.zeros(PARAMETERS, 1)
unit[0] = 1


def plain(b):
    likelihood = -functional.binary_cross_entropy_with_logits(
        inputs.mm(b), targets, reduction="sum"
    )
    return likelihood + (b.square() * -0.5 - HALF_LOG_TWO_PI).sum()


def softplus(b):
    logits = inputs.mm(b)
    likelihood = (targets * logits - functional.softplus(logits)).sum()
    return likelihood + (b.square() * -0.5 - HALF_LOG_TWO_PI).sum()


def distributions(b):
    likelihood = Bernoulli(logits=inputs.mm(b), validate_args=False).log_prob(targets)
    return likelihood.sum() + Normal(0.0, 1.0, validate_args=False).log_prob(b).sum()


def unrecorded(f):
    with torch.no_grad():
        return f(beta)


def gradient(f):
    b = beta.clone().requires_grad_()
    return torch.autograd.grad(f(b), b)


HESSIANS = {
    "looped": lambda f: autograd.hessian(f, beta),
    "vectorized": lambda f: autograd.hessian(f, beta, vectorize=True),
    "vectorized-forward": lambda f: autograd.hessian(
        f, beta, vectorize=True, outer_jacobian_strategy="forward-mode"
    ),
    "functorch-hessian": lambda f: functorch.hessian(f)(beta),
    "jacrev-jacrev": lambda f: functorch.jacrev(functorch.jacrev(f))(beta),
    "jacfwd-jacfwd": lambda f: functorch.jacfwd(functorch.jacfwd(f))(beta),
    "jacrev-jacfwd": lambda f: functorch.jacrev(functorch.jacfwd(f))(beta),
    "jacfwd-grad": lambda f: functorch.jacfwd(functorch.grad(f))(beta),
    "jacrev-grad": lambda f: functorch.jacrev(functorch.grad(f))(beta),
}

PRODUCTS = {
    "vhp": lambda f: autograd.vhp(f, beta, unit),
    "jvp-grad": lambda f: functorch.jvp(functorch.grad(f), (beta,), (unit,)),
}

expected = autograd.hessian(distributions, beta)
for form in (plain, softplus, distributions):
    measure(f"Regression.forward {form.__name__}", lambda: unrecorded(form))
    measure(f"Regression.gradient {form.__name__}", lambda: gradient(form))
    measure(
        f"Regression.gradient {form.__name__}-functorch",
        lambda: functorch.grad(form)(beta),
    )
    for route, hessian in HESSIANS.items():
        try:
            found = hessian(form)
        except (RuntimeError, NotImplementedError):
            continue  # no forward-mode derivative of some operation
        assert torch.allclose(found, expected, atol=1e-5), (route, form)
        measure(f"Regression.hessian {form.__name__}-{route}", lambda: hessian(form))
    for route, product in PRODUCTS.items():
        measure(f"Regression.hessianProduct {form.__name__}-{route}", lambda: product(form))
report()
