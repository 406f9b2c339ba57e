#!/usr/bin/env python3
"""Which dtype comes out where two operands meet, asked of PyTorch.

Writes core/src/test/resources/dev/leibniz/property/promotion.txt: tables, each headed by the operations
that it holds for. A row for each left operand, a column for each right one. An operand is a dtype, of a
tensor with axes ("[2]") or without ("[]"), or a number of Java: "long" (a Python int) or "double" (a
Python float). "-" stands where PyTorch refuses, or takes no number.
"""
import os
import torch

NAMES = {
    torch.bool: "BOOL",
    torch.int32: "INT32",
    torch.int64: "INT64",
    torch.float32: "FLOAT32",
    torch.float64: "FLOAT64",
}
OPERATIONS = {
    "result_type": None,
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "div": torch.div,
    "pow": torch.pow,
    "maximum": torch.maximum,
    "remainder": torch.remainder,
    "fmod": torch.fmod,
    "atan2": torch.atan2,
    "where": lambda x, y: torch.where(torch.tensor([True]), x, y),
    "eq": torch.eq,
}
FOLDER = os.path.join(
    os.path.dirname(__file__), "../../core/src/test/resources/dev/leibniz/property"
)


def tensors():
    for dtype, name in NAMES.items():
        yield f"{name}[]", torch.ones((), dtype=dtype)
        yield f"{name}[2]", torch.ones(2, dtype=dtype)


def operands():
    yield from tensors()
    yield "long", 2
    yield "double", 2.5


def result(operation, x, y):
    try:
        dtype = torch.result_type(x, y) if operation is None else operation(x, y).dtype
    except (RuntimeError, TypeError):
        return "-"
    return NAMES[dtype]


def table(operation):
    rows = [[""] + [name for name, _ in operands()]]
    for name, x in tensors():
        rows.append([name] + [result(operation, x, y) for _, y in operands()])
    return "\n".join(" ".join(f"{cell:10}" for cell in row).rstrip() for row in rows)


def main():
    tables = {}
    for name, operation in OPERATIONS.items():
        tables.setdefault(table(operation), []).append(name)
    with open(os.path.join(FOLDER, "promotion.txt"), "w", encoding="utf-8") as out:
        out.write(f"# PyTorch {torch.__version__}, by scripts/golden/promotion.py\n")
        for text, names in tables.items():
            out.write(f"\n{' '.join(names)}:\n{text}\n")


if __name__ == "__main__":
    main()
