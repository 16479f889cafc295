"""Teach the text encoder to read a caption: which scene does it ask for?

The scene behind a composed caption is known exactly, so the encoder can be taught in minutes by classification instead
of through the UNet's gradients over hours. Linear heads read every field of the scene at the end-of-text token and at
padding tokens after it; the heads are thrown away, and the UNet, which attends to those same positions, finds the scene
laid out in them.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final, cast

import torch
from torch import nn
from transformers import CLIPTextModel, CLIPTokenizer

from .captions import caption
from .checkpoint import load_state, unpack
from .loop import Loop, LoopConfig, log
from .models import TEXT_WIDTH, TOKENS, make_text_encoder
from .muon import muon
from .parallel import own_chance
from .scene import (
    ACTIONS,
    ANGLES,
    EMOTIONS,
    NOBODY,
    PLACES,
    SIDES,
    SIZES,
    STYLES,
    TIMES,
    WEATHERS,
    Scene,
    sample_scene,
)
from .subjects import SUBJECTS
from .tokenizer import load_tokenizer

FIELDS: Final[dict[str, tuple[object, ...]]] = {
    "subject": (NOBODY, *SUBJECTS),
    "place": PLACES,
    "time": TIMES,
    "weather": WEATHERS,
    "size": SIZES,
    "angle": ANGLES,
    "style": STYLES,
    "count": (1, 2, 3),
    "companion": (NOBODY, *SUBJECTS),
    "side": SIDES,
    "emotion": EMOTIONS,
    "action": ACTIONS,
}
_BATCH: Final = 96
_LENGTHS: Final = (48, 48, TOKENS)  # the padding to the end needs learning too, but not in every step
_READ_AT: Final = 6  # positions a caption that are read: the end token and some of the padding after it


class Reader(nn.Module):
    """A text encoder and one linear head for each field of a scene."""

    def __init__(self, encoder: CLIPTextModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.ModuleDict({name: nn.Linear(TEXT_WIDTH, len(values)) for name, values in FIELDS.items()})

    def forward(self, ids: torch.Tensor, at: torch.Tensor) -> dict[str, torch.Tensor]:
        """Read int[b, 77] at the positions int[b, k]: float[b, k, values] for each field."""
        states = self.encoder(ids).last_hidden_state
        read = states.gather(1, at[..., None].expand(-1, -1, TEXT_WIDTH))
        return {name: head(read) for name, head in self.heads.items()}


def labels_of(scenes: list[Scene]) -> dict[str, torch.Tensor]:
    """The class of every field: int[n] each."""
    return {name: torch.tensor([values.index(getattr(s, name)) for s in scenes]) for name, values in FIELDS.items()}


def encode(tokenizer: CLIPTokenizer, texts: list[str], length: int = TOKENS) -> torch.Tensor:
    """Tokens, padded and cut to int[n, length]."""
    batch = tokenizer(texts, padding="max_length", max_length=length, truncation=True, return_tensors="pt")
    return cast(torch.Tensor, batch["input_ids"])


def _positions(ids: torch.Tensor, end: int) -> torch.Tensor:
    first = (ids == end).int().argmax(1, keepdim=True)
    last = ids.shape[1] - 1
    later = first + 1 + (torch.rand(len(ids), _READ_AT - 1) * (last - first)).long()
    return torch.cat([first, later.clamp(max=last)], 1)


def load_text_encoder(work: Path) -> tuple[CLIPTokenizer, CLIPTextModel]:
    """The tokenizer and the averaged text encoder of a work directory.

    Raises:
        FileNotFoundError: None was trained there.
    """
    found = load_state(work / "state" / "text")
    if found is None:
        raise FileNotFoundError(f"no trained text encoder under {work}: run --stage text first")
    tokenizer = load_tokenizer(work)
    reader = Reader(make_text_encoder(len(tokenizer), tokenizer.eos_token_id))
    reader.load_state_dict(unpack("average", found[0]))
    return tokenizer, reader.encoder.eval().requires_grad_(False)


def train_text(work: Path, minutes: float, device: torch.device, rate: float = 2e-3) -> None:
    """Train for ``minutes`` in all; logs the accuracy on fresh captions, field by field, at every save.

    Does nothing once a UNet has learned what this encoder says.
    """
    if (work / "state" / "unet").exists():
        log.info("the text encoder stays as it is: a UNet was trained with it")
        return
    tokenizer = load_tokenizer(work)
    end = tokenizer.eos_token_id
    reader = Reader(make_text_encoder(len(tokenizer), end)).to(device)
    loop = Loop(
        "text", work, reader, LoopConfig(minutes, rate, _BATCH, warmup_steps=50, ema=0.995, save_every_s=90), muon
    )
    rng = own_chance("text", loop.step)

    def draw(size: int, source: random.Random, length: int = TOKENS) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        scenes = [sample_scene(source) for _ in range(size)]
        ids = encode(tokenizer, [caption(scene, source) for scene in scenes], length)
        return ids, labels_of(scenes)

    def loss() -> torch.Tensor:
        ids, labels = draw(_BATCH, rng, rng.choice(_LENGTHS))
        at = _positions(ids, end).to(device)
        read = loop.model(ids.to(device), at)
        terms = [
            nn.functional.cross_entropy(
                read[name].flatten(0, 1).float(), labels[name].to(device).repeat_interleave(_READ_AT)
            )
            for name in FIELDS
        ]
        return torch.stack(terms).sum()

    held_out = draw(512, random.Random("held out"))

    def show() -> None:
        ids, labels = held_out
        with torch.no_grad():
            read = loop.average(ids.to(device), _positions(ids, end).to(device))
        right = {name: (read[name][:, 0].argmax(-1).cpu() == labels[name]).float().mean().item() for name in FIELDS}
        log.info("read right: %s", ", ".join(f"{name} {share:.1%}" for name, share in right.items()))

    loop.run(loss, show)
