"""The work of ModuleCosts in microbench/."""

import torch
from torch import nn
from torch.nn.utils.stateless import functional_call

from timing import measure, report

torch.manual_seed(0)

lstm = nn.LSTM(256, 256)
weights = list(lstm.parameters())
x = torch.randn(100, 32, 256)


def forward():
    with torch.no_grad():
        return lstm(x)[0]


def forward_backward():
    return torch.autograd.grad(lstm(x)[0].sum(), weights)


class Nothing(nn.Module):
    """A module with many parameters, whose call does nothing."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 8), 6)

    def forward(self, x):
        return x


nothing = Nothing()
parameters = {n: p.detach() for n, p in nothing.named_parameters()}

measure("ModuleCosts.lstmForward", forward)
measure("ModuleCosts.lstmForwardBackward", forward_backward)
measure("ModuleCosts.functionalCall", lambda: functional_call(nothing, parameters, x), len(parameters))
report()
