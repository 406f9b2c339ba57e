"""Has PyTorch's OpenBLAS use the vectors that the processor has. To be called before PyTorch is imported.

OpenBLAS takes a processor that came after it for an old one, with a quarter of the speed: Debian's 0.3.21 does so with
Emerald Rapids. The peer is to be as quick as it can be, so the loops are named in the environment, and the script
starts once more.
"""

import ctypes
import os
import sys

NAME = "OPENBLAS_CORETYPE"
WITHOUT_WIDE_VECTORS = {b"Prescott", b"Core2", b"Penryn", b"Dunnington", b"Nehalem", b"Atom", b"Nano", b"Opteron"}


def core():
    """What OpenBLAS takes the processor for; empty if it cannot be asked."""
    try:
        library = ctypes.CDLL("libopenblas.so.0")
        library.openblas_get_corename.restype = ctypes.c_char_p
        return library.openblas_get_corename()
    except (OSError, AttributeError):
        return b""


def flags():
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            return set(next((line for line in file if line.startswith("flags")), "").split())
    except OSError:
        return set()


def use_all_of_it():
    has = flags()
    if os.environ.get(NAME) or "avx2" not in has or core() not in WITHOUT_WIDE_VECTORS:
        return
    os.environ[NAME] = "SkylakeX" if {"avx512f", "avx512dq", "avx512bw", "avx512vl"} <= has else "Haswell"
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
