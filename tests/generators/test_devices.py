"""Which accelerators there are, as a torch that is made up tells it."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from voice2image.generators import devices
from voice2image.generators.devices import Device, list_devices


@pytest.fixture
def torch(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Two GPUs, of which another process holds the second for itself."""

    def memory(index: int) -> tuple[int, int]:
        if index == 1:
            raise RuntimeError("CUDA error: all CUDA-capable devices are busy or unavailable")
        return 9 * 10**9, 12 * 10**9

    made = SimpleNamespace(
        cuda=SimpleNamespace(device_count=lambda: 2, get_device_name=lambda index: f"GPU {index}", mem_get_info=memory),
        backends=SimpleNamespace(mps=SimpleNamespace(is_available=lambda: False)),
    )
    monkeypatch.setitem(sys.modules, "torch", made)
    monkeypatch.setattr(devices, "find_spec", lambda name: object())
    return made


def test_a_gpu_tells_its_memory(torch):
    assert list_devices()[0] == Device("cuda:0", "GPU 0", 12 * 10**9, 9 * 10**9)


def test_a_gpu_that_is_held_by_another_process_is_still_named(torch):
    assert list_devices()[1] == Device("cuda:1", "GPU 1")


def test_a_gpu_that_doesnt_even_tell_its_name_is_listed(torch):
    def broken(index: int) -> str:
        raise RuntimeError("CUDA error: unknown error")

    torch.cuda.get_device_name = broken
    assert list_devices()[1] == Device("cuda:1", "a GPU that doesn't answer")


def test_other_makers_count_too(torch):
    torch.cuda.device_count = lambda: 0
    torch.backends.mps.is_available = lambda: True
    torch.xpu = SimpleNamespace(is_available=lambda: True, device_count=lambda: 1, get_device_name=lambda index: "Arc")
    assert list_devices() == (Device("mps", "Apple GPU"), Device("xpu:0", "Arc"))


def test_without_torch_there_is_nothing_to_tell(monkeypatch):
    monkeypatch.setattr(devices, "find_spec", lambda name: None)
    assert list_devices() == ()
