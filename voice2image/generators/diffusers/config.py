"""The settings of the diffusers generator. A field left at ``None`` is what the model's preset says."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from voice2image.config import Config, Value
from voice2image.errors import ConfigError
from voice2image.families import Family
from voice2image.generators.diffusers.presets import PRESETS, SCHEDULERS, find_preset
from voice2image.memory import parse_memory

__all__ = ["DiffusersConfig", "Lora", "TextualInversion"]

PIXELS_PER_LATENT = 8  # every autoencoder halves the sides three times at least

Pixels = Annotated[int, Field(ge=64, le=4096, multiple_of=PIXELS_PER_LATENT)]
DType = Literal["auto", "float32", "float16", "bfloat16"]


class Lora(Value):
    """A low-rank adapter (Hu et al. 2021, arXiv:2106.09685) and how strongly it is applied."""

    source: str
    """A file, a folder or a hub id."""
    weight: Annotated[float, Field(ge=-10, le=10)] = 1.0
    file: str | None = None
    """Which file of the folder or repository, where there are several."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, given: Any) -> Any:
        return _named(given, "source", "weight")


class TextualInversion(Value):
    """A learned word (Gal et al. 2022, arXiv:2208.01618)."""

    source: str
    """A file, a folder or a hub id."""
    token: str | None = None
    """The word that calls it in a prompt; ``None`` takes the one that is stored with it."""

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, given: Any) -> Any:
        return _named(given, "source", "token")


class DiffusersConfig(Config):
    """Which model draws, how, and in how much memory."""

    backend: ClassVar[str] = "diffusers"
    incidental: ClassVar[frozenset[str]] = frozenset(
        {"batch_size", "device", "local_files_only", "memory", "preview_every", "threads"}
    )

    model: str = "sketch"
    """A preset such as ``sketch`` or ``sd2-base``, a hub id, a folder, or a .safetensors or .ckpt file."""
    revision: str | None = None
    """The hub commit, branch or tag."""
    layout: str | None = None
    """For a single file: the preset, folder or hub id whose configuration it is read with. A file doesn't say
    whether its model predicts noise or velocity, so a Stable Diffusion 2 file needs this."""
    family: Family | None = None
    """How prompts are worded: sd2, sd1, turbo or sketch; ``None`` finds out by the model's name and text encoder."""
    scheduler: str | None = None
    """One of ddim, dpm++2m, dpm++2m-karras, unipc, euler, euler-a, pndm, lcm."""
    steps: Annotated[int, Field(ge=1, le=1000)] | None = None
    guidance_scale: Annotated[float, Field(ge=0, le=50)] | None = None
    """Classifier-free guidance (Ho & Salimans 2022, arXiv:2207.12598). At 1 and below it is off."""
    guidance_rescale: Annotated[float, Field(ge=0, le=1)] | None = None
    """Against overexposure by guidance (Lin et al. 2023, arXiv:2305.08891, section 3.4)."""
    negative_prompt: str | None = None
    """Added to the negative text of every prompt."""
    width: Pixels | None = None
    height: Pixels | None = None
    images_per_prompt: Annotated[int, Field(ge=1, le=64)] = 1
    """Each image of a prompt has the seed after that of the one before."""
    batch_size: Annotated[int, Field(ge=1, le=64)] | None = None
    """How many images are drawn at once; ``None`` leaves it to the memory plan."""
    dtype: DType = "auto"
    device: str = "auto"
    """``auto``, ``cpu``, ``cuda``, ``cuda:1``, ``mps``, ``xpu``."""
    threads: Annotated[int, Field(ge=1)] | None = None
    """On the CPU; ``None`` takes one for a small model and torch's number for a large one."""
    memory: str = "auto"
    """``auto`` (what is free), a budget such as ``4GB``, or an offload: none, model, group, sequential."""
    loras: tuple[Lora, ...] = ()
    textual_inversions: tuple[TextualInversion, ...] = ()
    preview_every: Annotated[int, Field(ge=0)] = 0
    """A preview picture every so many steps; 0 for none."""
    local_files_only: bool = False
    """Never ask the hub."""

    @classmethod
    def preset(cls, name: str, **settings: Any) -> Self:
        """The settings of a preset, with changes: ``DiffusersConfig.preset("sd2-768v", memory="4GB")``.

        Raises :class:`~voice2image.errors.ConfigError` for a name that is no preset.
        """
        if name not in PRESETS:
            close = get_close_matches(name, PRESETS, n=1, cutoff=0.4)
            hint = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(PRESETS)}."
            raise ConfigError(f"{cls.__name__}: no preset is called {name!r}. {hint}")
        return cls(model=name, **settings)

    @field_validator("model", "layout", mode="before")
    @classmethod
    def _path_to_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, Path) else value

    @field_validator("model")
    @classmethod
    def _model_is_named(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("name a preset, a hub id, a folder or a file")
        return value

    @field_validator("scheduler")
    @classmethod
    def _scheduler_is_known(cls, value: str | None) -> str | None:
        if value is not None and value not in SCHEDULERS:
            close = get_close_matches(value.lower(), SCHEDULERS, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(SCHEDULERS)}"
            raise ValueError(f"no such scheduler; {hint}")
        return value

    @field_validator("device")
    @classmethod
    def _device_is_known(cls, value: str) -> str:
        if not re.fullmatch(r"auto|cpu|mps|(cuda|xpu)(:[0-9]+)?", value):
            raise ValueError("a device is auto, cpu, cuda, cuda:1, mps or xpu")
        return value

    @field_validator("memory")
    @classmethod
    def _memory_is_readable(cls, value: str) -> str:
        parse_memory(value)
        return value

    @model_validator(mode="after")
    def _fits_its_model(self) -> Self:
        preset = find_preset(self.model)
        if preset and preset.max_steps and self.steps and self.steps > preset.max_steps:
            raise ValueError(f"{preset.name} is distilled for 1 to {preset.max_steps} steps, not {self.steps}")
        if preset and preset.max_steps and (self.guidance_scale or 0) > 1:
            raise ValueError(f"{preset.name} is distilled to be drawn without guidance; leave guidance_scale out")
        if self.scheduler == "lcm" and (self.steps or 0) > 50:
            raise ValueError("lcm takes at most 50 steps, and is made for 4 to 8")
        return self


def _named(given: Any, *fields: str) -> Any:
    """``"a"`` and ``("a", 0.8)`` as the mapping that they are short for."""
    if isinstance(given, (str, Path)):
        return {fields[0]: str(given)}
    if isinstance(given, (tuple, list)) and 1 <= len(given) <= len(fields):
        head = str(given[0]) if isinstance(given[0], Path) else given[0]
        return dict(zip(fields, (head, *given[1:]), strict=False))
    return given
