"""Teach the autoencoder the composer's pictures."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

import numpy as np
import torch
from diffusers import AutoencoderKL
from PIL import Image
from torch import nn

from .checkpoint import load_state, unpack
from .composer import Composer
from .loop import Loop, LoopConfig, log
from .models import FACTOR, LATENT_SIDE, POSTERIOR_STD, SIDE, make_vae, standardise, to_input
from .muon import muon
from .parallel import own_chance, rank
from .scene import sample_scene

_BATCH: Final = 8
_CROP: Final = 128
_CROPS: Final = 4  # of each picture
_ON_CROPS: Final = 0.9  # share of the time: four times the steps; the rest shows the norms whole pictures
_FLAT: Final = 0.85  # share of the time: screentone's error would drown all colours' at first
_SIZE_WEIGHT: Final = 1e-4
_LATENT_NOISE: Final = 0.3  # a UNet's latents are never exact; the decoder learns to draw through the error
_EDGE_WEIGHT: Final = 1.0
_HUE_WEIGHT: Final = 4.0  # without it green and brown stay one colour for a quarter of an hour


def picture_batch(composer: Composer, rng: random.Random, size: int, *, flat: bool = False) -> torch.Tensor:
    """Fresh pictures: float[size, 3, 256, 256] in -1..1; in flat colour if that is asked for."""
    scenes = [sample_scene(rng) for _ in range(size)]
    if flat:
        scenes = [replace(scene, style="colour") for scene in scenes]
    pictures = np.stack([composer.compose(scene, rng.getrandbits(31)) for scene in scenes])
    return to_input(pictures)


def crop_batch(composer: Composer, rng: random.Random, size: int, *, flat: bool = False) -> torch.Tensor:
    """Parts of fresh pictures, four of each: float[size, 3, 128, 128] in -1..1."""
    whole = picture_batch(composer, rng, size // _CROPS, flat=flat)
    corners = [(rng.randint(0, SIDE - _CROP), rng.randint(0, SIDE - _CROP)) for _ in range(size)]
    return torch.stack([whole[i // _CROPS, :, y : y + _CROP, x : x + _CROP] for i, (y, x) in enumerate(corners)])


def quick(batch: torch.Tensor) -> torch.Tensor:
    """The batch as the working copies of the networks take it: bfloat16, channels last."""
    return batch.to(torch.bfloat16, memory_format=torch.channels_last)


def reconstruction_loss(made: torch.Tensor, true: torch.Tensor) -> torch.Tensor:
    """L1 on pixels at three scales, on the differences between neighbours, which keeps flat edges sharp, and on hues.

    Args:
        made: float[b, 3, h, w].
        true: float[b, 3, h, w].
    """
    loss = nn.functional.l1_loss(made, true)
    for axis in (2, 3):
        loss = loss + _EDGE_WEIGHT * nn.functional.l1_loss(made.diff(dim=axis), true.diff(dim=axis))
    for _ in range(2):
        made, true = nn.functional.avg_pool2d(made, 2), nn.functional.avg_pool2d(true, 2)
        loss = loss + 0.5 * nn.functional.l1_loss(made, true)
    made, true = (x - x.mean(1, keepdim=True) for x in (made, true))
    return loss + _HUE_WEIGHT * nn.functional.l1_loss(made, true)


def load_vae(work: Path) -> AutoencoderKL:
    """The averaged autoencoder of a work directory, with the later decoder if that stage ran.

    Raises:
        FileNotFoundError: None was trained there.
    """
    found = load_state(work / "state" / "decoder") or load_state(work / "state" / "vae")
    if found is None:
        raise FileNotFoundError(f"no trained VAE under {work}: run --stage vae first")
    vae = make_vae()
    vae.load_state_dict(unpack("average", found[0]))
    return vae.eval().requires_grad_(False)


def train_vae(work: Path, composer: Composer, minutes: float, device: torch.device, rate: float = 4e-3) -> None:
    """Train encoder and decoder for ``minutes`` in all; writes ``vae-samples.png``.

    Does nothing once latents are cached or a UNet knows them.
    """
    if any((work / "latents").glob("*.json")) or (work / "state" / "unet").exists():
        log.info("the encoder stays as it is: its latents are in use; --stage decoder still improves the pictures")
        return
    vae = make_vae().to(device)
    loop = Loop("vae", work, vae, LoopConfig(minutes, rate, _BATCH, floor=0.1, ema=0.995, save_every_s=120), muon)
    rng = own_chance("vae", loop.step)

    def loss() -> torch.Tensor:
        done = loop.elapsed_s / (minutes * 60)
        if done < _ON_CROPS:
            pictures = crop_batch(composer, rng, _BATCH, flat=done < _FLAT).to(device)
        else:
            pictures = picture_batch(composer, rng, _BATCH // 2).to(device)
        posterior = loop.model.encode(quick(pictures)).latent_dist
        made = loop.model.decode(posterior.mean + POSTERIOR_STD * torch.randn_like(posterior.mean)).sample
        # With the posterior's width fixed, this is what is left of the KL term.
        size: torch.Tensor = posterior.mean.float().square().mean()
        return reconstruction_loss(made.float(), pictures) + _SIZE_WEIGHT * size

    loop.run(loss, _show(loop, composer, device))
    if rank()[0] > 0:
        return
    average = cast(AutoencoderKL, loop.average)
    with torch.no_grad():
        latents = average.encode(picture_batch(composer, rng, 256).to(device)).latent_dist.mean
    for network in (vae, average):
        standardise(network, latents.mean((0, 2, 3)), latents.std((0, 2, 3)))
    loop.save()


def train_decoder(work: Path, composer: Composer, minutes: float, device: torch.device, rate: float = 2e-3) -> None:
    """Sharpen the decoder with the encoder fixed: latents cached before, and a UNet that knows them, stay good."""
    vae = load_vae(work).to(device)
    vae.decoder.requires_grad_(True)
    vae.post_quant_conv.requires_grad_(True)
    loop = Loop("decoder", work, vae, LoopConfig(minutes, rate, _BATCH, floor=0.02, ema=0.998), muon)
    rng = own_chance("decoder", loop.step)

    def loss() -> torch.Tensor:
        on_crops = loop.elapsed_s < _ON_CROPS * minutes * 60
        pictures = picture_batch(composer, rng, _BATCH // _CROPS if on_crops else _BATCH // 2).to(device)
        with torch.no_grad():
            latents = loop.model.encode(quick(pictures)).latent_dist.mode()
        if on_crops:
            latents, pictures = _matching_crops(latents, pictures, rng)
        level = _LATENT_NOISE * torch.rand(len(latents), 1, 1, 1, device=device)
        made = loop.model.decode(quick(latents + level * torch.randn_like(latents))).sample
        return reconstruction_loss(made.float(), pictures)

    loop.run(loss, _show(loop, composer, device))


def _matching_crops(latents: torch.Tensor, pictures: torch.Tensor, rng: random.Random) -> tuple[torch.Tensor, ...]:
    """Four parts of every picture and of its latent: float[4b, 8, 8, 8] and float[4b, 3, 128, 128]."""
    side = _CROP // FACTOR
    parts = []
    for i in range(_CROPS * len(latents)):
        y, x = rng.randint(0, LATENT_SIDE - side), rng.randint(0, LATENT_SIDE - side)
        top, left = FACTOR * y, FACTOR * x
        picture = pictures[i // _CROPS, :, top : top + _CROP, left : left + _CROP]
        parts.append((latents[i // _CROPS, :, y : y + side, x : x + side], picture))
    return tuple(torch.stack(part) for part in zip(*parts, strict=True))


def _show(loop: Loop, composer: Composer, device: torch.device) -> Callable[[], None]:
    """A sheet of held-out pictures, their reconstructions below."""
    held_out = picture_batch(composer, random.Random("held out"), 8)

    def show() -> None:
        average = cast(AutoencoderKL, loop.average)
        with torch.no_grad():
            made = average.decode(average.encode(held_out.to(device)).latent_dist.mode()).sample.cpu()
        save_sheet(torch.cat([held_out, made]), loop.work / f"{loop.name}-samples.png", columns=len(held_out))

    return show


def save_sheet(pictures: torch.Tensor, path: Path, columns: int) -> None:
    """Write float[n, 3, h, w] in -1..1 as a contact sheet."""
    n, _, h, w = pictures.shape
    pixels = ((pictures.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy()
    sheet = Image.new("RGB", (columns * (w + 4), -(-n // columns) * (h + 4)), "white")
    for i in range(n):
        sheet.paste(Image.fromarray(pixels[i]), (i % columns * (w + 4), i // columns * (h + 4)))
    sheet.save(path)
