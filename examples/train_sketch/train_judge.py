"""Teach the judge to read composed pictures, spoilt the way generated ones are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import nn
from torch.nn.functional import grid_sample, interpolate

from .judge import FOLDER, Judge, save_judge
from .judge_data import FIELDS, LABELS, SIDE, Pupils, Source, examination
from .loop import Loop, LoopConfig, log
from .models import to_input
from .muon import muon
from .train_vae import quick

_BATCH: Final = 64
_GROUPS: Final = 4  # of a batch: each is softened by another amount
_EXAMINED: Final = 1_500
_WEIGHTS: Final = {"subject": 2.0, "style": 0.5, "angle": 0.5, "emotion": 0.5, "action": 0.5}
_NOBODY: Final = LABELS["subject"].index("nobody")
_IGNORED: Final = -100
_FIRST: Final = 1_000  # pictures that are composed before the first step


def spoil(pictures: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
    """Make composed pictures look generated: bent, shifted, softened, of slightly other colours, noisy.

    How much is drawn for every picture, mostly little.

    Args:
        pictures: float[n, 3, 128, 128] in -1..1.
        generator: Draws it all.
    """
    n = len(pictures)

    def rand(*shape: int) -> torch.Tensor:
        return torch.rand(n, *shape, generator=generator) * 2 - 1

    amount = torch.rand(n, 1, 1, 1, generator=generator).square()
    line = torch.linspace(-1 + 1 / SIDE, 1 - 1 / SIDE, SIDE)
    plain = torch.stack([line.expand(SIDE, SIDE), line[:, None].expand(SIDE, SIDE)], -1)
    bend = interpolate(rand(2, 8, 8), size=(SIDE, SIDE), mode="bilinear", align_corners=True).permute(0, 2, 3, 1)
    where = plain * (1 + 0.06 * amount * rand(1, 1, 1)) + 0.06 * amount * rand(1, 1, 2) + 0.04 * amount * bend
    made = grid_sample(pictures, where, mode="bilinear", padding_mode="border", align_corners=False)
    softened = []
    for part, strength in zip(made.chunk(_GROUPS), torch.rand(_GROUPS, generator=generator).tolist(), strict=False):
        side = round(SIDE * (1 - 0.55 * strength**2))
        small = interpolate(part, size=(side, side), mode="bilinear", antialias=True)
        softened.append(interpolate(small, size=(SIDE, SIDE), mode="bilinear"))
    made = torch.cat(softened)
    blotches = interpolate(rand(3, 24, 24), size=(SIDE, SIDE), mode="bilinear")
    made = made + amount * (0.14 * blotches + 0.1 * rand(3, SIDE, SIDE))
    made = made * (1 + 0.12 * amount * rand(1, 1, 1)) + amount * (0.1 * rand(1, 1, 1) + 0.05 * rand(3, 1, 1))
    return made.clamp(-1, 1)


def loss_of(logits: dict[str, torch.Tensor], codes: torch.Tensor) -> torch.Tensor:
    """Cross-entropy over all fields.

    Args:
        logits: The judge's, by field.
        codes: int[n, 11]: the subject, who else may be taken for it, the other fields.
    """
    total = torch.zeros(())
    for column, field in enumerate(FIELDS, 1):
        scores, wanted = logits[field].float(), codes[:, column]
        if field == "size":  # with nobody in it, a medium and a wide shot are the same picture
            wanted = torch.where(codes[:, 0] == _NOBODY, _IGNORED, wanted)
        error = nn.functional.cross_entropy(scores, wanted, ignore_index=_IGNORED)
        if field == "subject":
            error = (error + nn.functional.cross_entropy(scores, codes[:, 0])) / 2
        total = total + _WEIGHTS.get(field, 1.0) * error
    return total


@torch.no_grad()
def examine(judge: nn.Module, pupils: Pupils, spoilt: bool) -> dict[str, float]:
    """The share of right answers by field, size where there is somebody; "subject top-5" is one of the first five."""
    right: dict[str, list[torch.Tensor]] = {}
    generator = torch.Generator().manual_seed(0)
    for start in range(0, len(pupils.codes), _BATCH):
        pictures = to_input(pupils.pictures[start : start + _BATCH])
        codes = torch.from_numpy(pupils.codes[start : start + _BATCH].astype(np.int64))
        logits = judge(spoil(pictures, generator) if spoilt else pictures)
        for column, field in enumerate(FIELDS, 1):
            hit = logits[field].argmax(1) == codes[:, column]
            if field == "subject":
                hit |= logits[field].argmax(1) == codes[:, 0]
                near = logits[field].topk(5, 1).indices
                right.setdefault("subject top-5", []).append((near[:, :, None] == codes[:, None, :2]).any(2).any(1))
            right.setdefault(field, []).append(hit[codes[:, 0] != _NOBODY] if field == "size" else hit)
    return {field: round(torch.cat(hits).float().mean().item(), 4) for field, hits in right.items()}


def train_judge(
    work: Path,
    minutes: float,
    out: Path = FOLDER,
    workers: int = 1,
    rate: float = 3e-3,
    examined: int = _EXAMINED,
    save_every_s: float = 240.0,
) -> None:
    """Train for ``minutes`` in all; at every save the judge is examined and written to ``out``."""
    judge = Judge({field: len(names) for field, names in LABELS.items()})
    settings = LoopConfig(minutes, rate, _BATCH, floor=0.01, ema=0.998, save_every_s=save_every_s)
    loop = Loop("judge", work, judge, settings, muon)
    torch.manual_seed(loop.step)
    rng = np.random.default_rng(loop.step)
    held_out = examination(work / "assets", examined)
    source = Source(work / "assets", loop.step, workers)

    def loss() -> torch.Tensor:
        drawn = source.batch(rng, _BATCH)
        pictures = spoil(to_input(drawn.pictures))
        return loss_of(loop.model(quick(pictures)), torch.from_numpy(drawn.codes.astype(np.int64)))

    def show() -> None:
        accuracy = {"clean": examine(loop.average, held_out, False), "spoilt": examine(loop.average, held_out, True)}
        log.info("judge, composed %d: held out %s", source.composed, accuracy)
        training = {
            "steps": loop.step, "samples": loop.samples, "minutes": round(loop.elapsed_s / 60, 1), "rate": rate,
            "parameters": sum(p.numel() for p in judge.parameters()),
        }  # fmt: skip
        about = {"held_out": {"pictures": examined, **accuracy}, "training": training}
        save_judge(out, loop.average, LABELS, about)

    try:
        source.wait(_FIRST)
        loop.run(loss, show)
    finally:
        source.close()
