"""Which family a model is of, and so how its prompts are worded."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from voice2image.families import Family
from voice2image.generators.diffusers.presets import find_preset

if TYPE_CHECKING:
    from voice2image.generators.diffusers.config import DiffusersConfig

__all__ = ["family_of"]

CLIP_WIDTH = 768  # ViT-L/14, which Stable Diffusion 1 reads with; OpenCLIP's ViT-H of Stable Diffusion 2 has 1024

_DISTILLED = re.compile(r"(?<![a-z])(?:turbo|lcm|lightning|hyper)(?![a-z])", re.IGNORECASE)


def family_of(config: DiffusersConfig, *, width: int, taught: bool) -> Family:
    """What the config says, else the preset, else the model's name, else its text encoder.

    Args:
        config: names the model.
        width: numbers in an embedding of the text encoder.
        taught: whether the checkpoint comes with a list of the words that it was taught, as `sketch` does.
    """
    if config.family is not None:
        return config.family
    if preset := find_preset(config.model):
        return preset.family
    if _DISTILLED.search(PurePath(config.model).name):
        return "turbo"
    if preset := find_preset(config.layout or ""):
        return preset.family
    if taught:
        return "sketch"
    return "sd1" if width == CLIP_WIDTH else "sd2"
