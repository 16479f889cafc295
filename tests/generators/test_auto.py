from __future__ import annotations

import pytest

from voice2image.generators import auto
from voice2image.generators.diffusers import DiffusersConfig


@pytest.fixture
def gpu(monkeypatch):
    """Pretends that there is a GPU of so many bytes."""

    def there_is(total: int) -> None:
        monkeypatch.setattr(auto, "pick_device", lambda _: "cuda")
        monkeypatch.setattr(auto, "total_bytes", lambda _: total)

    return there_is


def test_a_gpu_that_can_hold_it_draws_stable_diffusion_2(gpu):
    gpu(12 * 10**9)
    choice = auto.choose_generator()
    assert choice.config == DiffusersConfig(model="sd2-base")
    assert choice.reason.startswith("sd2-base, since the GPU (cuda) has 12.0 GB")


def test_a_small_card_holds_it_too(gpu):
    gpu(4 * 2**30)
    assert auto.choose_generator().config.model == "sd2-base"


def test_a_tiny_gpu_leaves_it_to_the_embedded_model(gpu):
    gpu(10**9)
    choice = auto.choose_generator()
    assert choice.config == DiffusersConfig(model="sketch")
    assert "1.0 GB, too little" in choice.reason


def test_who_else_uses_the_card_changes_no_choice(gpu, monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.setattr(auto, "pick_device", lambda _: "cuda")
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda _: (10**8, 12 * 10**9))
    assert auto.choose_generator().config.model == "sd2-base"


def test_a_gpu_that_cant_be_used_leaves_it_to_the_cpu(monkeypatch):
    def busy(_):
        raise RuntimeError("CUDA error: all CUDA-capable devices are busy or unavailable\nCompile with ...")

    monkeypatch.setattr(auto, "pick_device", lambda _: "cuda")
    monkeypatch.setattr(auto, "total_bytes", busy)
    choice = auto.choose_generator()
    assert choice.config == DiffusersConfig(model="sketch", device="cpu")
    assert choice.reason.endswith("can't be used: CUDA error: all CUDA-capable devices are busy or unavailable.")


def test_without_a_gpu_the_embedded_model_draws(monkeypatch):
    monkeypatch.setattr(auto, "pick_device", lambda _: "cpu")
    choice = auto.choose_generator()
    assert choice.config == DiffusersConfig(model="sketch")
    assert choice.reason == "sketch, the embedded model, since there is no GPU that torch can use."


def test_without_torch_the_choice_is_made_all_the_same(monkeypatch):
    monkeypatch.setattr(auto, "find_spec", lambda _: None)
    choice = auto.choose_generator()
    assert choice.config.model == "sketch"
    assert "torch isn't installed" in choice.reason
