#!/usr/bin/env python3
"""Writes the golden values of the models: python3 scripts/golden/models.py. Needs PyTorch, NumPy and SciPy.

Each model of PyTorch's functional benchmark at its smallest size, in FLOAT64: parameters, data, loss and gradient.
"""
import pathlib
import sys

import numpy as np
import torch
import torch.distributions as D
import torch.nn.functional as F

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts/peers"))
import networks as N

HERE = ROOT / "models/src/main/resources/dev/leibniz/models"


def golden(name, parameters, loss, **data):
    """Parameters by name; loss is a function of nothing that uses them."""
    value = loss()
    grads = torch.autograd.grad(value, list(parameters.values()))
    out = {"p." + n: p for n, p in parameters.items()}
    out.update({"g." + n: g for n, g in zip(parameters, grads)})
    out.update(data)
    out["loss"] = value
    np.savez_compressed(HERE / f"{name}.npz", **{k: v.detach().numpy() for k, v in out.items()})


def leaf(t):
    return t.double().requires_grad_()


def ctc_of_blanks(scores, steps, labels):
    """The loss where every label is the blank. PyTorch's own gradient takes the scores for logarithms of
    probabilities that add up to 1 and is not the derivative where they do not, so only its value is taken."""
    never = torch.tensor(-1e30).double()
    losses = []
    for n, length in enumerate(steps.tolist()):
        blank = scores[:, n, 0]
        alpha = [blank[0] if s < 2 else never for s in range(2 * labels + 1)]
        for t in range(1, length):
            alpha = [blank[t] + (alpha[s] if s == 0 else torch.logaddexp(alpha[s], alpha[s - 1]))
                     for s in range(len(alpha))]
        losses.append(-torch.logaddexp(alpha[-1], alpha[-2]) / labels)
    loss = torch.stack(losses).mean()
    targets = torch.zeros(len(steps), labels).long()
    theirs = F.ctc_loss(scores, targets, steps, torch.full_like(steps, labels))
    assert torch.allclose(loss, theirs, rtol=1e-12), (loss, theirs)
    return loss


def images():
    f = N.Fcn(2, (1, 1, 2, 2)).double()
    x, target = torch.rand(2, 3, 32, 32).double(), torch.rand(2, 21, 32, 32).half().double()
    golden("fcn_resnet", dict(f.named_parameters()), lambda: F.mse_loss(f(x), target), x=x, target=target)
    d = N.Detr(2, (1, 1, 2, 2), 16, 2, 2, 24, 12, 0).double()
    x = torch.rand(2, 3, 96, 128).half().double()
    labels = [torch.randint(5, 10, (n,)) for n in (5, 7)]
    wanted = [N.boxes_in_pixels(len(l)).double() for l in labels]
    golden("detr", dict(d.named_parameters()), lambda: N.set_loss(*d(x), labels, wanted), x=x,
           labels0=labels[0], labels1=labels[1], boxes0=wanted[0], boxes1=wanted[1])


def speech():
    m = N.DeepSpeech(3, 5, 2, 9).double()
    x, lengths = torch.rand(3, 1, 9, 24).double(), torch.tensor([19, 23, 20])
    steps = torch.div(lengths - 1, 2, rounding_mode="floor") + 1
    golden("deepspeech", dict(m.named_parameters()), lambda: ctc_of_blanks(m(x, steps), steps, 3), x=x, lengths=lengths)


def attention():
    p = {f"{n}.weight": leaf(torch.randn(10, 10)) for n in ("query", "key", "value", "output")}
    q, k = torch.rand(6, 64, 10).double(), torch.rand(10, 64, 10).double()
    mask, bias = torch.randint(0, 2, (6, 10)).bool(), torch.rand(1, 1, 10).double()

    def heads(x):
        return x.reshape(x.shape[0], 320, 2).transpose(0, 1)

    def loss():
        rows = bias.repeat(1, 64, 1)
        qs = heads(q @ p["query.weight"].t()) * 2 ** -0.5
        ks = heads(torch.cat([k @ p["key.weight"].t(), rows]))
        vs = heads(torch.cat([k @ p["value.weight"].t(), rows]))
        w = (qs @ ks.transpose(1, 2)).masked_fill(F.pad(mask, (0, 1)), -1e8).softmax(-1)
        out = (w @ vs).transpose(0, 1).reshape(6, 64, 10) @ p["output.weight"].t()
        return out.sum() + w.sum()

    golden("multiheadattn", p, loss, query=q, key=k, mask=mask, bias=bias)


def regressions():
    x, y = torch.rand(10, 11).double(), torch.rand(10, 1).double()
    beta = leaf(torch.randn(11, 1))
    golden("ppl_simple_reg", {"beta": beta}, lambda: D.Bernoulli(logits=x @ beta, validate_args=False).log_prob(y).sum()
           + D.Normal(0.0, 1.0).log_prob(beta).sum(), x=x, y=y)
    a, b, rate, m, s = (torch.rand(*d).double() for d in ((1, 1), (1, 1), (10, 1), (11, 1), (11, 1)))
    p = {"nu": leaf(torch.rand(1, 1) + 1), "log_sigma": leaf(torch.randn(10, 1)), "beta": leaf(torch.randn(11, 1))}

    def loss():
        nu, sigma, beta = p["nu"], p["log_sigma"].exp(), p["beta"]
        t = D.StudentT(nu, x @ beta, sigma).log_prob(y).sum()
        return ((t + D.Gamma(a, b).log_prob(nu)).sum()
                + (t + D.Exponential(rate).log_prob(sigma) + p["log_sigma"]).sum()
                + (t + D.Normal(m, s).log_prob(beta)).sum())

    golden("ppl_robust_reg", p, loss, x=x, y=y, concentration=a, gamma_rate=b, rate=rate, mean=m, scale=s)


def main():
    torch.manual_seed(3)
    HERE.mkdir(parents=True, exist_ok=True)
    attention()
    regressions()
    m = N.ResNet(4, 10).double()
    x, labels = torch.rand(2, 3, 64, 64).double(), torch.randint(0, 10, (2,))
    golden("resnet18", dict(m.named_parameters()), lambda: F.cross_entropy(m(x), labels), x=x, labels=labels)
    t = N.WordTransformer(11, 8, 2, 16).double().eval()
    text = torch.randint(0, 11, (4, 4))
    golden("transformer", dict(t.named_parameters()),
           lambda: F.nll_loss(t(text[:, :3]).reshape(-1, 11), text[:, 1:].reshape(-1)), text=text)
    w = N.wav2letter(6, 12, 28).double()
    wave, marks = torch.randn(2, 1, 700).double(), torch.randint(0, 28, (2, 3))
    golden("wav2letter", dict(w.named_parameters()),
           lambda: F.nll_loss(F.log_softmax(w["acoustic_model"](wave), 1), marks), x=wave, labels=marks)
    images()
    speech()


if __name__ == "__main__":
    main()
