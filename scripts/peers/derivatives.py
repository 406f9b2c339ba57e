"""The work of Derivatives and DerivativeMatrices in microbench/, by every route that PyTorch has. A name's second word is
the route; the driver takes the quickest."""

import math

import functorch
import torch
import torch.autograd.functional as autograd
import torch.nn.functional as functional
from torch.distributions import (
    Bernoulli,
    Distribution,
    Exponential,
    Gamma,
    Normal,
    StudentT,
)

from timing import measure, report

# Their checks read numbers, which vmap cannot; without them every route is quicker.
Distribution.set_default_validate_args(False)

torch.manual_seed(0)
HALF_LOG_TWO_PI = 0.5 * math.log(2 * math.pi)


def leaf(x):
    return x.clone().requires_grad_()


def of_sine():
    x, one = torch.tensor(0.5), torch.tensor(1.0)
    slope = functorch.grad(torch.sin)

    def gradient():
        t = leaf(x)
        return torch.autograd.grad(t.sin(), t)

    def second():
        t = leaf(x)
        (g,) = torch.autograd.grad(t.sin(), t, create_graph=True)
        return torch.autograd.grad(g, t)

    measure("Derivatives.gradOfSin", gradient)
    measure("Derivatives.gradOfSin functorch", lambda: slope(x))
    measure("Derivatives.jvpOfGradOfSin twice backward", second)
    measure(
        "Derivatives.jvpOfGradOfSin functorch",
        lambda: functorch.jvp(slope, (x,), (one,)),
    )


def flat(tree):
    if isinstance(tree, torch.Tensor):
        return [tree]
    return [t for part in tree for t in flat(part)]


def measure_routes(name, routes):
    """Each of those that work, after a look at whether all give the same."""
    expected = None
    for route, body in routes.items():
        try:
            found = flat(body())
        except (RuntimeError, NotImplementedError):
            continue  # no batching rule, or no forward-mode derivative, of some operation
        if expected is None:
            expected = found
        for a, b in zip(found, expected):
            assert torch.allclose(a, b, rtol=1e-3, atol=1e-3), (name, route)
        measure(f"DerivativeMatrices.{name} {route}", body)


def hessians(form, f, *point):
    """The routes to a Hessian by all arguments."""
    all_of_them = tuple(range(len(point)))

    def rev(g):
        return functorch.jacrev(g, argnums=all_of_them)

    def fwd(g):
        return functorch.jacfwd(g, argnums=all_of_them)

    def grad(g):
        return functorch.grad(g, argnums=all_of_them)

    routes = {
        "looped": lambda: autograd.hessian(f, point),
        "vectorized": lambda: autograd.hessian(f, point, vectorize=True),
        "vectorized-forward": lambda: autograd.hessian(
            f, point, vectorize=True, outer_jacobian_strategy="forward-mode"
        ),
        "hessian": lambda: functorch.hessian(f, argnums=all_of_them)(*point),
        "jacrev-jacrev": lambda: rev(rev(f))(*point),
        "jacfwd-grad": lambda: fwd(grad(f))(*point),
        "jacrev-grad": lambda: rev(grad(f))(*point),
    }
    return {f"{form}-{route}": body for route, body in routes.items()}


def rosenbrock():
    def f(x):
        return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()

    def narrowed(x):
        left, right = x.narrow(0, 0, 99), x.narrow(0, 1, 99)
        return ((right - left.square()).square() * 100 + (1 - left).square()).sum()

    x = torch.rand(100)
    measure_routes(
        "rosenbrockHessian", hessians("powers", f, x) | hessians("narrowed", narrowed, x)
    )


def simple_regression():
    x, y, beta = torch.rand(10, 11), torch.rand(10, 1), torch.randn(11, 1)

    def distributions(b):
        likelihood = Bernoulli(logits=x.mm(b)).log_prob(y).sum()
        return likelihood + Normal(0.0, 1.0).log_prob(b).sum()

    def plain(b):
        likelihood = -functional.binary_cross_entropy_with_logits(
            x.mm(b), y, reduction="sum"
        )
        return likelihood + (b.square() * -0.5 - HALF_LOG_TWO_PI).sum()

    def softplus(b):
        logits = x.mm(b)
        likelihood = (y * logits - functional.softplus(logits)).sum()
        return likelihood + (b.square() * -0.5 - HALF_LOG_TWO_PI).sum()

    measure_routes(
        "simpleRegressionHessian",
        hessians("distributions", distributions, beta)
        | hessians("plain", plain, beta)
        | hessians("softplus", softplus, beta),
    )


def robust_regression():
    x, y = torch.rand(10, 11), torch.rand(10, 1)
    prior_nu = Gamma(torch.rand(1, 1), torch.rand(1, 1))
    prior_sigma = Exponential(torch.rand(10, 1))
    prior_beta = Normal(torch.rand(11, 1), torch.rand(11, 1))
    nu = 1 + torch.rand(1, 1)
    log_sigma, beta = prior_sigma.sample().log(), prior_beta.sample()

    def score(likelihood, nu, log_sigma, beta):
        mu, sigma = x.mm(beta), log_sigma.exp()
        of_nu = likelihood(nu, mu, sigma) + prior_nu.log_prob(nu)
        of_sigma = likelihood(nu, mu, sigma) + prior_sigma.log_prob(sigma) + log_sigma
        of_beta = likelihood(nu, mu, sigma) + prior_beta.log_prob(beta)
        return of_nu.sum() + of_sigma.sum() + of_beta.sum()

    def plain_student(nu, mu, sigma):
        half = (nu + 1) * 0.5
        density = -half * torch.log1p(((y - mu) / sigma).square() / nu)
        norm = sigma.log() + 0.5 * nu.log() + 0.5 * math.log(math.pi)
        norm = norm + torch.lgamma(nu * 0.5) - torch.lgamma(half)
        return (density - norm).sum()

    def distributions(*point):
        return score(lambda n, m, s: StudentT(n, m, s).log_prob(y).sum(), *point)

    def plain(*point):
        return score(plain_student, *point)

    measure_routes(
        "robustRegressionHessian",
        hessians("distributions", distributions, nu, log_sigma, beta)
        | hessians("plain", plain, nu, log_sigma, beta),
    )


def tall_jacobian():
    w, x = torch.rand(2048, 32), torch.rand(32)

    def f(v):
        return w.mv(v).tanh()

    measure_routes(
        "tallJacobian",
        {
            "looped": lambda: autograd.jacobian(f, x),
            "vectorized": lambda: autograd.jacobian(f, x, vectorize=True),
            "vectorized-forward": lambda: autograd.jacobian(
                f, x, vectorize=True, strategy="forward-mode"
            ),
            "jacrev": lambda: functorch.jacrev(f)(x),
            "jacfwd": lambda: functorch.jacfwd(f)(x),
        },
    )


def batched_jacobians():
    w, xs = torch.rand(10, 32), torch.rand(64, 32)

    def f(v):
        return w.mv(v).tanh()

    def looped():
        return torch.stack([autograd.jacobian(f, x) for x in xs])

    def by_rows():
        t = leaf(xs)
        ys = t.mm(w.t()).tanh()
        rows = [
            torch.autograd.grad(ys[:, i].sum(), t, retain_graph=True)[0]
            for i in range(10)
        ]
        return torch.stack(rows, 1)

    measure_routes(
        "batchedJacobians",
        {
            "looped": looped,
            "rows": by_rows,
            "vmap-jacrev": lambda: functorch.vmap(functorch.jacrev(f))(xs),
            "vmap-jacfwd": lambda: functorch.vmap(functorch.jacfwd(f))(xs),
        },
    )


of_sine()
rosenbrock()
simple_regression()
robust_regression()
tall_jacobian()
batched_jacobians()
report()
