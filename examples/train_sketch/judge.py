"""The judge: a small network that reads a scene back from a picture, whoever drew it.

It is trained on composed pictures alone and never sees the model that it judges.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import nn

from .judge_data import SIDE, shrink
from .models import to_input

SCHEMA: Final = "voice2image.sketch-judge/1"
FOLDER: Final = Path(__file__).with_name("judge_weights")
_WEIGHTS: Final = "judge.safetensors"
_ABOUT: Final = "judge.json"
_TOP: Final = 5
_BATCH: Final = 32


class _Block(nn.Module):
    """A residual block (He et al. 2016, "Identity Mappings in Deep Residual Networks")."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first, self.second = (_norm_and_conv(width) for _ in range(2))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        changed: torch.Tensor = self.second(self.first(x))
        return x + changed


def _norm_and_conv(width: int) -> nn.Sequential:
    return nn.Sequential(nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, width, 3, padding=1))


class _Head(nn.Module):
    """Looks where its question is answered, by attention with learned queries, and answers it."""

    def __init__(self, width: int, answers: int, looks: int) -> None:
        super().__init__()
        self.where = nn.Linear(width, looks)
        self.conv_out = nn.Linear((looks + 1) * width, answers)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """float[n, positions, width] -> float[n, answers]."""
        weights = self.where(x).float().softmax(1).to(x.dtype)
        seen = torch.cat([weights.mT @ x, x.mean(1, keepdim=True)], 1)
        answer: torch.Tensor = self.conv_out(seen.flatten(1))
        return answer


class Judge(nn.Module):
    """float[n, 3, 128, 128] in -1..1 -> logits by field. 2.4 M parameters.

    The heads look at two scales at once, 16 x 16 and 8 x 8 positions, so that somebody small in a wide shot is not
    lost in an average over the whole picture.

    Args:
        answers: How many labels each field has.
    """

    def __init__(self, answers: Mapping[str, int], widths: tuple[int, int, int] = (64, 128, 224)) -> None:
        super().__init__()
        fine, middle, coarse = widths
        self.stem = nn.Sequential(nn.Conv2d(3, 24, 4, 2, 1), nn.SiLU(), nn.Conv2d(24, fine, 3, 2, 1), _Block(fine))
        self.body = nn.Sequential(nn.Conv2d(fine, middle, 3, 2, 1), _Block(middle), _Block(middle))
        self.top = nn.Sequential(nn.Conv2d(middle, coarse, 3, 2, 1), _Block(coarse))
        self.place_embedding = nn.Parameter(torch.zeros(1, coarse, SIDE // 8, SIDE // 8))
        self.fuse = nn.Sequential(nn.Conv2d(middle + coarse, coarse, 1), nn.GroupNorm(8, coarse), nn.SiLU())
        self.heads = nn.ModuleDict(
            {field: _Head(coarse, count, 3 if field == "subject" else 1) for field, count in answers.items()}
        )

    def forward(self, pictures: torch.Tensor) -> dict[str, torch.Tensor]:
        """Read the pictures."""
        near = self.body(self.stem(pictures))
        far = nn.functional.interpolate(self.top(near), scale_factor=2)
        x = self.fuse(torch.cat([near, far], 1)) + self.place_embedding
        x = x.flatten(2).mT
        return {field: head(x) for field, head in self.heads.items()}


@dataclass(frozen=True)
class Reading:
    """What the judge sees in a picture."""

    values: dict[str, str]
    """The likeliest label of every field."""
    shares: dict[str, float]
    """Its probability."""
    subjects: tuple[tuple[str, float], ...]
    """The five likeliest subjects."""


class Reader:
    """A trained judge with its labels.

    Args:
        judge: The network, float32.
        labels: The labels of every field, in the order of its logits.
        about: What was written down when it was trained, its accuracy on held-out pictures under ``"held_out"``.
    """

    def __init__(self, judge: Judge, labels: Mapping[str, Sequence[str]], about: Mapping[str, Any]) -> None:
        self.judge = judge.eval().requires_grad_(False)
        self.labels, self.about = labels, about

    def read(self, pictures: Sequence[Image.Image]) -> list[Reading]:
        """Read pictures of any size; a 16:9 one is squeezed to a square."""
        readings = []
        for start in range(0, len(pictures), _BATCH):
            small = [shrink(picture) for picture in pictures[start : start + _BATCH]]
            logits = self.judge(to_input(np.stack(small)))
            readings += self._readings({field: values.softmax(1) for field, values in logits.items()}, len(small))
        return readings

    def _readings(self, shares: Mapping[str, torch.Tensor], count: int) -> list[Reading]:
        best = {field: values.max(1) for field, values in shares.items()}
        names = self.labels["subject"]
        top = shares["subject"].topk(min(_TOP, len(names)), 1)
        return [
            Reading(
                values={field: self.labels[field][int(b.indices[i])] for field, b in best.items()},
                shares={field: float(b.values[i]) for field, b in best.items()},
                subjects=tuple((names[int(k)], float(v)) for k, v in zip(top.indices[i], top.values[i], strict=True)),
            )
            for i in range(count)
        ]


def save_judge(folder: Path, judge: nn.Module, labels: Mapping[str, Sequence[str]], about: Mapping[str, Any]) -> None:
    """Write a judge in half precision, with its labels and what is known of it; a file replaces the old one whole."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: t.detach().half().contiguous().cpu() for name, t in judge.state_dict().items()}
    text = json.dumps({"schema": SCHEMA, "labels": {f: list(names) for f, names in labels.items()}, **about}, indent=1)
    fresh = folder / f".{_WEIGHTS}.partial"
    save_file(weights, fresh)
    fresh.replace(folder / _WEIGHTS)
    fresh = folder / f".{_ABOUT}.partial"
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(folder / _ABOUT)


def load_judge(folder: Path = FOLDER) -> Reader:
    """Read a judge back, the one that lies beside this module by default.

    Raises:
        FileNotFoundError: There is none.
        ValueError: It was written under another schema.
    """
    about: dict[str, Any] = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
    if about.get("schema") != SCHEMA:
        raise ValueError(f"{folder} holds {about.get('schema')!r}, this reads {SCHEMA!r}")
    labels: dict[str, list[str]] = about["labels"]
    judge = Judge({field: len(names) for field, names in labels.items()})
    judge.load_state_dict({name: t.float() for name, t in load_file(folder / _WEIGHTS).items()})
    return Reader(judge, labels, about)
