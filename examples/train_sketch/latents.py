"""A cache of composed pictures as latents, so that the UNet's training spends its time on the UNet."""

from __future__ import annotations

import json
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import torch
from PIL import Image, ImageOps
from safetensors.torch import load_file, save_file

from .composer import Composer, Picture, Shape
from .judge_data import held_out
from .loop import log
from .models import FACTOR, to_input
from .scene import NOBODY, Scene, sample_scene, taught
from .train_vae import load_vae, quick

_BATCH: Final = 50
_SHARD: Final = 2_000
_WIDE_EVERY: Final = 5  # every fifth shard is of 16:9 pictures


class Cached(NamedTuple):
    """The pictures of one shape, in one order."""

    latents: torch.Tensor
    """float16[n, 8, h, w], unscaled posterior means."""
    covers: torch.Tensor
    """uint8[n, h, w]: how much of every cell is the subject's, of 255."""
    scenes: list[Scene]


def shape_of(shard: int) -> Shape:
    """The shape of a shard's pictures."""
    return "wide" if shard % _WIDE_EVERY == _WIDE_EVERY - 1 else "square"


def mirror_of(scene: Scene, picture: Picture, mask: Image.Image) -> tuple[Scene, Picture, Image.Image]:
    """The same seen in a mirror: left and right change places in the words too."""
    side = {"left": "right", "right": "left"}.get(scene.side, scene.side) if scene.companion != NOBODY else scene.side
    return replace(scene, side=side), np.ascontiguousarray(picture[:, ::-1]), ImageOps.mirror(mask)


def encode_pictures(work: Path, composer: Composer, shard: int, device: torch.device, mirror: float = 0.0) -> Cached:
    """Compose and encode one shard, of scenes that the UNet is to learn.

    Args:
        work: Where the autoencoder is.
        composer: Makes the pictures.
        shard: Which; it decides the scenes and the shape.
        device: Where they are encoded.
        mirror: Share of the pictures that are mirrored.
    """
    vae = load_vae(work).to(device, torch.bfloat16).to(memory_format=torch.channels_last)
    rng, turns = random.Random(f"latents {shard}"), random.Random(f"mirror {shard}")
    fresh = iter(lambda: sample_scene(rng), None)
    scenes = list(islice((scene for scene in fresh if taught(scene) and not held_out(scene)), _SHARD))
    latents, covers = [], []
    for start in range(0, _SHARD, _BATCH):
        drawn = [
            composer.compose_with_mask(scene, rng.getrandbits(31), shape_of(shard))
            for scene in scenes[start : start + _BATCH]
        ]
        for i in range(len(drawn)):
            if turns.random() < mirror:
                scenes[start + i], picture, mask = mirror_of(scenes[start + i], *drawn[i])
                drawn[i] = picture, mask
        with torch.no_grad():
            batch = quick(to_input(np.stack([picture for picture, _ in drawn])).to(device))
            latents.append(vae.encode(batch).latent_dist.mode().half().cpu().contiguous())
        covers += [np.asarray(mask.reduce(FACTOR)) for _, mask in drawn]
    return Cached(torch.cat(latents), torch.from_numpy(np.stack(covers)), scenes)


def _shard_job(work: Path, shard: int, device: str, mirror: float) -> None:
    from .art import Gallery
    from .assets import Icons

    torch.set_num_threads(1)
    composer = Composer(Gallery(Icons(work / "assets")))
    made = encode_pictures(work, composer, shard, torch.device(device), mirror)
    folder = work / "latents"
    save_file({"latents": made.latents, "covers": made.covers}, folder / f"{shard:04d}.safetensors")
    done = folder / f"{shard:04d}.json"  # its being there says that the shard is complete
    partial = done.with_suffix(".partial")
    partial.write_text(json.dumps([asdict(s) for s in made.scenes]))
    partial.replace(done)


def cache_latents(work: Path, count: int, device: torch.device, mirror: float = 0.0, workers: int = 2) -> None:
    """Fill the cache up to ``count`` pictures, a share of them mirrored; shards already there stay."""
    folder = work / "latents"
    folder.mkdir(exist_ok=True)
    missing = [s for s in range(-(-count // _SHARD)) if not (folder / f"{s:04d}.json").exists()]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_shard_job, work, shard, device.type, mirror) for shard in missing]
        for done, job in enumerate(jobs, 1):
            job.result()
            log.info("latents: %d of %d shards", done, len(missing))


def load_latents(work: Path) -> dict[Shape, Cached]:
    """The whole cache by shape.

    Raises:
        FileNotFoundError: The cache is empty.
    """
    paths = sorted((work / "latents").glob("*.json"))
    if not paths:
        raise FileNotFoundError(f"no latents under {work}: run --stage latents first")
    cache: dict[Shape, Cached] = {}
    for shape in ("square", "wide"):
        mine = [path for path in paths if shape_of(int(path.stem)) == shape]
        if mine:
            shards = [load_file(path.with_suffix(".safetensors")) for path in mine]
            latents, covers = (torch.cat([shard[name] for shard in shards]) for name in ("latents", "covers"))
            scenes = [Scene(**fields) for path in mine for fields in json.loads(path.read_text())]
            cache[shape] = Cached(latents, covers, scenes)
    return cache
