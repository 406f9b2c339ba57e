#!/usr/bin/env python3
"""Writes the files that the tests of dev.leibniz.io read: python3 scripts/golden/tensor_files.py. Needs NumPy and PyTorch.

The safetensors file is put together by hand, by the format's description, from tensors that PyTorch has made.
"""
import io
import json
import pathlib
import struct

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parents[2] / "core/src/test/resources/dev/leibniz/io"


def main():
    HERE.mkdir(parents=True, exist_ok=True)
    base = np.arange(6).reshape(2, 3)
    arrays = {
        "f8": base / 4, "f4": (base / 4).astype("<f4"), "f2": (base / 4 - 0.125).astype("<f2"),
        "i8": base - 3, "i4": (base - 3).astype("<i4"), "i2": (base - 3).astype("<i2"), "i1": (base - 3).astype("i1"),
        "u4": (base + 2**32 - 6).astype("<u4"), "u2": (base + 2**16 - 6).astype("<u2"), "u1": (base + 250).astype("u1"),
        "b1": base % 2 == 1, "scalar": np.float64(2.5), "empty": np.zeros((0, 3)), "vector": np.array([1.5, -2.5]),
        "fortran": np.asfortranarray(base / 4), "big": (base / 4).astype(">f8"), "big_i2": (base - 3).astype(">i2"),
        "four.axes": np.arange(24.0).reshape(1, 2, 3, 4),
    }
    np.savez(HERE / "stored.npz", **arrays)
    np.savez_compressed(HERE / "deflated.npz", **arrays)
    np.save(HERE / "plain.npy", arrays["f4"])
    with open(HERE / "version2.npy", "wb") as f:
        np.lib.format.write_array(f, arrays["f8"], version=(2, 0))
    with open(HERE / "objects.npy", "wb") as f:
        np.lib.format.write_array(f, np.array([{}, []], dtype=object))
    with open(HERE / "complex.npy", "wb") as f:
        np.lib.format.write_array(f, np.array([1j]))

    tensors = {
        "layer.weight": torch.arange(6, dtype=torch.float32).reshape(2, 3) / 4,
        "half": torch.tensor([0.5, -2.25, 65504.0]).half(),
        "brain": torch.tensor([0.5, -2.25, 3.3895314e38]).bfloat16(),
        "count": torch.tensor(7),
        "small": torch.tensor([-128, 127], dtype=torch.int8),
        "mask \"é\\": torch.tensor([True, False]),
        "none": torch.zeros(0, 2, dtype=torch.float64),
    }
    kinds = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64", torch.int8: "I8",
             torch.bool: "BOOL", torch.float64: "F64"}
    header, data = {"__metadata__": {"format": "pt"}}, io.BytesIO()
    for name, t in tensors.items():
        begin = data.tell()
        raw = t.contiguous().view(torch.int16).numpy() if t.dtype == torch.bfloat16 else t.numpy()
        data.write(raw.tobytes())
        header[name] = {"dtype": kinds[t.dtype], "shape": list(t.shape), "data_offsets": [begin, data.tell()]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (HERE / "torch.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data.getvalue())


if __name__ == "__main__":
    main()
