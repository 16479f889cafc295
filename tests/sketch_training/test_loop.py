"""The loop comes back as it was, two processes learn as one, and Muon does what its paper says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch")
pytest.importorskip("safetensors")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

import torch

from examples.train_sketch.checkpoint import load_state, save_state
from examples.train_sketch.loop import Loop, LoopConfig
from examples.train_sketch.muon import Muon, muon, orthogonal
from examples.train_sketch.parallel import rank, together

A_SECOND = 1 / 60


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """On models this small, threads only wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def counted(loop: Loop, loss: Callable[[], torch.Tensor]) -> Callable[[], torch.Tensor]:
    """The loss, with a second on the loop's clock for every step, so that minutes count steps."""

    def timed() -> torch.Tensor:
        loop.elapsed_s += 1.0
        return loss()

    return timed


def a_loop(work: Path, steps: int) -> tuple[Loop, Callable[[], torch.Tensor]]:
    torch.manual_seed(0)
    config = LoopConfig(minutes=steps * A_SECOND, learning_rate=0.02, batch=8, warmup_steps=1, ema_every=1)
    loop = Loop("tiny", work, torch.nn.Linear(3, 2), config)
    inputs = torch.randn(8, 3)

    def loss() -> torch.Tensor:
        return (loop.model(inputs.bfloat16()).float() - inputs[:, :2]).square().mean()

    return loop, counted(loop, loss)


def test_a_save_that_was_cut_off_between_its_renames_is_found(tmp_path: Path) -> None:
    state = tmp_path / "unet"
    save_state(state, {"weight": torch.ones(2)}, {"step": 7})
    state.rename(tmp_path / "unet.old")
    found = load_state(state)
    assert found is not None
    assert found[1]["step"] == 7
    save_state(state, {"weight": torch.zeros(2)}, {"step": 8})
    found = load_state(state)
    assert found is not None
    assert found[1]["step"] == 8


def test_the_loop_saves_and_goes_on(tmp_path: Path) -> None:
    saves = []
    first, loss = a_loop(tmp_path, 60)
    before = loss().item()
    first.run(loss, lambda: saves.append(first.step))
    assert first.step >= 50
    assert saves == [first.step]
    assert loss().item() < 0.5 * before
    assert (tmp_path / "tiny-loss.csv").read_text().startswith("step,loss")

    again, loss = a_loop(tmp_path, 90)
    assert again.step == first.step
    assert 0 < again.elapsed_s <= 62
    for one, other in ((first.exact, again.exact), (first.average, again.average)):
        for name, tensor in one.state_dict().items():
            assert torch.equal(tensor, other.state_dict()[name]), name
    assert torch.equal(again.model.weight, again.exact.weight.bfloat16())
    moments = [[slot["exp_avg"] for slot in loop.optimizer.state_dict()["state"].values()] for loop in (first, again)]
    assert len(moments[0]) == 2
    assert all(torch.equal(a, b) for a, b in zip(*moments, strict=True))
    again.run(loss, lambda: None)
    assert first.step + 20 <= again.step <= 90
    assert not torch.equal(again.exact.weight, first.exact.weight)


def test_the_average_lags_behind(tmp_path: Path) -> None:
    loop, loss = a_loop(tmp_path, 10)
    start = loop.exact.weight.clone()
    loop.run(loss, lambda: None)
    whole, lagging = (loop.exact.weight - start).norm(), (loop.average.weight - start).norm()
    assert 0 < lagging < whole


def learn_apart(folder: str) -> None:
    """What each of two processes does: one step on pictures of its own, from weights of its own."""
    torch.set_num_threads(1)
    mine = rank()[0]
    torch.manual_seed(mine)
    config = LoopConfig(minutes=0.5 * A_SECOND, learning_rate=0.05, batch=4, warmup_steps=1)
    loop = Loop("pair", Path(folder) / str(mine), torch.nn.Linear(4, 3), config, muon)
    start = loop.exact.weight.detach().clone()
    inputs = (0.3 * torch.randn(4, 4)).bfloat16()  # so small that no gradient is clipped

    own = []

    def loss() -> torch.Tensor:
        made = loop.model(inputs).float().square().mean()
        own.extend(torch.autograd.grad(made, loop.model.weight, retain_graph=True))
        return made

    loop.run(counted(loop, loss), lambda: None)
    kept = {"start": start, "end": loop.exact.weight.detach(), "own": own[0].float(), "agreed": loop.exact.weight.grad}
    torch.save({**kept, "samples": torch.tensor(loop.samples)}, Path(folder) / f"{mine}.pt")


@pytest.mark.slow
def test_two_processes_learn_as_one(tmp_path: Path) -> None:
    for number in "01":
        (tmp_path / number).mkdir()
    together(2, learn_apart, str(tmp_path))
    one, other = (torch.load(tmp_path / f"{number}.pt") for number in "01")
    assert torch.equal(one["start"], other["start"])
    assert torch.equal(one["end"], other["end"])
    assert not torch.equal(one["start"], one["end"])
    assert torch.equal(one["agreed"], other["agreed"])
    assert not torch.allclose(one["own"], other["own"], rtol=0.1)
    torch.testing.assert_close(one["agreed"], (one["own"] + other["own"]) / 2, rtol=0.02, atol=1e-4)
    assert one["samples"] == 8
    assert (tmp_path / "0" / "state").exists()
    assert not (tmp_path / "1" / "state").exists()  # the first one keeps the state


def test_one_process_works_here() -> None:
    seen = []
    together(1, seen.append, "here")
    assert seen == ["here"]
    assert rank() == (0, 1)


@pytest.mark.parametrize("shape", [(3, 40, 24), (3, 24, 40), (1, 32, 32)])
def test_orthogonal_brings_singular_values_near_one(shape: tuple[int, int, int]) -> None:
    torch.manual_seed(0)
    raw = torch.randn(shape) * 5
    values = torch.linalg.svdvals(orthogonal(raw).float())
    before = torch.linalg.svdvals(raw)
    assert (before.max() / before.min()) > 3
    # The quintic iteration stops within about a third of 1; the smallest of a square matrix takes longer.
    assert 0.6 < values.median() < 1.3
    assert values.max() < 1.35
    if shape[1] != shape[2]:
        assert values.min() > 0.55
    # It turns no direction: every matrix still points where it pointed.
    assert ((orthogonal(raw).float() * raw).sum((1, 2)) > 0).all()


def test_muon_solves_a_small_regression() -> None:
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Linear(6, 24), torch.nn.Tanh(), torch.nn.Linear(24, 4))
    inputs = torch.randn(128, 6)
    wanted = torch.tanh(inputs @ torch.randn(6, 4))
    optimizer = muon(model, 0.02)
    losses = []
    for step in range(200):
        for group in optimizer.param_groups:
            group["lr"] = 0.02 * (1 - step / 200) * group["gain"]
        loss = (model(inputs) - wanted).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.05 * losses[0], (losses[0], losses[-1])


def test_ends_and_vectors_take_adam() -> None:
    parts = {
        "conv_in": torch.nn.Conv2d(3, 4, 3),
        "middle": torch.nn.Conv2d(4, 4, 3),
        "embedding": torch.nn.Linear(2, 2),
    }
    model = torch.nn.ModuleDict(parts)
    matrices, rest = Muon(model, 0.1).param_groups
    assert [id(p) for p in matrices["params"]] == [id(parts["middle"].weight)]
    assert len(rest["params"]) == 5
