"""The work of ConvolutionKernels in microbench/."""

import torch

from timing import measure, report

torch.manual_seed(1)
for layer in (
    "32-64-64-56-56-3-3-1",
    "32-128-128-28-28-3-3-1",
    "32-256-256-14-14-3-3-1",
    "32-512-512-7-7-3-3-1",
    "32-64-128-56-56-3-3-2",
    "32-64-128-56-56-1-1-2",
    "8-3-64-224-224-7-7-2",
    "8-250-250-1-700-1-7-1",
):
    images, channels, out, high, wide, up, along, stride = map(int, layer.split("-"))
    if high == 1:
        x, weight = torch.randn(images, channels, wide), torch.randn(out, channels, along)
        window = [along]
    else:
        x, weight = torch.randn(images, channels, high, wide), torch.randn(out, channels, up, along)
        window = [up, along]
    axes = len(window)
    how = (None, [stride] * axes, [w // 2 for w in window], [1] * axes, False, [0] * axes, 1)

    def backward(mask):
        return torch.ops.aten.convolution_backward(y, x, weight, *how, mask)

    with torch.no_grad():
        y = torch.randn_like(torch.convolution(x, weight, *how))
        measure(f"ConvolutionKernels.forward:{layer}", lambda: torch.convolution(x, weight, *how))
        measure(f"ConvolutionKernels.byInput:{layer}", lambda: backward([True, False, False]))
        measure(f"ConvolutionKernels.byWeight:{layer}", lambda: backward([False, True, False]))
report()
