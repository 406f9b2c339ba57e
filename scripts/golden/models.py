#!/usr/bin/env python3
"""Writes the golden values of the models' tests: python3 scripts/golden/models.py. Needs PyTorch, NumPy and SciPy.

Each model of PyTorch's functional benchmark at its smallest size, in FLOAT64: parameters, data, loss and gradient.
"""
import math
import pathlib

import numpy as np
import torch
import torch.distributions as D
import torch.nn.functional as F
from scipy.optimize import linear_sum_assignment
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


class Bottleneck(nn.Module):
    def __init__(self, n, planes, stride, dilation, first):
        super().__init__()
        self.conv1 = nn.Conv2d(n, planes, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes, track_running_stats=False)
        self.conv2 = nn.Conv2d(planes, planes, 3, stride, dilation, dilation, bias=False)
        self.bn2 = nn.BatchNorm2d(planes, track_running_stats=False)
        self.conv3 = nn.Conv2d(planes, 4 * planes, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * planes, track_running_stats=False)
        self.downsample = nn.Sequential(nn.Conv2d(n, 4 * planes, 1, stride, bias=False),
                                        nn.BatchNorm2d(4 * planes, track_running_stats=False)) if first else None

    def forward(self, x):
        y = self.bn1(self.conv1(x)).relu()
        y = self.bn3(self.conv3(self.bn2(self.conv2(y)).relu()))
        return (y + (x if self.downsample is None else self.downsample(x))).relu()


class Backbone(nn.Module):
    """blocks, stride, dilation of the first block and of the others, by stage"""
    def __init__(self, n, stages):
        super().__init__()
        self.conv1 = nn.Conv2d(3, n, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(n, track_running_stats=False)
        came = n
        for i, (blocks, stride, first, dilation) in enumerate(stages):
            planes = n * 2 ** i
            all = [Bottleneck(came, planes, stride, first, True)]
            came = 4 * planes
            all += [Bottleneck(came, planes, 1, dilation, False) for _ in range(blocks - 1)]
            self.add_module(f"layer{i + 1}", nn.Sequential(*all))

    def forward(self, x):
        x = F.max_pool2d(self.bn1(self.conv1(x)).relu(), 3, 2, 1)
        return self.layer4(self.layer3(self.layer2(self.layer1(x))))


class Fcn(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.backbone = Backbone(n, [(1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 2), (2, 1, 2, 4)])
        self.classifier = nn.Sequential(nn.Conv2d(32 * n, 8 * n, 3, 1, 1, bias=False),
                                        nn.BatchNorm2d(8 * n, track_running_stats=False), nn.ReLU(),
                                        nn.Dropout(0), nn.Conv2d(8 * n, 21, 1))

    def forward(self, x):
        return F.interpolate(self.classifier(self.backbone(x)), x.shape[2:], mode="bilinear", align_corners=False)


class Detr(nn.Module):
    def __init__(self, n, width, heads, layers, inside, queries):
        super().__init__()
        self.query_pos = nn.Parameter(torch.rand(queries, width))
        self.row_embed = nn.Parameter(torch.rand(50, width // 2))
        self.col_embed = nn.Parameter(torch.rand(50, width // 2))
        self.backbone = Backbone(n, [(1, 1, 1, 1), (1, 2, 1, 1), (2, 2, 1, 1), (2, 2, 1, 1)])
        self.conv = nn.Conv2d(32 * n, width, 1)
        self.transformer = nn.Transformer(width, heads, layers, layers, inside, dropout=0)
        self.linear_class = nn.Linear(width, 92)
        self.linear_bbox = nn.Linear(width, 4)

    def forward(self, x):
        h = self.conv(self.backbone(x))
        a, b = h.shape[2:]
        places = torch.cat([self.col_embed[:b].unsqueeze(0).repeat(a, 1, 1),
                            self.row_embed[:a].unsqueeze(1).repeat(1, b, 1)], -1).flatten(0, 1).unsqueeze(1)
        target = self.query_pos.unsqueeze(1).repeat(1, len(x), 1)
        y = self.transformer(places + 0.1 * h.flatten(2).permute(2, 0, 1), target).transpose(0, 1)
        return self.linear_class(y), self.linear_bbox(y).sigmoid()


def corners(b):
    return torch.cat([b[:, :2] - b[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2], 1)


def generalised_overlap(a, b):
    def area(lo, hi):
        return (hi - lo).clamp(min=0).prod(-1)
    a, b = a[:, None], b[None]
    common = area(torch.maximum(a[..., :2], b[..., :2]), torch.minimum(a[..., 2:], b[..., 2:]))
    union = area(a[..., :2], a[..., 2:]) + area(b[..., :2], b[..., 2:]) - common
    hull = area(torch.minimum(a[..., :2], b[..., :2]), torch.maximum(a[..., 2:], b[..., 2:]))
    return common / union - (hull - union) / hull


def set_loss(logits, boxes, labels, wanted):
    classes = torch.full(logits.shape[:2], 91)
    source = []
    for i, (l, w) in enumerate(zip(labels, wanted)):
        with torch.no_grad():
            cost = (5 * torch.cdist(boxes[i], w, p=1) - logits[i].softmax(-1)[:, l]
                    - 2 * generalised_overlap(corners(boxes[i]), corners(w)))
            queries, which = map(torch.as_tensor, linear_sum_assignment(cost.numpy()))
        order = which.argsort()
        classes[i, queries[order]] = l
        source.append(boxes[i][queries[order]])
    source, wanted = torch.cat(source), torch.cat(wanted)
    weight = torch.ones(92).double()
    weight[91] = 0.1
    overlap = generalised_overlap(corners(source), corners(wanted)).diag()
    return (F.cross_entropy(logits.transpose(1, 2), classes, weight)
            + 5 * (source - wanted).abs().sum() / len(wanted) + 2 * (1 - overlap).sum() / len(wanted))


class SequenceWise(nn.Module):
    def __init__(self, module):
        super().__init__()
        self.module = module

    def forward(self, x):
        return self.module(x.reshape(-1, x.shape[2])).view(x.shape[0], x.shape[1], -1)


class BatchRnn(nn.Module):
    def __init__(self, inputs, hidden, norm):
        super().__init__()
        if norm:
            self.batch_norm = SequenceWise(nn.BatchNorm1d(inputs, track_running_stats=False))
        self.rnn = nn.LSTM(inputs, hidden, bidirectional=True)

    def forward(self, x, steps):
        x = self.batch_norm(x) if hasattr(self, "batch_norm") else x
        packed = nn.utils.rnn.pack_padded_sequence(x, steps, enforce_sorted=False)
        x, _ = nn.utils.rnn.pad_packed_sequence(self.rnn(packed)[0])
        return x.view(x.shape[0], x.shape[1], 2, -1).sum(2)


class DeepSpeech(nn.Module):
    def __init__(self, n, hidden, layers, frequencies):
        super().__init__()
        self.conv = nn.Module()
        self.conv.seq_module = nn.Sequential(
            nn.Conv2d(1, n, (41, 11), 2, (20, 5)), nn.BatchNorm2d(n, track_running_stats=False), nn.Hardtanh(0, 20),
            nn.Conv2d(n, n, (21, 11), (2, 1), (10, 5)), nn.BatchNorm2d(n, track_running_stats=False), nn.Hardtanh(0, 20))
        inputs = n * ((((frequencies - 1) // 2 + 1) - 1) // 2 + 1)
        self.rnns = nn.Sequential(*[BatchRnn(hidden if i else inputs, hidden, i > 0) for i in range(layers)])
        self.fc = nn.Sequential(SequenceWise(nn.Sequential(
            nn.BatchNorm1d(hidden, track_running_stats=False), nn.Linear(hidden, 10, bias=False))))

    def forward(self, x, steps):
        for m in self.conv.seq_module:
            x = m(x)
            x = x.masked_fill((torch.arange(x.shape[3]) >= steps[:, None])[:, None, None], 0)
        x = x.flatten(1, 2).permute(2, 0, 1)
        for rnn in self.rnns:
            x = rnn(x, steps)
        return self.fc(x)


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
    f = Fcn(2).double()
    x, target = torch.rand(2, 3, 32, 32).double(), torch.rand(2, 21, 32, 32).half().double()
    golden("fcn", dict(f.named_parameters()), lambda: F.mse_loss(f(x), target), x=x, target=target)
    d = Detr(2, 16, 2, 2, 24, 12).double()
    x = torch.rand(2, 3, 96, 128).half().double()
    labels = [torch.randint(5, 10, (n,)) for n in (5, 7)]
    drawn = [torch.randint(100, 800, (len(l), 4)).double() for l in labels]
    wanted = [torch.cat([torch.minimum(w[:, :2], w[:, 2:]), torch.maximum(w[:, :2], w[:, 2:])], 1) for w in drawn]
    golden("detr", dict(d.named_parameters()), lambda: set_loss(*d(x), labels, wanted), x=x,
           labels0=labels[0], labels1=labels[1], boxes0=wanted[0], boxes1=wanted[1])


def speech():
    m = DeepSpeech(3, 5, 2, 9).double()
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
    images()
    speech()


if __name__ == "__main__":
    main()
