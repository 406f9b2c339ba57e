"""The networks of PyTorch's functional benchmark, at any size: for golden values and for the peer of ./leibniz bench."""

import math

import torch
import torch.nn.functional as F
from scipy.optimize import linear_sum_assignment
from torch import nn


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
        layer = nn.TransformerEncoderLayer(width, heads, inside, dropout=0.0)
        self.transformer_encoder = nn.TransformerEncoder(layer, 2)
        self.encoder = nn.Embedding(tokens, width)
        self.decoder = nn.Linear(width, tokens)

    def forward(self, text):
        (_, width), dtype, steps = self.encoder.weight.shape, self.encoder.weight.dtype, len(text)
        mask = torch.full((steps, steps), -math.inf, dtype=dtype).triu(1)
        place = torch.arange(steps).double().unsqueeze(1)
        angle = place * torch.exp(torch.arange(0, width, 2).double() * (-math.log(10000.0) / width))
        positions = torch.stack([angle.sin(), angle.cos()], 2).reshape(steps, 1, width).to(dtype)
        x = self.encoder(text) * math.sqrt(width) + positions
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
    """blocks: of the four stages"""
    def __init__(self, n, blocks):
        super().__init__()
        b = blocks
        self.backbone = Backbone(n, [(b[0], 1, 1, 1), (b[1], 2, 1, 1), (b[2], 1, 1, 2), (b[3], 1, 2, 4)])
        self.classifier = nn.Sequential(nn.Conv2d(32 * n, 8 * n, 3, 1, 1, bias=False),
                                        nn.BatchNorm2d(8 * n, track_running_stats=False), nn.ReLU(),
                                        nn.Dropout(0), nn.Conv2d(8 * n, 21, 1))

    def forward(self, x):
        return F.interpolate(self.classifier(self.backbone(x)), x.shape[2:], mode="bilinear", align_corners=False)


class Detr(nn.Module):
    def __init__(self, n, blocks, width, heads, layers, inside, queries, dropout):
        super().__init__()
        b = blocks
        self.query_pos = nn.Parameter(torch.rand(queries, width))
        self.row_embed = nn.Parameter(torch.rand(50, width // 2))
        self.col_embed = nn.Parameter(torch.rand(50, width // 2))
        self.backbone = Backbone(n, [(b[0], 1, 1, 1), (b[1], 2, 1, 1), (b[2], 2, 1, 1), (b[3], 2, 1, 1)])
        self.conv = nn.Conv2d(32 * n, width, 1)
        self.transformer = nn.Transformer(width, heads, layers, layers, inside, dropout=dropout)
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


def boxes_in_pixels(n):
    """By two corners, the smaller first."""
    drawn = torch.randint(100, 800, (n, 4)).float()
    return torch.cat([torch.minimum(drawn[:, :2], drawn[:, 2:]), torch.maximum(drawn[:, :2], drawn[:, 2:])], 1)


def plain(t):
    """Numbers alone. Within functorch there is no numpy(), and so no matching."""
    return torch.autograd.forward_ad.unpack_dual(t).primal.detach().numpy()


def set_loss(logits, boxes, labels, wanted):
    classes = torch.full(logits.shape[:2], 91)
    source = []
    for i, (l, w) in enumerate(zip(labels, wanted)):
        with torch.no_grad():
            b = boxes[i].detach()
            cost = (5 * torch.cdist(b, w, p=1) - logits[i].detach().softmax(-1)[:, l]
                    - 2 * generalised_overlap(corners(b), corners(w)))
            queries, which = map(torch.as_tensor, linear_sum_assignment(plain(cost)))
        order = which.argsort()
        classes[i, queries[order]] = l
        source.append(boxes[i][queries[order]])
    source, wanted = torch.cat(source), torch.cat(wanted)
    weight = torch.ones(92, dtype=boxes.dtype)
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
