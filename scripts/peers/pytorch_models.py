#!/usr/bin/env python3
"""One workload and one task in PyTorch, for ./leibniz bench run --peer pytorch.

    pytorch_models.py WORKLOAD TASK SIZE THREADS SECONDS

Prints a JSON array: an object for each route, with "times" (nanoseconds per call, a sample each) or "failure".
Sizes, data and losses are those of leibniz-models and of the bench module; float32 throughout. Routes are
torch.autograd.functional, functorch (torch.func where there is no functorch) and backward(). Before timing, the
routes' results are compared with each other.
"""

import json
import math
import sys
import time

import processor

processor.use_all_of_it()
import networks as N
import torch
import torch.autograd.forward_ad as FA
import torch.autograd.functional as AF
import torch.distributions as D
import torch.nn.functional as F
from torch import nn

try:
    import functorch as FT
except ImportError:
    import torch.func as FT

SIZES = {"tiny": 0, "small": 1, "full": 2}


def of(size, *choices):
    return choices[SIZES[size]]


# ---------------------------------------------------------------- problems: parameters, and a loss of them


def functional(module, run):
    """A module's parameters, and a function of them, by names."""
    names = [n for n, _ in module.named_parameters()]
    parameters = [p.detach().clone() for _, p in module.named_parameters()]
    owners = []
    for name in names:
        *path, leaf = name.split(".")
        owner = module
        for part in path:
            owner = getattr(owner, part)
        owners.append((owner, leaf))
    for owner, leaf in owners:
        delattr(owner, leaf)

    def loss(*tensors):
        for (owner, leaf), t in zip(owners, tensors):
            setattr(owner, leaf, t)
        return run(module)

    return parameters, loss


def resnet18(size):
    n, pixels = of(size, 2, 8, 32), of(size, 64, 64, 224)
    x, labels = torch.rand(n, 3, pixels, pixels), torch.randint(0, 10, (n,))
    model = N.ResNet(of(size, 4, 16, 64), of(size, 10, 100, 1000))
    return functional(model, lambda m: F.cross_entropy(m(x), labels))


def wav2letter(size):
    x, labels = waves(size)
    return functional(acoustic_model(size), lambda m: F.nll_loss(F.log_softmax(m(x), 1), labels))


def waves(size):
    examples = of(size, 2, 10, 10)
    return torch.randn(examples, 1, 700), torch.randint(0, 28, (examples, 3))


def acoustic_model(size):
    return N.wav2letter(of(size, 6, 64, 250), of(size, 12, 512, 2000), 28)["acoustic_model"]


def word_transformer(size):
    rows, columns, tokens = of(size, 4, 32, 64), of(size, 3, 32, 128), of(size, 11, 50, 50)
    text = torch.randint(0, tokens, (rows, columns + 1))
    return N.WordTransformer(tokens, of(size, 8, 120, 720), of(size, 2, 4, 12), of(size, 16, 256, 2048)), text


def transformer(size):
    model, text = word_transformer(size)
    source, target = text[:, :-1], text[:, 1:].reshape(-1)
    return functional(model, lambda m: F.nll_loss(m(source).flatten(0, 1), target))


def attention_data():
    mask = F.pad(torch.randint(0, 2, (6, 10)) == 1, (0, 1))
    return torch.rand(6, 64, 10), torch.rand(10, 64, 10), mask, torch.rand(1, 1, 10)


def attention(query, key, mask, bias, wq, wk, wv, wo):
    batch = query.shape[1]
    bias = bias.expand(1, batch, 10)

    def heads(x):
        return x.reshape(len(x), 5 * batch, 2).transpose(0, 1)

    q = heads(F.linear(query, wq)) * math.sqrt(0.5)
    k = heads(torch.cat([F.linear(key, wk), bias]))
    v = heads(torch.cat([F.linear(key, wv), bias]))
    weights = torch.bmm(q, k.transpose(1, 2)).masked_fill(mask, -1e8).softmax(-1)
    joined = torch.bmm(weights, v).transpose(0, 1).reshape(6, batch, 10)
    return F.linear(joined, wo).sum() + weights.sum()


def multiheadattn(size):
    data = attention_data()
    return [torch.randn(10, 10) * 0.3 for _ in range(4)], lambda *w: attention(*data, *w)


def ppl_simple_reg(size):
    x, y = torch.rand(10, 11), torch.rand(10, 1)

    def score(beta):
        likelihood = D.Bernoulli(logits=x @ beta, validate_args=False).log_prob(y).sum()
        return likelihood + D.Normal(0.0, 1.0, validate_args=False).log_prob(beta).sum()

    return [torch.randn(11, 1)], score


def ppl_robust_reg(size):
    x, y = torch.rand(10, 11), torch.rand(10, 1)
    of_nu = D.Gamma(torch.rand(1, 1), torch.rand(1, 1), validate_args=False)
    of_sigma = D.Exponential(torch.rand(10, 1), validate_args=False)
    of_beta = D.Normal(torch.rand(11, 1), torch.rand(11, 1), validate_args=False)

    def likelihood(nu, mu, s):
        # As StudentT.log_prob, which builds a Chi2 that functorch cannot trace.
        z = (y - mu) / s
        norm = s.log() + 0.5 * nu.log() + 0.5 * math.log(math.pi)
        norm = norm + torch.lgamma(0.5 * nu) - torch.lgamma(0.5 * (nu + 1))
        return (-0.5 * (nu + 1) * torch.log1p(z**2 / nu) - norm).sum()

    def score(nu, log_sigma, beta):
        mu, s = x @ beta, log_sigma.exp()
        a = likelihood(nu, mu, s) + of_nu.log_prob(nu)
        b = likelihood(nu, mu, s) + of_sigma.log_prob(s) + log_sigma
        c = likelihood(nu, mu, s) + of_beta.log_prob(beta)
        return a.sum() + b.sum() + c.sum()

    return [torch.rand(1, 1) + 1, of_sigma.sample().log(), of_beta.sample()], score


def blocks(size):
    return of(size, (1, 1, 2, 2), (3, 4, 6, 3), (3, 4, 6, 3))


def fcn_resnet(size):
    n, pixels = of(size, 2, 4, 8), of(size, 32, 96, 480)
    x, target = torch.rand(n, 3, pixels, pixels), torch.rand(n, 21, pixels, pixels)
    return functional(N.Fcn(of(size, 2, 16, 64), blocks(size)), lambda m: F.mse_loss(m(x), target))


def detr(size):
    planes, width, heads = of(size, 2, 16, 64), of(size, 16, 64, 256), of(size, 2, 8, 8)
    layers, inside, queries = of(size, 2, 6, 6), of(size, 24, 256, 2048), of(size, 12, 100, 100)
    x = torch.rand(2, 3, of(size, 96, 256, 800), of(size, 128, 384, 1200))
    labels = [torch.randint(5, 10, (n,)) for n in torch.randint(5, 10, (2,)).tolist()]
    wanted = [N.boxes_in_pixels(len(l)) for l in labels]

    def loss(m):
        torch.manual_seed(1)  # the same masks of dropout in every call, so that it is a function
        return N.set_loss(*m(x), labels, wanted)

    return functional(N.Detr(planes, blocks(size), width, heads, layers, inside, queries, 0.1), loss)


def deepspeech(size):
    n, frequencies, times = of(size, 3, 10, 10), of(size, 9, 161, 161), of(size, 24, 120, 500)
    shortest, labels = of(size, 18, 100, 400), of(size, 3, 10, 10)
    x = torch.rand(n, 1, frequencies, times)
    lengths = shortest + torch.randint(0, of(size, 6, 20, 50), (n,))
    steps = torch.div(lengths - 1, 2, rounding_mode="floor") + 1
    targets, sizes = torch.zeros(n, labels).long(), torch.full((n,), labels)
    model = N.DeepSpeech(of(size, 3, 16, 32), of(size, 5, 128, 1024), of(size, 2, 5, 5), frequencies)
    return functional(model, lambda m: F.ctc_loss(m(x, steps), targets, steps, sizes))


def mlp(size):
    inputs, units, examples = of(size, 12, 256, 784), of(size, 16, 128, 512), of(size, 8, 64, 256)
    x, y = torch.rand(examples, inputs), torch.rand(examples, 10)
    model = nn.Sequential(nn.Linear(inputs, units), nn.Tanh(), nn.Linear(units, 10))
    return functional(model, lambda m: F.mse_loss(m(x), y))


def operation(name, size):
    """Those of dev.leibniz.bench.workload.Operation."""
    n, side = of(size, 1 << 10, 1 << 16, 1 << 20), of(size, 32, 256, 1024)
    v = lambda k: torch.rand(k) - 0.5
    m = lambda a, b: torch.rand(a, b) - 0.5

    def repeated(x):
        y = x
        for _ in range(100):
            y = y * x
        return y.sum()

    if name == "chain":
        return [v(1)], repeated
    if name == "arithmetic":
        c = v(n)
        return [v(n)], lambda x: (x * c + x).sum()
    if name == "elementwise":
        return [v(n)], lambda x: x.tanh().exp().sum()
    if name == "broadcasting":
        c = m(side, side)
        return [v(side)], lambda x: (c * x + x.unsqueeze(1)).sum()
    if name == "reduction":
        return [m(side, side)], lambda x: (x.var(0) + x.amax(1)).sum()
    if name == "softmax":
        c = m(side, side)
        return [m(side, side)], lambda x: (x.softmax(-1) * c).sum()
    if name == "matmul":
        c = m(side, side)
        return [m(side, side)], lambda x: (x @ c).sum()
    if name == "convolution":
        planes = of(size, 4, 16, 64)
        x = torch.rand(2, planes, 16, 16)
        conv = nn.Conv2d(planes, planes, 3, padding=1)
        return functional(conv, lambda c: F.max_pool2d(c(x), 2).sum())
    if name == "indexing":
        index = torch.randint(0, n, (n,))
        return [v(n)], lambda x: (x.index_select(0, index) * x).sum()
    if name == "shape":
        return [m(side, side)], lambda x: torch.cat([x.mT, x[: side // 2]]).reshape(-1, 2).square().sum()
    if name == "sorting":
        return [m(side, side)], lambda x: x.sort(-1).values.cumsum(-1).square().sum()
    if name == "linalg":
        k = of(size, 8, 64, 256)
        eye, b = torch.eye(k) * k, m(k, 4)
        return [m(k, k)], lambda x: torch.linalg.solve(x + eye, b).sum()
    raise SystemExit(f"no operation is called {name}")


MODELS = {
    f.__name__: f
    for f in (
        resnet18, fcn_resnet, detr, wav2letter, deepspeech, transformer, multiheadattn, ppl_simple_reg, ppl_robust_reg, mlp
    )
}

# ---------------------------------------------------------------- losses of one example: parameters, loss, data


def mlp_examples(size):
    inputs, units, examples = of(size, 12, 256, 784), of(size, 16, 128, 512), of(size, 8, 64, 256)
    model = nn.Sequential(nn.Linear(inputs, units), nn.Tanh(), nn.Linear(units, 10))
    return of_example(model, lambda m, x, y: F.mse_loss(m(x), y), torch.rand(examples, inputs), torch.rand(examples, 10))


def wav2letter_examples(size):
    def loss(m, x, labels):
        return F.nll_loss(F.log_softmax(m(x.unsqueeze(0)), 1), labels.unsqueeze(0))

    return of_example(acoustic_model(size), loss, *waves(size))


def transformer_examples(size):
    model, text = word_transformer(size)
    source, target = text[:, :-1], text[:, 1:]
    loss = lambda m, s, t: F.nll_loss(m(s.unsqueeze(1)).flatten(0, 1), t)
    return of_example(model, loss, source.T.contiguous(), target.T.contiguous())


def multiheadattn_examples(size):
    query, key, mask, bias = attention_data()
    weights = [torch.randn(10, 10) * 0.3 for _ in range(4)]

    def loss(*arguments):
        *w, q, k = arguments
        return attention(q.unsqueeze(1), k.unsqueeze(1), mask, bias, *w)

    return weights, loss, (query.transpose(0, 1).contiguous(), key.transpose(0, 1).contiguous())


def of_example(module, loss, *data):
    """A function of parameters and an example."""
    example = []
    parameters, f = functional(module, lambda m: loss(m, *example[-1]))

    def called(*arguments):
        example.append(arguments[len(parameters) :])
        try:
            return f(*arguments[: len(parameters)])
        finally:
            example.pop()

    return parameters, called, data


EXAMPLES = {
    "mlp": mlp_examples,
    "wav2letter": wav2letter_examples,
    "transformer": transformer_examples,
    "multiheadattn": multiheadattn_examples,
}

# ---------------------------------------------------------------- tasks: routes by name


def routes(task, point, loss):
    """From a route's name to a function of nothing. What a call gives is kept until the time has been taken."""
    point = tuple(point)
    v = tuple(torch.rand_like(p) for p in point)
    w = torch.tensor(0.75)
    all_arguments = tuple(range(len(point)))

    def leaves():
        return tuple(p.detach().requires_grad_() for p in point)

    def backward():
        tensors = leaves()
        loss(*tensors).backward()
        return [t.grad for t in tensors]

    def forward():
        with torch.no_grad():
            return loss(*point)

    def tangent():
        return FT.jvp(loss, point, v)

    def dual_tangent():
        with FA.dual_level():
            return FA.unpack_dual(loss(*map(FA.make_dual, point, v)))

    def dual_product():
        with FA.dual_level():
            tensors = tuple(FA.make_dual(p.detach().requires_grad_(), d) for p, d in zip(point, v))
            return [FA.unpack_dual(g).tangent for g in torch.autograd.grad(loss(*tensors), tensors)]

    def pulled():
        value, pull = FT.vjp(loss, *point)
        return value, pull(w)

    def product():
        return FT.jvp(FT.grad(loss, all_arguments), (*point,), (*v,))[1]

    def reverse_twice():
        _, pull = FT.vjp(FT.grad(loss, all_arguments), *point)
        return pull(v)

    ft = lambda f: lambda: f(*point)
    jacobians = {
        "torch.autograd.functional": lambda: AF.jacobian(loss, point),
        "functorch jacrev": ft(FT.jacrev(loss, all_arguments)),
    }
    forward_jacobian = {
        "torch.autograd.functional, forward": lambda: AF.jacobian(
            loss, point, vectorize=True, strategy="forward-mode"
        ),
        "functorch jacfwd": ft(FT.jacfwd(loss, all_arguments)),
    }
    hessian_fwdrev = {
        "torch.autograd.functional, forward": lambda: AF.hessian(
            loss, point, vectorize=True, outer_jacobian_strategy="forward-mode"
        ),
        "functorch jacfwd(jacrev)": ft(FT.jacfwd(FT.jacrev(loss, all_arguments), all_arguments)),
    }
    hessian_revrev = {
        "torch.autograd.functional, vectorized": lambda: AF.hessian(loss, point, vectorize=True),
        "functorch jacrev(jacrev)": ft(FT.jacrev(FT.jacrev(loss, all_arguments), all_arguments)),
    }
    return {
        "forward": {"torch": forward},
        "backward": {"backward()": backward},
        "vjp": {
            "torch.autograd.functional": lambda: AF.vjp(loss, point, w),
            "functorch": pulled,
        },
        "jvp": {
            "torch.autograd.functional": lambda: AF.jvp(loss, point, v),
            "functorch": tangent,
            "torch.autograd.forward_ad": dual_tangent,
        },
        "vhp": {"torch.autograd.functional": lambda: AF.vhp(loss, point, v), "functorch": reverse_twice},
        "hvp": {
            "torch.autograd.functional": lambda: AF.hvp(loss, point, v),
            "torch.autograd.functional vhp": lambda: AF.vhp(loss, point, v),
            "functorch": product,
            "torch.autograd.forward_ad": dual_product,
        },
        "jacobian": jacobians,
        "jacrev": jacobians,
        "jacfwd": forward_jacobian,
        "hessian": {
            "torch.autograd.functional": lambda: AF.hessian(loss, point),
            **hessian_fwdrev,
            **hessian_revrev,
        },
        "hessian-fwdrev": hessian_fwdrev,
        "hessian-revrev": hessian_revrev,
    }[task]


def routes_of_examples(point, loss, data):
    point = tuple(point)
    arguments = tuple(range(len(point)))
    axes = (None,) * len(point) + (0,) * len(data)

    def one_by_one():
        rows = []
        for example in zip(*data):
            tensors = tuple(p.detach().requires_grad_() for p in point)
            rows.append(torch.autograd.grad(loss(*tensors, *example), tensors))
        return tuple(torch.stack(r) for r in zip(*rows))

    together = FT.vmap(FT.grad(loss, arguments), axes)
    return {"functorch vmap(grad)": lambda: together(*point, *data), "a loop of torch.autograd.grad": one_by_one}


def flat(result):
    if isinstance(result, torch.Tensor):
        return [result.detach().reshape(-1)]
    return [t for r in result for t in flat(r)]


def agree(a, b, task):
    """Whether two routes gave the same; those of some tasks give the value as well."""
    a, b = torch.cat(flat(a)), torch.cat(flat(b))
    n = min(a.numel(), b.numel())
    a, b = a[a.numel() - n :].double(), b[b.numel() - n :].double()
    return (a - b).norm() <= 1e-3 * max(a.norm(), b.norm()) + 1e-6


# ---------------------------------------------------------------- time


def seconds_of(body, calls):
    start = time.perf_counter()
    for _ in range(calls):
        kept = body()
    del kept
    return time.perf_counter() - start


def measure(body, seconds):
    """Warm for as long as is measured (a fifth suffices when calls are long), then at least five samples."""
    calls, spent, per_call = 1, 0.0, 0.0
    while spent < min(seconds, 2.0):
        took = seconds_of(body, calls)
        spent, per_call = spent + took, took / calls
        calls = max(1, min(calls * 2, int(0.1 * seconds / max(per_call, 1e-9))))
    calls = max(1, math.ceil(seconds / 200 / per_call))
    times, start = [], time.perf_counter()
    while len(times) < 5 or time.perf_counter() - start < seconds:
        times.append(seconds_of(body, calls) * 1e9 / calls)
    return times


# A call that takes longer is not repeated.
LONGEST = 10


def all_routes(name, task, size):
    if task == "per-example-grad":
        return routes_of_examples(*EXAMPLES[name](size))
    return routes(task, *(operation(name[3:], size) if name.startswith("op-") else MODELS[name](size)))


def main():
    name, task, size, threads, seconds = sys.argv[1:]
    torch.set_num_threads(int(threads))
    torch.manual_seed(0)
    out, first = [], None
    for route, body in all_routes(name, task, size).items():
        start = time.perf_counter()
        try:
            result = body()
            took = time.perf_counter() - start
            if took > LONGEST:
                raise RuntimeError(f"one call took {took:.0f} s and was not repeated")
            if first is not None and not agree(first, result, task):
                raise RuntimeError("gives something else than the first route")
            first = result if first is None else first
            times = measure(body, float(seconds))
            out.append({"route": route, "times": times, "seconds": time.perf_counter() - start})
        except (RuntimeError, NotImplementedError, ValueError) as e:
            out.append({"route": route, "failure": str(e).strip().splitlines()[0][:200]})
    # A route that PyTorch cannot take is no failure of the peer as long as there is another.
    measured = [r for r in out if "times" in r]
    blas = "MKL" if torch.backends.mkl.is_available() else f"OpenBLAS for {processor.core().decode()}"
    print(json.dumps([{**r, "blas": f"{blas}, PyTorch {torch.__version__}"} for r in measured or out]))


main()
