"""The contrastive loss: text and picture of one scene come together, and the critic learns nothing from the UNet."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("diffusers")
pytest.importorskip("resvg_py", reason="the training package's own dependency, not the library's")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

import torch

from examples.train_sketch.contrast import Contrast, ContrastConfig, contrast

CPU = torch.device("cpu")


def test_it_is_least_where_every_picture_lies_by_its_own_text() -> None:
    apart = torch.eye(4)
    assert contrast(apart, apart, 0.1).item() < 0.01
    assert contrast(apart, apart.roll(1, 0), 0.1).item() > 5


def _pairs() -> tuple[torch.Tensor, torch.Tensor]:
    """Eight latents that can be told apart, with texts that can."""
    torch.manual_seed(0)
    return torch.randn(8, 8, 8, 8), torch.randn(8, 1, 256).expand(-1, 77, -1)


@pytest.mark.parametrize("gamma", [0.0, 0.01])
def test_the_critic_learns_and_then_tells_the_drawing_which_way_to_go(gamma: float) -> None:
    clean, states = _pairs()
    judge = Contrast(ContrastConfig(itc=1.0, gamma=gamma), CPU)
    before = judge.loss(clean, states).item()
    for _ in range(60):
        judge.learn(clean, states)
    assert judge.loss(clean, states).item() < 0.5 * before
    wrong = clean.roll(1, 0).requires_grad_(True)
    loss = judge.loss(wrong, states)
    loss.backward()
    assert wrong.grad is not None
    step = wrong.detach() - wrong.grad / wrong.grad.norm()
    assert judge.loss(step, states).item() < loss.item()


def test_a_temperature_of_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="temperature"):
        ContrastConfig(temperature=0.0)
