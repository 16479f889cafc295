"""The noise levels, the distilled step, and what the cache of latents leaves out."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("torch")
pytest.importorskip("diffusers")
pytest.importorskip("resvg_py", reason="the training package's own dependency, not the library's")
sys.path.insert(0, str(Path(__file__).parents[2]))  # examples/ is not installed with the library

import torch

from examples.train_sketch import __main__ as command
from examples.train_sketch import latents
from examples.train_sketch.distill import distil_target
from examples.train_sketch.judge_data import held_out
from examples.train_sketch.lessons import weigh
from examples.train_sketch.models import STEPS, make_scheduler, make_vae, noise_levels, standardise
from examples.train_sketch.scene import Scene, sample_scene, taught
from examples.train_sketch.train_unet import loss_weights, sample_timesteps


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """On models this small, threads only wait for each other."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize("turn", range(STEPS // 2))
def test_the_distilled_step_leads_from_start_to_end(turn: int) -> None:
    """The scheduler itself takes the step, in half as many as the teacher's."""
    scheduler = make_scheduler()
    scheduler.set_timesteps(STEPS // 2)
    levels = [*noise_levels(), -1]
    time, later = levels[2 * turn], levels[2 * turn + 2]
    assert int(scheduler.timesteps[turn]) == time
    kept = [torch.tensor(1.0) if t < 0 else scheduler.alphas_cumprod[t] for t in (time, later)]
    at = tuple(share.view(1, 1, 1, 1) for k in kept for share in (k.sqrt(), (1 - k).sqrt()))
    torch.manual_seed(turn)
    start, end = torch.randn(2, 8, 4, 4), torch.randn(2, 8, 4, 4)
    v = distil_target(start, end, at)
    torch.testing.assert_close(scheduler.step(v, time, start).prev_sample, end, rtol=1e-3, atol=1e-3)


def test_noise_levels_start_in_pure_noise() -> None:
    levels = noise_levels()
    assert len(levels) == STEPS
    assert levels[0] == 999
    assert levels == sorted(levels, reverse=True)
    assert make_scheduler().alphas_cumprod[levels[0]] == 0


def test_timesteps_are_mostly_those_that_drawing_stops_at() -> None:
    torch.manual_seed(0)
    levels = torch.tensor(noise_levels())
    drawn = sample_timesteps(levels, 4000)
    share = torch.isin(drawn, levels).float().mean()
    assert 0.8 < share < 0.9
    assert len(drawn.unique()) > 200


def test_the_noisy_side_keeps_its_weight() -> None:
    weights = loss_weights(make_scheduler().alphas_cumprod)
    assert weights[-1] == 1
    assert weights[0] < 0.1
    assert (weights.diff() >= 0).all()


def test_standardise_changes_the_latents_and_not_the_pictures() -> None:
    torch.manual_seed(0)
    vae = make_vae().eval()
    pictures = torch.rand(2, 3, 64, 64) * 2 - 1
    with torch.no_grad():
        before = vae.encode(pictures).latent_dist.mode()
        drawn = vae.decode(before).sample
        mean, std = before.mean((0, 2, 3)), before.std((0, 2, 3))
        standardise(vae, mean, std)
        after = vae.encode(pictures).latent_dist.mode()
        torch.testing.assert_close(vae.decode(after).sample, drawn, rtol=1e-3, atol=1e-4)
    assert before.shape == (2, 8, 4, 4)
    torch.testing.assert_close(after.mean((0, 2, 3)), torch.zeros(8), rtol=0, atol=1e-3)
    torch.testing.assert_close(after.std((0, 2, 3)), torch.ones(8), rtol=1e-3, atol=1e-3)


class _NoVAE:
    """Encodes every picture to nought."""

    def to(self, *_: object, **__: object) -> _NoVAE:
        return self

    def encode(self, batch: torch.Tensor) -> SimpleNamespace:
        return SimpleNamespace(latent_dist=SimpleNamespace(mode=lambda: torch.zeros(len(batch), 8, 1, 1)))


def test_held_out_scenes_are_never_cached(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(latents, "_SHARD", 400)
    monkeypatch.setattr(latents, "load_vae", lambda _: _NoVAE())
    composed: list[Scene] = []

    def compose_with_mask(scene: Scene, seed: int, shape: str) -> tuple[np.ndarray, Image.Image]:
        composed.append(scene)
        return np.zeros((16, 16, 3), np.uint8), Image.new("L", (16, 16), 255)

    composer = SimpleNamespace(compose_with_mask=compose_with_mask)
    cached, covers, scenes = latents.encode_pictures(tmp_path, composer, 0, torch.device("cpu"))
    assert cached.shape == (400, 8, 1, 1)
    assert covers.shape == (400, 1, 1)
    assert covers.unique().tolist() == [255]
    assert composed == scenes
    assert len(scenes) == 400
    rng = random.Random("latents 0")
    drawn = [scene for scene in (sample_scene(rng) for _ in range(1_000)) if taught(scene)]
    assert any(map(held_out, drawn))  # there was something to leave out
    assert not any(map(held_out, scenes))
    assert scenes[:300] == [scene for scene in drawn if not held_out(scene)][:300]


def test_in_a_mirror_left_is_right() -> None:
    picture = np.arange(2 * 4 * 3, dtype=np.uint8).reshape(2, 4, 3)
    mask = Image.new("L", (4, 2))
    mask.putpixel((0, 1), 255)
    two = Scene("cat", "field", companion="dog", side="left")
    scene, turned, cover = latents.mirror_of(two, picture, mask)
    assert scene.side == "right"
    assert (turned == picture[:, ::-1]).all()
    assert cover.getpixel((3, 1)) == 255
    assert latents.mirror_of(Scene("cat", "field"), picture, mask)[0] == Scene("cat", "field")
    assert latents.mirror_of(Scene("cat", "field", companion="dog", side="behind"), picture, mask)[0].side == "behind"


def test_as_many_are_mirrored_as_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(latents, "_SHARD", 400)
    monkeypatch.setattr(latents, "load_vae", lambda _: _NoVAE())
    left = np.zeros((16, 16), np.uint8)
    left[:, :8] = 255

    def compose_with_mask(scene: Scene, seed: int, shape: str) -> tuple[np.ndarray, Image.Image]:
        return np.zeros((16, 16, 3), np.uint8), Image.fromarray(left)

    monkeypatch.setattr(latents, "FACTOR", 8)
    composer = SimpleNamespace(compose_with_mask=compose_with_mask)
    for share, least, most in ((0.0, 0, 0), (0.5, 160, 240)):
        covers = latents.encode_pictures(tmp_path, composer, 0, torch.device("cpu"), share).covers
        assert least <= int((covers[:, 0, 1] == 255).sum()) <= most


def test_a_small_subject_has_half_of_the_say() -> None:
    covers = torch.zeros(3, 16, 16, dtype=torch.uint8)
    covers[0, 8, 6:8] = 255
    covers[1, 2:14, 3:13] = 200
    small, large, nobody = weigh(covers)
    for weights in (small, large, nobody):
        assert weights.mean().item() == pytest.approx(1.0)
    assert (small > 1).sum().item() == 3 * 4  # its own cells and those beside it
    assert 0.4 < (small[small > 1].sum() / small.sum()).item() < 0.6
    assert small.max() > 4 * large.max()
    assert (nobody == 1).all()


def test_every_fifth_shard_is_wide() -> None:
    assert [latents.shape_of(shard) for shard in range(6)] == [*["square"] * 4, "wide", "square"]


def test_the_default_run_ends_with_the_export(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[tuple[str, float]] = []
    monkeypatch.setattr(command, "run_stage", lambda stage, _, minutes: ran.append((stage, minutes)))
    monkeypatch.setattr(sys, "argv", ["train_sketch", "--minutes", "100", "--work", str(tmp_path / "work")])
    command.main()
    assert [stage for stage, _ in ran] == ["assets", "vae", "text", "latents", "unet", "decoder", "export"]
    assert sum(minutes for _, minutes in ran) == pytest.approx(100)
    for stage in ("distil", "judge"):
        ran.clear()
        monkeypatch.setattr(
            sys, "argv", [*["train_sketch", "--minutes", "9", "--work"], str(tmp_path), "--stage", stage]
        )
        command.main()
        assert ran == [(stage, 9.0)]
