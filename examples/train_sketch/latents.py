"""A cache of composed pictures as latents, so that the UNet's training spends its time on the UNet."""

from __future__ import annotations

import json
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import torch

from .composer import Composer
from .loop import log
from .scene import Scene, sample_scene
from .train_vae import load_vae

_BATCH: Final = 50
_SHARD: Final = 2_000


def encode_pictures(work: Path, composer: Composer, shard: int, device: torch.device) -> tuple[np.ndarray, list[Scene]]:
    """Compose and encode one shard: float16[2000, 4, 16, 16] unscaled posterior means, and their scenes."""
    vae = load_vae(work).to(device)
    rng = random.Random(f"latents {shard}")
    scenes = [sample_scene(rng) for _ in range(_SHARD)]
    latents = []
    for start in range(0, _SHARD, _BATCH):
        pictures = np.stack([composer.compose(s, rng.getrandbits(31)) for s in scenes[start : start + _BATCH]])
        batch = torch.from_numpy(pictures).permute(0, 3, 1, 2).float().to(device) / 127.5 - 1.0
        with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
            latents.append(vae.encode(batch).latent_dist.mode().half().cpu().numpy())
    return np.concatenate(latents), scenes


def _shard_job(work: Path, shard: int, device: str) -> None:
    from .art import Gallery
    from .assets import Icons

    torch.set_num_threads(1)
    composer = Composer(Gallery(Icons(work / "assets")))
    latents, scenes = encode_pictures(work, composer, shard, torch.device(device))
    folder = work / "latents"
    np.save(folder / f"{shard:04d}.npy", latents)
    (folder / f"{shard:04d}.json").write_text(json.dumps([asdict(s) for s in scenes]))


def cache_latents(work: Path, count: int, device: torch.device, workers: int = 2) -> None:
    """Fill the cache up to ``count`` pictures; shards already there stay."""
    folder = work / "latents"
    folder.mkdir(exist_ok=True)
    missing = [s for s in range(-(-count // _SHARD)) if not (folder / f"{s:04d}.json").exists()]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_shard_job, work, shard, device.type) for shard in missing]
        for done, job in enumerate(jobs, 1):
            job.result()
            log.info("latents: %d of %d shards", done, len(missing))


def load_latents(work: Path) -> tuple[torch.Tensor, list[Scene]]:
    """The whole cache: float16[n, 4, 16, 16], unscaled, and the scenes in the same order.

    Raises:
        FileNotFoundError: The cache is empty.
    """
    paths = sorted((work / "latents").glob("*.json"))
    if not paths:
        raise FileNotFoundError(f"no latents under {work}: run --stage latents first")
    latents = torch.from_numpy(np.concatenate([np.load(path.with_suffix(".npy")) for path in paths]))
    scenes = [Scene(**fields) for path in paths for fields in json.loads(path.read_text())]
    return latents, scenes
