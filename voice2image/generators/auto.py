"""The image model for a user who named none: Stable Diffusion 2 where a GPU can hold it, else `sketch`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from voice2image.config import Config
from voice2image.generators.base import Generator
from voice2image.generators.diffusers.config import DiffusersConfig
from voice2image.generators.diffusers.loading import HEADROOM, pick_device
from voice2image.generators.diffusers.presets import PRESETS
from voice2image.memory import MemoryPlan, total_bytes
from voice2image.registry import create

__all__ = ["Choice", "choose_generator", "create_generator"]

LARGE, SMALL = "sd2-base", "sketch"


@dataclass(frozen=True, slots=True)
class Choice:
    """A generator's config, and why it was chosen."""

    config: DiffusersConfig
    reason: str
    """One sentence for people."""


def choose_generator() -> Choice:
    """The generator for this machine. Loads torch, where it is installed, but no model.

    A card counts by its size, not by what is free: else a board that is gone on with while another program uses the
    card would be drawn anew by another model. Without the packages of the extra ``diffusers`` the choice is `sketch`
    all the same, and its first use says what to install.
    """
    if find_spec("torch") is None:
        return _small("torch isn't installed, so nothing is known of a GPU")
    device = pick_device("auto")
    if device == "cpu":
        return _small("there is no GPU that torch can use")
    try:
        total = total_bytes(device)
    except RuntimeError as error:  # another process holds it for itself, or its driver is broken
        return _small(f"the GPU ({device}) can't be used: {str(error).partition(chr(10))[0]}", device="cpu")
    preset = PRESETS[LARGE]
    budget = int(total * HEADROOM)
    plan = MemoryPlan.fit(budget, preset.size, pixels=preset.width * preset.height, batch=1)
    if plan.predicted_peak_bytes > budget or plan.offload in ("group", "sequential"):
        return _small(f"the GPU ({device}) has {total / 1e9:.1f} GB, too little for {LARGE}")
    reason = f"{LARGE}, since the GPU ({device}) has {total / 1e9:.1f} GB: {plan.why}."
    return Choice(DiffusersConfig(model=LARGE), reason)


def create_generator(spec: Generator[Any] | Config | str) -> Generator[Any]:
    """What :func:`voice2image.registry.create` makes of `spec`, or the one for this machine of ``"auto"``."""
    return create("generators", choose_generator().config if spec == "auto" else spec, Generator)


def _small(why: str, *, device: str = "auto") -> Choice:
    return Choice(DiffusersConfig(model=SMALL, device=device), f"{SMALL}, the embedded model, since {why}.")
