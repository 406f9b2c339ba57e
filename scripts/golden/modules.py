#!/usr/bin/env python3
"""Writes the golden values of the modules' tests: python3 scripts/golden/modules.py. Needs PyTorch and NumPy.

Each module gives one .npz file: its state, its inputs, its outputs, and of the loss sum(c * y * y) the gradient
with respect to every parameter and one product of the Hessian with a vector. All numbers are of FLOAT64.
The printed forms of the modules go into one text file.
"""
import pathlib

import numpy as np
import torch
from torch import nn

HERE = pathlib.Path(__file__).resolve().parents[2] / "core/src/test/resources/dev/leibniz/nn"
PRINTED = []


def randomised(module):
    """The module in float64, with no parameter or statistic left at 0 or 1."""
    module = module.double()
    with torch.no_grad():
        for name, p in list(module.named_parameters()) + list(module.named_buffers()):
            if p.is_floating_point():
                if name.endswith("running_var"):
                    p.copy_(torch.rand_like(p) + 0.5)
                else:
                    p.add_(0.3 * torch.randn_like(p))
    return module


def flat(y):
    if isinstance(y, torch.Tensor):
        return [y]
    return [t for part in y for t in flat(part)]


def golden(name, module, inputs, call=None, train=False):
    module = randomised(module)
    module.train(train)
    call = call or (lambda m, *xs: m(*xs))
    out = {"state." + n: t.detach().clone() for n, t in module.state_dict().items()}
    for i, x in enumerate(inputs):
        out[f"x{i}"] = x
    named = list(module.named_parameters())
    params = [p for _, p in named]
    ys = flat(call(module, *inputs))
    cs = [torch.randn_like(y) for y in ys]
    loss = sum((c * y * y).sum() for c, y in zip(cs, ys))
    for i, (y, c) in enumerate(zip(ys, cs)):
        out[f"y{i}"], out[f"c{i}"] = y, c
    grads = torch.autograd.grad(loss, params, create_graph=True)
    vs = [torch.randn_like(p) for p in params]
    hvp = torch.autograd.grad(sum((g * v).sum() for g, v in zip(grads, vs)), params, allow_unused=True)
    for (n, p), g, v, h in zip(named, grads, vs, hvp):
        out["grad." + n], out["v." + n] = g, v
        out["hvp." + n] = torch.zeros_like(p) if h is None else h
    if train:
        out.update({"after." + n: t for n, t in module.state_dict().items()})
    np.savez_compressed(HERE / f"{name}.npz", **{k: v.detach().numpy() for k, v in out.items()})
    PRINTED.append(f"# {name}\n{module!r}\n")


def rand(*shape):
    return torch.randn(*shape, dtype=torch.float64)


def attention():
    causal = torch.ones(3, 3).triu(1).bool()
    padding = torch.tensor([[False, False, False, True], [False, False, False, False]])
    heads = dict(average_attn_weights=False)
    x, memory = rand(3, 2, 4), rand(4, 2, 4)
    golden("attention-self", nn.MultiheadAttention(4, 2), [x],
           lambda m, x: m(x, x, x, attn_mask=causal, **heads))
    golden("attention-cross", nn.MultiheadAttention(4, 2, bias=False, batch_first=True),
           [x.transpose(0, 1).contiguous(), memory.transpose(0, 1).contiguous(), rand(2, 4, 4)],
           lambda m, q, k, v: m(q, k, v, attn_mask=rand_like_fixed(3, 4), key_padding_mask=padding, **heads))
    golden("encoder-layer", nn.TransformerEncoderLayer(4, 2, 5, dropout=0.0), [x], lambda m, x: m(x, causal), train=True)
    golden("encoder-layer-before", nn.TransformerEncoderLayer(4, 2, 5, dropout=0.0, activation="gelu", norm_first=True,
           batch_first=True), [x], train=True)
    golden("decoder-layer-before", nn.TransformerDecoderLayer(4, 2, 5, dropout=0.0, norm_first=True), [x, memory],
           train=True)
    golden("transformer", nn.Transformer(4, 2, 2, 1, 5, dropout=0.0), [memory, x],
           lambda m, s, t: m(s, t, tgt_mask=causal, src_key_padding_mask=padding, memory_key_padding_mask=padding),
           train=True)


def rand_like_fixed(*shape):
    return torch.linspace(-1, 1, shape[0] * shape[1], dtype=torch.float64).reshape(shape)


def packed(m, x, *state):
    lengths = torch.tensor([2, 4, 3])
    p = nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=m.batch_first, enforce_sorted=False)
    y, last = m(p, state if len(state) > 1 else state[0]) if state else m(p)
    return [nn.utils.rnn.pad_packed_sequence(y, batch_first=m.batch_first)[0], last]


def recurrent():
    x = rand(4, 3, 2)
    golden("lstm", nn.LSTM(2, 3), [x])
    golden("lstm-packed", nn.LSTM(2, 3, 2, bidirectional=True), [x, rand(4, 3, 3), rand(4, 3, 3)], packed)
    golden("lstm-batch-first", nn.LSTM(2, 2, bias=False, batch_first=True), [x])
    golden("gru", nn.GRU(2, 3, 2, bidirectional=True), [x, rand(4, 3, 3)])
    golden("gru-packed", nn.GRU(2, 3), [x], packed)
    golden("rnn", nn.RNN(2, 3, 2), [x])
    golden("rnn-relu", nn.RNN(2, 3, nonlinearity="relu"), [rand(4, 2), rand(1, 3)])


def singly():
    """One layer at a time, behind a linear layer or a convolution, so that there are parameters."""
    for name, layer in {
        "relu": nn.ReLU(), "tanh": nn.Tanh(), "sigmoid": nn.Sigmoid(), "gelu": nn.GELU(),
        "gelu-tanh": nn.GELU(approximate="tanh"), "silu": nn.SiLU(), "elu": nn.ELU(alpha=0.7),
        "leaky-relu": nn.LeakyReLU(0.2), "hardtanh": nn.Hardtanh(-0.5, 0.8), "softplus": nn.Softplus(beta=2, threshold=3),
        "softmax": nn.Softmax(dim=-1), "log-softmax": nn.LogSoftmax(dim=0),
    }.items():
        golden(name, nn.Sequential(nn.Linear(3, 4), layer), [rand(5, 3)])
    for name, layer in {
        "max-pool2d": nn.MaxPool2d(kernel_size=(3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2)),
        "avg-pool2d": nn.AvgPool2d(kernel_size=(3, 2), stride=(2, 1), padding=(1, 0)),
        "adaptive-avg-pool2d": nn.AdaptiveAvgPool2d(output_size=(3, 2)),
        "upsample-nearest": nn.Upsample(scale_factor=2.0, mode="nearest"),
        "upsample-bilinear": nn.Upsample(scale_factor=2.0, mode="bilinear"),
        "upsample-corners": nn.Upsample(scale_factor=2.0, mode="bilinear", align_corners=True),
        "flatten": nn.Flatten(),
    }.items():
        golden(name, nn.Sequential(nn.Conv2d(2, 3, 2), layer), [rand(2, 2, 8, 7)])
    golden("decoder-layer", nn.TransformerDecoderLayer(4, 2, 5, dropout=0.0), [rand(3, 2, 4), rand(4, 2, 4)], train=True)
    x = rand(4, 3, 2)
    golden("lstm-bidirectional", nn.LSTM(2, 3, 2, bidirectional=True), [x])
    golden("rnn-packed", nn.RNN(2, 3, 2, bidirectional=True), [x, rand(4, 3, 3)], packed)
    golden("gru-packed-deep", nn.GRU(2, 3, 2, bidirectional=True), [x, rand(4, 3, 3)], packed)


def padded():
    """Convolutions with all that their padding may be, and layers that came late."""
    for mode in ("zeros", "reflect", "replicate", "circular"):
        golden(f"conv1d-{mode}", nn.Conv1d(2, 3, 3, stride=2, padding=2, padding_mode=mode), [rand(2, 2, 6)])
        golden(f"conv2d-{mode}", nn.Conv2d(2, 4, (3, 2), padding=(2, 1), dilation=(2, 1), groups=2, bias=False,
               padding_mode=mode), [rand(2, 2, 5, 4)])
        golden(f"conv1d-same-{mode}", nn.Conv1d(2, 3, 4, padding="same", padding_mode=mode), [rand(1, 2, 5)])
        golden(f"conv2d-same-{mode}", nn.Conv2d(2, 3, (3, 2), padding="same", dilation=(2, 3), padding_mode=mode),
               [rand(2, 2, 6, 5)])
    for name, layer in {
        "identity": nn.Identity(), "dropout": nn.Dropout(0.3),
        "upsample-nearest-exact": nn.Upsample(scale_factor=1.5, mode="nearest-exact"),
        "upsample-bicubic": nn.Upsample(scale_factor=1.5, mode="bicubic"),
        "upsample-bicubic-corners": nn.Upsample(scale_factor=2.0, mode="bicubic", align_corners=True),
        "upsample-area": nn.Upsample(scale_factor=0.6, mode="area"),
    }.items():
        golden(name, nn.Sequential(nn.Conv2d(1, 2, 2), layer), [rand(2, 1, 6, 5)])
    for mode in ("linear", "nearest"):
        golden(f"upsample1d-{mode}", nn.Sequential(nn.Conv1d(1, 2, 2), nn.Upsample(scale_factor=2.5, mode=mode)),
               [rand(2, 1, 6)])
    # far enough out that some elements lie beyond the threshold
    golden("softplus-beyond", nn.Sequential(nn.Linear(3, 4), nn.Softplus(beta=2, threshold=3)), [3 * rand(5, 3)])


def main():
    torch.manual_seed(0)
    HERE.mkdir(parents=True, exist_ok=True)
    golden("linear", nn.Linear(3, 4), [rand(2, 5, 3)])
    golden("linear-without-bias", nn.Linear(3, 2, bias=False), [rand(3)])
    golden("conv1d", nn.Conv1d(4, 6, 3, stride=2, padding=1, groups=2), [rand(2, 4, 9)])
    golden("conv2d", nn.Conv2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2), bias=False),
           [rand(2, 2, 6, 5)])
    golden("embedding", nn.Embedding(5, 3, padding_idx=1), [torch.tensor([[1, 0, 4], [1, 3, 0]])])
    for train in (False, True):
        mode = "train" if train else "eval"
        golden(f"batchnorm1d-{mode}", nn.BatchNorm1d(3), [rand(4, 3)], train=train)
        golden(f"batchnorm2d-{mode}", nn.BatchNorm2d(2, eps=1e-3, momentum=None), [rand(3, 2, 3, 2)], train=train)
    golden("batchnorm1d-untracked", nn.BatchNorm1d(3, track_running_stats=False), [rand(4, 3, 2)])
    golden("layernorm", nn.LayerNorm([3, 4]), [rand(2, 3, 4)])
    golden("groupnorm", nn.GroupNorm(2, 4), [rand(2, 4, 3)])
    golden("sequential", nn.Sequential(
        nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3), nn.GELU(), nn.MaxPool2d(2), nn.Dropout(0.0),
        nn.Upsample(scale_factor=2.0), nn.AvgPool2d(2), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(12, 4), nn.SiLU(),
        nn.Sequential(nn.Linear(4, 3), nn.ELU(alpha=1.0), nn.LeakyReLU(0.01), nn.Hardtanh(-1.0, 1.0), nn.LogSoftmax(dim=-1))),
        [rand(3, 1, 6, 6)], train=True)
    attention()
    recurrent()
    golden("conv1d-pointwise", nn.Conv1d(2, 3, 1), [rand(2, 2, 4)])
    golden("conv2d-pointwise", nn.Conv2d(4, 6, 1, stride=(2, 1), padding=(1, 0), groups=2), [rand(2, 4, 5, 3)])
    golden("pooling1d", nn.Sequential(
        nn.Conv1d(2, 3, 3), nn.MaxPool1d(2), nn.Tanh(), nn.AvgPool1d(3, stride=2, padding=1), nn.AdaptiveAvgPool1d(2)),
        [rand(2, 2, 12)])
    singly()
    padded()
    (HERE / "printed.txt").write_text("".join(PRINTED))


if __name__ == "__main__":
    main()
