"""Teach the UNet to draw: latent diffusion with v-prediction under a frozen text encoder."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Final

import torch

from .captions import caption
from .export import export, preview
from .latents import load_latents
from .loop import Loop, LoopConfig, log
from .models import make_scheduler, make_unet
from .train_text import encode, load_text_encoder

_BATCH: Final = 24
_UNCONDITIONAL: Final = 0.1
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


def train_unet(work: Path, minutes: float, device: torch.device, out: Path, rate: float = 8e-4) -> None:
    """Train for ``minutes`` in all; at every save the checkpoint in ``out`` is replaced and ``samples.png`` redrawn."""
    tokenizer, encoder = load_text_encoder(work)
    encoder = encoder.to(device)
    latents, scenes = load_latents(work)
    factor = 1.0 / latents.float().std().item()
    (work / "scaling.json").write_text(json.dumps({"scaling_factor": round(factor, 5)}))
    log.info("%d latents, scaling factor %.4f", len(latents), factor)
    latents = (latents.float() * factor).to(device)
    alphas = make_scheduler().alphas_cumprod.to(device)
    weights = loss_weights(alphas)
    unet = make_unet().to(device)
    loop = Loop("unet", work, unet, LoopConfig(minutes, rate, _BATCH, ema=0.998, save_every_s=420))
    rng = random.Random(loop.step)

    def loss() -> torch.Tensor:
        picks = [rng.randrange(len(scenes)) for _ in range(_BATCH)]
        texts = ["" if rng.random() < _UNCONDITIONAL else caption(scenes[i], rng) for i in picks]
        clean = latents[torch.tensor(picks, device=device)]
        noise = torch.randn_like(clean)
        steps = torch.randint(0, len(alphas), (_BATCH,), device=device)
        signal = alphas[steps].sqrt().view(-1, 1, 1, 1)
        spread = (1.0 - alphas[steps]).sqrt().view(-1, 1, 1, 1)
        with torch.autocast(device.type, torch.bfloat16):
            with torch.no_grad():
                states = encoder(encode(tokenizer, texts).to(device)).last_hidden_state
            made = unet(signal * clean + spread * noise, steps, states).sample
        # Salimans & Ho 2022: v = alpha * noise - sigma * x.
        error: torch.Tensor = (made.float() - (signal * noise - spread * clean)).square().mean((1, 2, 3))
        return (weights[steps] * error).mean()

    def show() -> None:
        export(work, out)
        preview(out, work / "samples.png")

    loop.run(loss, show)
