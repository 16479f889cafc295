"""The image model for a user who named none: Stable Diffusion 2 where a GPU can hold it, else `sketch`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from voice2image.generators.diffusers.config import DiffusersConfig
from voice2image.generators.diffusers.loading import HEADROOM, pick_device
from voice2image.generators.diffusers.presets import PRESETS
from voice2image.memory import MemoryPlan, free_bytes

__all__ = ["Choice", "choose_generator"]

LARGE, SMALL = "sd2-base", "sketch"


@dataclass(frozen=True, slots=True)
class Choice:
    """A generator's config, and why it was chosen."""

    config: DiffusersConfig
    reason: str
    """One sentence for people."""


def choose_generator() -> Choice:
    """The generator for this machine. Loads torch, where it is installed, but no model.

    Without the packages of the extra ``diffusers`` the choice is `sketch` all the same, and its first use
    says what to install.
    """
    if find_spec("torch") is None:
        return _small("torch isn't installed, so nothing is known of a GPU")
    device = pick_device("auto")
    if device == "cpu":
        return _small("there is no GPU that torch can use")
    free = free_bytes(device)
    preset = PRESETS[LARGE]
    budget = int(free * HEADROOM)
    plan = MemoryPlan.fit(budget, preset.size, pixels=preset.width * preset.height, batch=1)
    if plan.predicted_peak_bytes > budget or plan.offload in ("group", "sequential"):
        return _small(f"the GPU ({device}) has {free / 1e9:.1f} GB free, too little for {LARGE}")
    reason = f"{LARGE}, since the GPU ({device}) has {free / 1e9:.1f} GB free: {plan.why}."
    return Choice(DiffusersConfig(model=LARGE), reason)


def _small(why: str) -> Choice:
    return Choice(DiffusersConfig(model=SMALL), f"{SMALL}, the embedded model, since {why}.")
