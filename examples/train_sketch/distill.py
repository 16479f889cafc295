"""Teach the UNet to draw in half the steps and without guidance, by its own example.

Progressive distillation (Salimans & Ho 2022, algorithm 2) with the guidance folded in (Meng et al. 2023): where the
teacher takes two guided DDIM steps, the student learns to land with one step that reads the text once. Drawing then
costs a quarter.
"""

from __future__ import annotations

from pathlib import Path

import torch

from .checkpoint import load_state, unpack
from .export import export
from .lessons import Lessons
from .loop import Loop, LoopConfig
from .models import make_scheduler, make_unet, noise_levels
from .muon import muon
from .parallel import own_chance
from .train_vae import quick

_BATCH = 32


def distil_target(start: torch.Tensor, end: torch.Tensor, at: tuple[torch.Tensor, ...]) -> torch.Tensor:
    """The v with which one DDIM step leads from ``start`` to ``end``.

    Args:
        start: Noisy latents, float[b, 8, h, w].
        end: Where the teacher arrived, the same shape.
        at: Signal and noise shares of both ends: alpha, sigma, alpha', sigma', each float[b, 1, 1, 1].
    """
    signal, spread, next_signal, next_spread = at
    ratio = next_spread / spread
    clean = (end - ratio * start) / (next_signal - ratio * signal)
    return (signal * start - clean) / spread


def train_distilled(
    work: Path, minutes: float, device: torch.device, guidance: float = 3.0, rate: float = 4e-4
) -> None:
    """Distil the trained UNet for ``minutes`` in all; the student's checkpoint is written to ``work/distilled``.

    It draws at half the steps and guidance 1. Nothing else is changed.

    Raises:
        FileNotFoundError: No UNet was trained.
    """
    found = load_state(work / "state" / "unet")
    if found is None:
        raise FileNotFoundError(f"no trained UNet under {work}: run --stage unet first")
    teacher = make_unet()
    teacher.load_state_dict(unpack("average", found[0]))
    student = make_unet()
    student.load_state_dict(teacher.state_dict())
    teacher = teacher.to(device, torch.bfloat16).to(memory_format=torch.channels_last).eval().requires_grad_(False)
    alphas = make_scheduler().alphas_cumprod.to(device)
    levels = [*noise_levels(), -1]  # after the last step no noise is left
    loop = Loop("distil", work, student.to(device), LoopConfig(minutes, rate, _BATCH, save_every_s=300), muon)
    lessons = Lessons(work, device, own_chance("distil", loop.step))
    nothing = lessons.nothing.expand(_BATCH, -1, -1)

    def shares(index: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        kept = torch.tensor([1.0 if t < 0 else float(alphas[t]) for t in levels], device=device)[index]
        return kept.sqrt().view(-1, 1, 1, 1), (1.0 - kept).sqrt().view(-1, 1, 1, 1)

    def guided_step(noisy: torch.Tensor, index: torch.Tensor, states: torch.Tensor) -> torch.Tensor:
        times = torch.tensor(levels, device=device)[index]
        both = teacher(quick(torch.cat([noisy, noisy])), times.repeat(2), torch.cat([nothing, states])).sample.float()
        without, with_text = both.chunk(2)
        v = without + guidance * (with_text - without)
        (signal, spread), (next_signal, next_spread) = shares(index), shares(index + 1)
        clean, noise = signal * noisy - spread * v, spread * noisy + signal * v
        end: torch.Tensor = next_signal * clean + next_spread * noise
        return end

    def loss() -> torch.Tensor:
        lesson = lessons.draw(_BATCH)
        clean = lesson.clean
        index = 2 * torch.randint(0, (len(levels) - 1) // 2, (_BATCH,), device=device)
        signal, spread = shares(index)
        noisy = signal * clean + spread * torch.randn_like(clean)
        with torch.no_grad():
            end = guided_step(guided_step(noisy, index, lesson.states), index + 1, lesson.states)
            target = distil_target(noisy, end, (signal, spread, *shares(index + 2)))
        times = torch.tensor(levels, device=device)[index]
        made = loop.model(quick(noisy), times, lesson.states).sample
        error: torch.Tensor = (lesson.weights * (made.float() - target).square()).mean()
        return error

    loop.run(loss, lambda: export(work, work / "distilled", loop.name))
