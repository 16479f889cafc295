"""The models that go by a name, and how each of them wants to be drawn.

Guidance of the Stable Diffusion 2 presets follows the curve that Stability published with them (50 DDIM
steps, 10,000 COCO prompts): the best FID is at guidance 3, while the CLIP score still rises at 8. A
storyboard wants what was said, so the presets stand between the two, nearer to the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from voice2image.families import Family
from voice2image.memory import ModelSize

__all__ = ["PRESETS", "SCHEDULERS", "SD2", "Mirror", "Preset", "find_preset"]

GB = 10**9

SCHEDULERS = ("ddim", "dpm++2m", "dpm++2m-karras", "unipc", "euler", "euler-a", "pndm", "lcm")


@dataclass(frozen=True, slots=True)
class Mirror:
    """One place on the hub where a model can be had."""

    repo: str
    revision: str | None = None
    """A commit, where one is known to be good; ``None`` is the repository's main branch."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A model and the settings it was made for."""

    name: str
    mirrors: tuple[Mirror, ...]
    """Tried in order; none for the embedded model."""
    width: int
    height: int
    """Pixels."""
    prediction_type: Literal["epsilon", "v_prediction"]
    scheduler: str
    steps: int
    guidance_scale: float
    size: ModelSize
    licence: str
    family: Family
    """How its prompts are worded."""
    timestep_spacing: str | None = None
    """``None`` keeps what the checkpoint's scheduler says."""
    guidance_rescale: float = 0.0
    negative_prompt: str = ""
    max_steps: int | None = None
    """Set for a model that is distilled to few steps and to no guidance."""
    download_bytes: int = 0
    """About how much the hub sends in half precision."""


SD2 = ModelSize(text_encoder=340_387_840, unet=865_910_724, vae=83_653_863)

_OPENRAIL = "CreativeML Open RAIL++-M: free to use, also commercially, with the use restrictions of its appendix A"

_SKETCH = Preset(
    name="sketch",
    mirrors=(),
    width=256,
    height=256,
    prediction_type="v_prediction",
    scheduler="ddim",
    steps=8,
    guidance_scale=3.0,
    # Zero terminal SNR is only reached when the first step is the last trained one: Lin et al. 2023,
    # section 3.3.
    timestep_spacing="trailing",
    size=ModelSize(text_encoder=4_227_840, unet=13_526_344, vae=3_789_307),
    licence="Apache-2.0; the pictures it was trained on keep the licences in its licenses folder",
    family="sketch",
)


def _sd2(name: str, repo: str, side: int, *, velocity: bool, revision: str | None = None) -> Preset:
    return Preset(
        name=name,
        # Stability took its own repositories down in November 2025; machines that fetched them before still
        # hold them.
        mirrors=(Mirror(f"sd2-community/{repo}", revision), Mirror(f"stabilityai/{repo}")),
        width=side,
        height=side,
        prediction_type="v_prediction" if velocity else "epsilon",
        scheduler="dpm++2m",
        steps=25,
        guidance_scale=6.0,
        timestep_spacing="trailing" if velocity else None,
        size=SD2,
        licence=_OPENRAIL,
        family="sd2",
        download_bytes=int(2.6 * GB),
    )


_SD_TURBO = Preset(
    name="sd-turbo",
    mirrors=(Mirror("stabilityai/sd-turbo"),),
    width=512,
    height=512,
    prediction_type="epsilon",
    scheduler="euler",
    steps=2,
    guidance_scale=0.0,
    timestep_spacing="trailing",
    size=SD2,
    licence="Stability AI Community Licence: free of charge below a yearly revenue of 1 M$",
    family="turbo",
    max_steps=4,
    download_bytes=int(2.6 * GB),
)

PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        _SKETCH,
        _sd2(
            "sd2-base",
            "stable-diffusion-2-base",
            512,
            velocity=False,
            revision="f5bc1bd97485577aa0b946fa8a9004e2ec147402",
        ),
        _sd2("sd2-768v", "stable-diffusion-2", 768, velocity=True),
        _sd2("sd2.1-base", "stable-diffusion-2-1-base", 512, velocity=False),
        _sd2("sd2.1", "stable-diffusion-2-1", 768, velocity=True),
        _SD_TURBO,
    )
}


def find_preset(model: str) -> Preset | None:
    """The preset of that name, or whose weights that hub id is."""
    if model in PRESETS:
        return PRESETS[model]
    for preset in PRESETS.values():
        if any(mirror.repo == model for mirror in preset.mirrors):
            return preset
    return None
