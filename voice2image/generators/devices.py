"""The devices that pictures can be drawn on."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

__all__ = ["Device", "list_devices"]


@dataclass(frozen=True, slots=True)
class Device:
    """A GPU or other accelerator."""

    name: str
    """As torch calls it: ``cuda:0``."""
    model: str
    """As its maker calls it."""
    total_bytes: int | None = None
    free_bytes: int | None = None


def list_devices() -> tuple[Device, ...]:
    """The accelerators that torch can use. Imports torch, where it is installed."""
    if find_spec("torch") is None:
        return ()
    import torch

    found = []
    for index in range(torch.cuda.device_count()):
        name = f"cuda:{index}"
        try:
            free, total = torch.cuda.mem_get_info(index)
        except RuntimeError:  # a GPU that another process holds for itself, or a broken driver
            found.append(Device(name, torch.cuda.get_device_name(index)))
        else:
            found.append(Device(name, torch.cuda.get_device_name(index), total, free))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU"))
    if hasattr(torch, "xpu") and torch.xpu.is_available():
        found += [Device(f"xpu:{index}", torch.xpu.get_device_name(index)) for index in range(torch.xpu.device_count())]
    return tuple(found)
