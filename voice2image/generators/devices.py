"""The devices that pictures can be drawn on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TypeVar

__all__ = ["Device", "list_devices"]

T = TypeVar("T")

UNKNOWN = "a GPU that doesn't answer"


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
        free, total = _unless_broken(torch.cuda.mem_get_info, index) or (None, None)
        model = _unless_broken(torch.cuda.get_device_name, index) or UNKNOWN
        found.append(Device(f"cuda:{index}", model, total, free))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU"))
    if hasattr(torch, "xpu") and torch.xpu.is_available():
        for index in range(torch.xpu.device_count()):
            found.append(Device(f"xpu:{index}", _unless_broken(torch.xpu.get_device_name, index) or UNKNOWN))
    return tuple(found)


def _unless_broken(ask: Callable[[int], T], index: int) -> T | None:
    """The answer; ``None`` of a GPU that another process holds for itself, or whose driver is broken."""
    try:
        return ask(index)
    except RuntimeError:
        return None
