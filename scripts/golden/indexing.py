#!/usr/bin/env python3
"""What an index selects, asked of PyTorch.

Writes core/src/test/resources/dev/leibniz/property/indexing.txt. Each line: the shape of a tensor; the
parts of an index; the shape of what it selects; for each selected element, row by row, its number in the
tensor. A part is int:N, slice:START:STOP:STEP (may be empty), null, "...", index:DIMS:ENTRIES or
mask:DIMS:ENTRIES. PyTorch has no slices with a negative step.
"""
import os
import random

import torch

FOLDER = os.path.join(
    os.path.dirname(__file__), "../../core/src/test/resources/dev/leibniz/property"
)
SHAPES = [(5,), (3, 4), (2, 3, 4), (2, 3, 2, 3), (3, 3, 3), (2, 2, 2, 2, 2)]
LOOKUPS = [(), (3,), (2, 1), (1,), (2, 3)]


def numbers(values):
    return ",".join(str(v) for v in values)


def part(n, masked):
    kind = random.randrange(6)
    if kind == 0:
        i = random.randrange(-n, n)
        return f"int:{i}", i
    if kind <= 2:
        start, stop = (random.choice([None, random.randrange(-n - 1, n + 2)]) for _ in "ab")
        step = random.choice([1, 1, 2, 3])
        text = ":".join("" if v is None else str(v) for v in (start, stop, step))
        return f"slice:{text}", slice(start, stop, step)
    if kind == 3 and masked:
        mask = [random.randrange(2) for _ in range(n)]
        return f"mask:{n}:{numbers(mask)}", torch.tensor(mask, dtype=torch.bool)
    shape = (1,) if masked else random.choice(LOOKUPS)
    index = torch.randint(-n, n, shape)
    return f"index:{numbers(shape)}:{numbers(index.flatten().tolist())}", index


def case():
    shape = random.choice(SHAPES)
    masked = random.randrange(4) == 0
    texts, index = [], []
    named = random.randrange(1, len(shape) + 1)
    elliptic = random.randrange(named + 1) if named < len(shape) else -1
    has_mask = False
    axis = 0
    for k in range(named):
        if random.randrange(6) == 0:
            texts.append("null")
            index.append(None)
        if k == elliptic:
            texts.append("...")
            index.append(Ellipsis)
            axis += len(shape) - named
        text, value = part(shape[axis], masked)
        while has_mask and text.startswith("mask"):
            text, value = part(shape[axis], masked)
        has_mask = has_mask or text.startswith("mask")
        texts.append(text)
        index.append(value)
        axis += 1
    x = torch.arange(torch.Size(shape).numel()).reshape(shape)
    y = x[tuple(index)]
    selected = numbers(y.flatten().tolist())
    return f"{numbers(shape)} | {' '.join(texts)} | {numbers(y.shape)} | {selected}"


def main():
    random.seed(1)
    torch.manual_seed(1)
    with open(os.path.join(FOLDER, "indexing.txt"), "w", encoding="utf-8") as out:
        out.write(f"# PyTorch {torch.__version__}, by scripts/golden/indexing.py\n")
        for _ in range(200):
            out.write(case() + "\n")


if __name__ == "__main__":
    main()
