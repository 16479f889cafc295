"""Device memory: what a model needs, how it is made to fit, and how it is given back.

`MemoryPlan.fit` chooses the fastest way that stays inside a budget, from true parameter counts::

    none         everything on the device                peak = all weights + the work of UNet or VAE
    model        one component at a time                 peak = the largest component + its work
    group        a few layers at a time                  peak = two groups of layers + work
    sequential   one layer at a time, slowest of all     peak = the largest layer + work
"""

from __future__ import annotations

import gc
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from voice2image.config import Value
from voice2image.errors import ConfigError

__all__ = [
    "MemoryPlan",
    "ModelSize",
    "Offload",
    "clear_cache",
    "free_bytes",
    "host_bytes",
    "parse_memory",
    "peak_bytes",
    "reset_peak",
    "total_bytes",
]

Offload = Literal["none", "model", "group", "sequential"]
OFFLOADS: tuple[Offload, ...] = ("none", "model", "group", "sequential")

UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "KI": 2**10, "MI": 2**20, "GI": 2**30}
DTYPE_BYTES = {"float32": 4, "float16": 2, "bfloat16": 2}

CONTEXT_BYTES = 500 * 2**20  # a CUDA context with its cuDNN and cuBLAS workspaces, before the first tensor
SAFETY = 1.15  # the caching allocator's fragmentation
PIXELS_PER_LATENT = 64  # 8 x 8
# Both measured on Stable Diffusion 2's true architecture by counting live tensors (tests/test_memory.py).
# The decoder's last block holds its input, a normalised copy and its output, 256 channels each, at full size.
VAE_ELEMENTS_PER_PIXEL = 3 * 256
# The UNet's last block holds gated feed-forwards of 1280 channels, and the skips of all levels; for one branch.
UNET_ELEMENTS_PER_LATENT = 8340
TILE_SIDE = 512  # pixels; smaller tiles show their seams
VAE_TILE_PIXELS = TILE_SIDE**2
SEQUENTIAL_SHARE = 0.035  # of a UNet's weights, those of its largest layer: 2560 x 1280 x 3 x 3
GROUP_SHARE = 2 * SEQUENTIAL_SHARE  # one in use and one on its way
MAX_BATCH = 4


def parse_memory(text: str) -> int | Offload | None:
    """A budget in bytes, the offload that is asked for, or ``None`` for ``"auto"``.

    Raises :class:`ValueError` for anything else.
    """
    if text == "auto":
        return None
    for offload in OFFLOADS:
        if text == offload:
            return offload
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMG]I?)?B", text.strip().upper())
    if not match or not (amount := int(float(match[1]) * UNITS[match[2] or ""])):
        raise ValueError(f"memory is 'auto', a budget such as '4GB', or one of {', '.join(OFFLOADS)}")
    return amount


@dataclass(frozen=True, slots=True)
class ModelSize:
    """Numbers of parameters."""

    text_encoder: int
    unet: int
    vae: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.text_encoder + self.unet + self.vae


class MemoryPlan(Value):
    """How a model is laid out in memory."""

    dtype: Literal["float32", "float16", "bfloat16"]
    offload: Offload = "none"
    """What waits in the machine's memory until it is needed on the device."""
    vae_slicing: bool = False
    """Decode the images of a batch one after the other."""
    vae_tiling: bool = False
    """Decode an image in overlapping tiles."""
    batch_size: int = 1
    predicted_peak_bytes: int = 0
    """0 where nothing was reckoned."""
    why: str = ""

    @classmethod
    def fit(
        cls,
        budget: int | str,
        size: ModelSize,
        *,
        pixels: int,
        dtype: str = "float16",
        batch: int = MAX_BATCH,
    ) -> Self:
        """The fastest plan whose predicted peak stays below `budget`: bytes, or text such as ``"4GB"``.

        `pixels` are those of one image, width times height; `batch` is the most images wanted at once.
        Where nothing fits, the smallest plan comes back, and its `why` says so. Raises
        :class:`~voice2image.errors.ConfigError` for a budget that can't be read.
        """
        budget_bytes = _amount(budget) if isinstance(budget, str) else budget
        for offload in OFFLOADS:
            for tiling in (False, True):
                for count in range(batch, 0, -1) if not tiling else (1,):
                    plan = cls._reckon(size, offload, tiling, count, pixels, dtype)
                    if plan.predicted_peak_bytes <= budget_bytes:
                        return plan._because(budget_bytes)
        smallest = cls._reckon(size, "sequential", pixels > VAE_TILE_PIXELS, 1, pixels, dtype)
        return smallest._because(budget_bytes, "nothing fits: even ")

    @classmethod
    def _reckon(cls, size: ModelSize, offload: Offload, tiling: bool, batch: int, pixels: int, dtype: str) -> Self:
        width = DTYPE_BYTES[dtype]
        decoded = min(pixels, VAE_TILE_PIXELS) if tiling else pixels
        branches = 2 * batch  # with guidance
        unet_work = branches * pixels // PIXELS_PER_LATENT * UNET_ELEMENTS_PER_LATENT * width
        vae_work = decoded * VAE_ELEMENTS_PER_PIXEL * width  # slicing keeps it at one image
        if offload == "none":
            held = size.total * width + max(unet_work, vae_work)
        elif offload == "model":
            held = max(size.text_encoder * width, size.unet * width + unet_work, size.vae * width + vae_work)
        else:
            share = GROUP_SHARE if offload == "group" else SEQUENTIAL_SHARE
            held = int(size.unet * width * share) + max(unet_work, vae_work)
        return cls(
            dtype=dtype,
            offload=offload,
            vae_slicing=batch > 1,
            vae_tiling=tiling,
            batch_size=batch,
            predicted_peak_bytes=int(held * SAFETY) + CONTEXT_BYTES,
        )

    def _because(self, budget_bytes: int, verdict: str = "") -> Self:
        need = f"about {_gb(self.predicted_peak_bytes)} of {_gb(budget_bytes)}"
        return self.replace(why=f"{verdict}{self._in_words()} takes {need}")

    def _in_words(self) -> str:
        place = {
            "none": "the whole model on the device",
            "model": "one part of the model on the device at a time",
            "group": "a few layers on the device at a time",
            "sequential": "one layer on the device at a time",
        }[self.offload]
        extra = ", the picture decoded in tiles" if self.vae_tiling else ""
        return f"{place} in {self.dtype}{extra}, {self.batch_size} image{'s' * (self.batch_size > 1)} at once,"

    def lower(self, *, can_offload: bool = True, pixels: int | None = None) -> Self | None:
        """The next plan down, for when this one ran out of memory; ``None`` if there is none.

        With `pixels`, those of one image, tiling is left out where the image is no larger than a tile.
        """
        if self.batch_size > 1:
            return self.replace(
                batch_size=self.batch_size // 2, why=f"{self.batch_size} images at once didn't fit in memory"
            )
        if not self.vae_tiling and (pixels is None or pixels > VAE_TILE_PIXELS):
            return self.replace(
                vae_tiling=True, vae_slicing=True, why="decoding the picture whole didn't fit in memory"
            )
        if can_offload and self.offload != "sequential":
            following = OFFLOADS[OFFLOADS.index(self.offload) + 1]
            return self.replace(offload=following, why=f"offload {self.offload!r} didn't fit in memory")
        return None


def clear_cache(device: str | None = None) -> None:
    """Give back memory that nothing holds any more: Python's garbage, then the caches of CUDA, MPS and XPU.

    `device` limits it to one kind of accelerator; without torch only Python's garbage is collected.
    """
    gc.collect()
    torch = sys.modules.get("torch")  # a torch that was never imported has cached nothing
    if torch is None:
        return
    kind = device.partition(":")[0] if device else None
    if kind in (None, "cuda") and torch.cuda.is_available() and torch.cuda.is_initialized():
        torch.cuda.empty_cache()
        torch.cuda.ipc_collect()
    if kind in (None, "mps") and torch.backends.mps.is_available():
        torch.mps.empty_cache()
    if kind in (None, "xpu") and torch.xpu.is_available():
        torch.xpu.empty_cache()


def free_bytes(device: str) -> int:
    """How much memory of a device is free now.

    Raises :class:`RuntimeError` for a GPU that is broken, or that another process holds for itself.
    """
    return _device_bytes(device)[1]


def total_bytes(device: str) -> int:
    """How much memory a device has, whoever uses it. Raises what :func:`free_bytes` does."""
    return _device_bytes(device)[0]


def _device_bytes(device: str) -> tuple[int, int]:
    """Total and free."""
    import torch

    kind = device.partition(":")[0]
    if kind in ("cuda", "xpu"):
        module: Any = torch.cuda if kind == "cuda" else torch.xpu
        free, total = module.mem_get_info(torch.device(device))
        return int(total), int(free)
    if kind == "mps":
        total = torch.mps.recommended_max_memory()
        return int(total), int(total - torch.mps.driver_allocated_memory())
    total, free = host_bytes()
    total = total or 8 * 2**30
    return total, free or total // 2


def host_bytes() -> tuple[int | None, int | None]:
    """This machine's memory and how much of it is free, as far as the system tells."""
    total = free = None
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        match = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
    except OSError:
        match = None
    if match:
        free = int(match[1]) * 1024
    return total, free


def reset_peak(device: str) -> None:
    """Start a new measurement of :func:`peak_bytes`. The peak of the CPU can't be reset."""
    import torch

    if device.startswith("cuda"):
        torch.cuda.reset_peak_memory_stats(torch.device(device))
    elif device.startswith("xpu"):
        torch.xpu.reset_peak_memory_stats(torch.device(device))


def peak_bytes(device: str) -> int | None:
    """The most memory that was in use: tensors on CUDA and XPU, the whole process on the CPU, unknown on
    MPS."""
    import torch

    if device.startswith("cuda"):
        return int(torch.cuda.max_memory_allocated(torch.device(device)))
    if device.startswith("xpu"):
        return int(torch.xpu.max_memory_allocated(torch.device(device)))
    if device.startswith("mps") or sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # macOS counts bytes, Linux KiB


def _amount(budget: str) -> int:
    try:
        amount = parse_memory(budget)
    except ValueError:
        amount = None
    if not isinstance(amount, int):
        raise ConfigError(f"a budget of memory is an amount such as '4GB' (got {budget!r})")
    return amount


def _gb(amount: int) -> str:
    return f"{amount / 10**9:.1f} GB"
