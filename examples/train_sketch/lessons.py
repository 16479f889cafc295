"""What the UNet learns from: batches of cached latents, what is said of them, and what matters in them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

import torch
from torch.nn.functional import max_pool2d

from .captions import caption
from .composer import Shape
from .latents import Cached, load_latents
from .loop import log
from .models import scaling_factor
from .scene import NOBODY, Scene, taught
from .train_text import encode, load_text_encoder

_WIDE: Final = 0.15  # share of the batches that are of 16:9 pictures
_ON_SUBJECT: Final = 0.5  # share of a picture's error that its subject's cells make up
_SMALLEST: Final = 0.03  # share of the cells that the smallest subject counts as
_LARGEST: Final = 0.7  # the same of the largest: beside a face that fills the frame a corner isn't half of the picture
_NOBODY: Final = 0.3  # how often a picture with nobody in it is learned from, beside one with somebody
_TELLING: Final = 1.6  # the same of somebody who feels or does something
_FACE: Final = 2.5  # the same of an extreme close-up, which are few


@dataclass(frozen=True)
class Lesson:
    """One batch."""

    clean: torch.Tensor
    """Scaled latents, float32[b, 8, h, w]."""
    weights: torch.Tensor
    """How much an error in each cell matters, 1 on the average: float32[b, 1, h, w]."""
    states: torch.Tensor
    """The text encoder's hidden states, bfloat16[b, 77, 256]."""


def odds_of(scene: Scene) -> float:
    """How often a picture is learned from, beside others."""
    if scene.subject == NOBODY:
        return _NOBODY
    if scene.size == "extreme close":
        return _FACE
    return _TELLING if scene.emotion != "calm" or scene.action != "stands" else 1.0


def weigh(covers: torch.Tensor) -> torch.Tensor:
    """Give the subjects half of the say, however small they are: float[b, 1, h, w], 1 on the average.

    A figure in a wide shot fills three hundredths of the picture, and its share of a plain mean would be as small. The
    other half is the place's, of which little is left in a close-up. The cells beside a subject count as its own: where
    exactly it stands is not to be told from the weights.

    Args:
        covers: How much of each cell is the subject's, uint8[b, h, w].
    """
    near = max_pool2d(covers.float().unsqueeze(1) / 255.0, 3, stride=1, padding=1)
    share = near.mean((1, 2, 3), keepdim=True).clamp(_SMALLEST, _LARGEST)
    weights = _ON_SUBJECT * near / share + (1.0 - _ON_SUBJECT) * (1.0 - near) / (1.0 - share)
    return weights / weights.mean((1, 2, 3), keepdim=True)


class Lessons:
    """Draws batches for as long as they are wanted.

    Args:
        work: Where the latents and the text encoder are.
        device: Where the batches are to be.
        rng: Chooses pictures and wordings.
        unconditional: How often nothing is said (Ho & Salimans 2022).

    Attributes:
        factor: What the latents are multiplied with.
        nothing: The hidden states of the empty text, bfloat16[1, 77, 256].
    """

    def __init__(self, work: Path, device: torch.device, rng: random.Random, unconditional: float = 0.0) -> None:
        self._tokenizer, encoder = load_text_encoder(work)
        self._encoder = encoder.to(device, torch.bfloat16)
        self._device, self._rng, self._unconditional = device, rng, unconditional
        self._cache: dict[Shape, Cached] = load_latents(work)
        self.factor = _factor(work, self._cache["square"].latents)
        self._pools = {
            shape: [i for i, scene in enumerate(cached.scenes) if taught(scene)]
            for shape, cached in self._cache.items()
        }
        self._odds = {
            shape: list(accumulate(odds_of(self._cache[shape].scenes[i]) for i in pool))
            for shape, pool in self._pools.items()
        }
        self.nothing = self._read([""])
        log.info("%s latents, scaling factor %.4f", {s: len(pool) for s, pool in self._pools.items()}, self.factor)

    def draw(self, size: int) -> Lesson:
        """Draw a batch; all its pictures are of one shape."""
        rng = self._rng
        shape: Shape = "wide" if "wide" in self._cache and rng.random() < _WIDE else "square"
        latents, covers, scenes = self._cache[shape]
        picks = rng.choices(self._pools[shape], cum_weights=self._odds[shape], k=size)
        texts = ["" if rng.random() < self._unconditional else caption(scenes[i], rng) for i in picks]
        chosen = torch.tensor(picks)
        clean = latents[chosen].to(self._device).float() * self.factor
        return Lesson(clean, weigh(covers[chosen].to(self._device)), self._read(texts))

    @torch.no_grad()
    def _read(self, texts: list[str]) -> torch.Tensor:
        states: torch.Tensor = self._encoder(encode(self._tokenizer, texts).to(self._device)).last_hidden_state
        return states


def _factor(work: Path, latents: torch.Tensor) -> float:
    """The scaling factor; written down the first time."""
    if not (work / "scaling.json").exists():
        factor = 1.0 / latents.float().std().item()
        (work / "scaling.json").write_text(json.dumps({"scaling_factor": round(factor, 5)}))
    return scaling_factor(work)
