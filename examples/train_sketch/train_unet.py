"""Teach the UNet to draw: latent diffusion with v-prediction under a frozen text encoder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch

from .contrast import Contrast, ContrastConfig
from .export import export, preview
from .lessons import Lessons
from .loop import Loop, LoopConfig
from .models import make_scheduler, make_unet, noise_levels
from .muon import muon
from .parallel import own_chance
from .train_vae import quick

_BATCH: Final = 48
_UNCONDITIONAL: Final = 0.1
_ELSEWHERE: Final = 0.15  # share of the samples at any other noise level than those that drawing stops at
_SNR_CAP: Final = 5.0


def loss_weights(alphas: torch.Tensor) -> torch.Tensor:
    """The weight of every timestep's squared error in v: float[1000].

    Hang et al. 2023 ("Efficient Diffusion Training via Min-SNR Weighting") weight a v-model's error by
    min(SNR, 5) / (SNR + 1). That is nought at zero SNR, where this model takes its first and most decisive step, so the
    noisy side keeps weight 1.

    Args:
        alphas: The cumulative products, float[1000]; the last one is 0.
    """
    snr = alphas / (1.0 - alphas)
    return torch.clamp((_SNR_CAP + 1.0) / (snr + 1.0), max=1.0)


def sample_timesteps(levels: torch.Tensor, count: int) -> torch.Tensor:
    """Timesteps to learn at, int[count]: mostly the few noise levels that drawing stops at, at times any other."""
    chosen = levels[torch.randint(0, len(levels), (count,), device=levels.device)]
    anywhere = torch.randint(0, 1000, (count,), device=levels.device)
    return torch.where(torch.rand(count, device=levels.device) < _ELSEWHERE, anywhere, chosen)


def train_unet(
    work: Path, minutes: float, device: torch.device, out: Path, against: ContrastConfig, rate: float = 3e-3
) -> None:
    """Train for ``minutes`` in all; at every save the checkpoint in ``out`` is replaced and ``samples.png`` redrawn."""
    alphas = make_scheduler().alphas_cumprod.to(device)
    weights = loss_weights(alphas)
    levels = torch.tensor(noise_levels(), device=device)
    settings = LoopConfig(minutes, rate, _BATCH, warmup_steps=100, ema=0.996, save_every_s=420)
    loop = Loop("unet", work, make_unet().to(device), settings, muon)
    lessons = Lessons(work, device, own_chance("unet", loop.step), _UNCONDITIONAL)
    contrast = Contrast(against, device) if against.itc else None

    def loss() -> torch.Tensor:
        lesson = lessons.draw(_BATCH)
        clean, noise = lesson.clean, torch.randn_like(lesson.clean)
        steps = sample_timesteps(levels, _BATCH)
        signal = alphas[steps].sqrt().view(-1, 1, 1, 1)
        spread = (1.0 - alphas[steps]).sqrt().view(-1, 1, 1, 1)
        made = loop.model(quick(signal * clean + spread * noise), steps, lesson.states).sample
        # Salimans & Ho 2022: v = alpha * noise - sigma * x.
        error = lesson.weights * (made.float() - (signal * noise - spread * clean)).square()
        weighed: torch.Tensor = (weights[steps] * error.mean((1, 2, 3))).mean()
        if contrast is None:
            return weighed
        contrast.learn(clean, lesson.states)
        drawn = signal * (signal * clean + spread * noise) - spread * made.float()
        return weighed + contrast.loss(drawn, lesson.states)

    def show() -> None:
        export(work, out)
        preview(out, work / "samples.png")

    loop.run(loss, show)
