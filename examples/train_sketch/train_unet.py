"""Teach the UNet to draw: latent diffusion with v-prediction under a frozen text encoder."""

from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path
from typing import Final

import torch

from .captions import caption
from .composer import Shape
from .export import export, preview
from .latents import load_latents
from .loop import Loop, LoopConfig, log
from .models import make_scheduler, make_unet, noise_levels, scaling_factor
from .muon import muon
from .parallel import own_chance
from .scene import NOBODY, taught
from .train_text import encode, load_text_encoder
from .train_vae import quick

_BATCH: Final = 48
_UNCONDITIONAL: Final = 0.1
_ELSEWHERE: Final = 0.15  # share of the samples at any other noise level than those that drawing stops at
_WIDE: Final = 0.15  # share of the batches that are of 16:9 pictures
_EMPTY: Final = 0.3  # how often a picture with nobody in it is learned from, beside one with somebody
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


def train_unet(work: Path, minutes: float, device: torch.device, out: Path, rate: float = 3e-3) -> None:
    """Train for ``minutes`` in all; at every save the checkpoint in ``out`` is replaced and ``samples.png`` redrawn."""
    tokenizer, encoder = load_text_encoder(work)
    encoder = encoder.to(device, torch.bfloat16)
    cache = load_latents(work)
    if not (work / "scaling.json").exists():
        factor = 1.0 / cache["square"][0].float().std().item()
        (work / "scaling.json").write_text(json.dumps({"scaling_factor": round(factor, 5)}))
    factor = scaling_factor(work)
    pools = {shape: [i for i, s in enumerate(scenes) if taught(s)] for shape, (_, scenes) in cache.items()}
    odds = {
        shape: list(accumulate(_EMPTY if cache[shape][1][i].subject == NOBODY else 1.0 for i in pool))
        for shape, pool in pools.items()
    }
    log.info("%s latents, scaling factor %.4f", {shape: len(pool) for shape, pool in pools.items()}, factor)
    alphas = make_scheduler().alphas_cumprod.to(device)
    weights = loss_weights(alphas)
    levels = torch.tensor(noise_levels(), device=device)
    settings = LoopConfig(minutes, rate, _BATCH, warmup_steps=100, ema=0.996, save_every_s=420)
    loop = Loop("unet", work, make_unet().to(device), settings, muon)
    rng = own_chance("unet", loop.step)

    def loss() -> torch.Tensor:
        shape: Shape = "wide" if "wide" in cache and rng.random() < _WIDE else "square"
        latents, scenes = cache[shape]
        picks = rng.choices(pools[shape], cum_weights=odds[shape], k=_BATCH)
        texts = ["" if rng.random() < _UNCONDITIONAL else caption(scenes[i], rng) for i in picks]
        clean = latents[torch.tensor(picks)].to(device).float() * factor
        noise = torch.randn_like(clean)
        steps = sample_timesteps(levels, _BATCH)
        signal = alphas[steps].sqrt().view(-1, 1, 1, 1)
        spread = (1.0 - alphas[steps]).sqrt().view(-1, 1, 1, 1)
        with torch.no_grad():
            states = encoder(encode(tokenizer, texts).to(device)).last_hidden_state
        made = loop.model(quick(signal * clean + spread * noise), steps, states).sample
        # Salimans & Ho 2022: v = alpha * noise - sigma * x.
        error: torch.Tensor = (made.float() - (signal * noise - spread * clean)).square().mean((1, 2, 3))
        return (weights[steps] * error).mean()

    def show() -> None:
        export(work, out)
        preview(out, work / "samples.png")

    loop.run(loss, show)
