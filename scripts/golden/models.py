#!/usr/bin/env python3
"""Writes the golden values of the models' tests: python3 scripts/golden/models.py. Needs PyTorch and NumPy.

Each model of PyTorch's functional benchmark at its smallest size, in FLOAT64: parameters, data, loss and gradient.
"""
import math
import pathlib

import numpy as np
import torch
import torch.distributions as D
import torch.nn.functional as F
from torch import nn

HERE = pathlib.Path(__file__).resolve().parents[2] / "models/src/test/resources/dev/leibniz/models"


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


class Block(nn.Module):
    def __init__(self, n, m, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(n, m, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(m, track_running_stats=False)
        self.conv2 = nn.Conv2d(m, m, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(m, track_running_stats=False)
        self.downsample = nn.Sequential(nn.Conv2d(n, m, 1, stride, bias=False),
                                        nn.BatchNorm2d(m, track_running_stats=False)) if stride > 1 else None

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (y + (x if self.downsample is None else self.downsample(x))).relu()


class ResNet(nn.Module):
    def __init__(self, n, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(3, n, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(n, track_running_stats=False)
        for i in range(4):
            a, b = n * 2 ** max(i - 1, 0), n * 2 ** i
            self.add_module(f"layer{i + 1}", nn.Sequential(Block(a, b, 1 if i == 0 else 2), Block(b, b, 1)))
        self.fc = nn.Linear(8 * n, classes)

    def forward(self, x):
        x = F.max_pool2d(self.bn1(self.conv1(x)).relu(), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class WordTransformer(nn.Module):
    def __init__(self, tokens, width, heads, inside):
        super().__init__()
        self.transformer_encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(width, heads, inside), 2)
        self.encoder = nn.Embedding(tokens, width)
        self.decoder = nn.Linear(width, tokens)
        self.width = width

    def forward(self, src):
        steps = len(src)
        mask = torch.full((steps, steps), float("-inf")).triu(1).double()
        place = torch.arange(steps).double().unsqueeze(1)
        div = torch.exp(torch.arange(0, self.width, 2).double() * (-math.log(10000.0) / self.width))
        pe = torch.zeros(steps, self.width).double()
        pe[:, 0::2], pe[:, 1::2] = torch.sin(place * div), torch.cos(place * div)
        x = self.encoder(src) * math.sqrt(self.width) + pe.unsqueeze(1)
        return F.log_softmax(self.decoder(self.transformer_encoder(x, mask)), -1)


def wav2letter(n, wide, classes):
    convs = [nn.Conv1d(1, n, 250, 160, 45), nn.Conv1d(n, n, 48, 2, 23)]
    convs += [nn.Conv1d(n, n, 7, 1, 3) for _ in range(7)]
    convs += [nn.Conv1d(n, wide, 32, 1, 16), nn.Conv1d(wide, wide, 1), nn.Conv1d(wide, classes, 1)]
    return nn.ModuleDict({"acoustic_model": nn.Sequential(*[m for c in convs for m in (c, nn.ReLU())])})


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

    golden("attention", p, loss, query=q, key=k, mask=mask, bias=bias)


def regressions():
    x, y = torch.rand(10, 11).double(), torch.rand(10, 1).double()
    beta = leaf(torch.randn(11, 1))
    golden("simple", {"beta": beta}, lambda: D.Bernoulli(logits=x @ beta, validate_args=False).log_prob(y).sum()
           + D.Normal(0.0, 1.0).log_prob(beta).sum(), x=x, y=y)
    a, b, rate, m, s = (torch.rand(*d).double() for d in ((1, 1), (1, 1), (10, 1), (11, 1), (11, 1)))
    p = {"nu": leaf(torch.rand(1, 1) + 1), "log_sigma": leaf(torch.randn(10, 1)), "beta": leaf(torch.randn(11, 1))}

    def loss():
        nu, sigma, beta = p["nu"], p["log_sigma"].exp(), p["beta"]
        t = D.StudentT(nu, x @ beta, sigma).log_prob(y).sum()
        return ((t + D.Gamma(a, b).log_prob(nu)).sum()
                + (t + D.Exponential(rate).log_prob(sigma) + p["log_sigma"]).sum()
                + (t + D.Normal(m, s).log_prob(beta)).sum())

    golden("robust", p, loss, x=x, y=y, concentration=a, gamma_rate=b, rate=rate, mean=m, scale=s)


def main():
    torch.manual_seed(3)
    HERE.mkdir(parents=True, exist_ok=True)
    attention()
    regressions()
    m = ResNet(4, 10).double()
    x, labels = torch.rand(2, 3, 64, 64).double(), torch.randint(0, 10, (2,))
    golden("resnet", dict(m.named_parameters()), lambda: F.cross_entropy(m(x), labels), x=x, labels=labels)
    t = WordTransformer(11, 8, 2, 16).double().eval()
    text = torch.randint(0, 11, (4, 4))
    golden("transformer", dict(t.named_parameters()),
           lambda: F.nll_loss(t(text[:, :3]).reshape(-1, 11), text[:, 1:].reshape(-1)), text=text)
    w = wav2letter(6, 12, 28).double()
    wave, marks = torch.randn(2, 1, 700).double(), torch.randint(0, 28, (2, 3))
    golden("wav2letter", dict(w.named_parameters()),
           lambda: F.nll_loss(F.log_softmax(w["acoustic_model"](wave), 1), marks), x=wave, labels=marks)


if __name__ == "__main__":
    main()
