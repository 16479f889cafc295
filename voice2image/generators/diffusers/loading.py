"""From a model's files to a pipeline that is laid out in memory and ready to draw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from voice2image.backend import Notify
from voice2image.errors import ConfigError, ModelCorruptError, ModelError
from voice2image.families import Family
from voice2image.generators.diffusers import faults
from voice2image.generators.diffusers.adapters import add_adapters
from voice2image.generators.diffusers.families import family_of
from voice2image.generators.diffusers.notions import Notions
from voice2image.generators.diffusers.placing import place
from voice2image.generators.diffusers.presets import Preset, find_preset
from voice2image.generators.diffusers.schedulers import build_scheduler, scheduler_name, with_settings
from voice2image.generators.diffusers.sources import Files, Source, find_source
from voice2image.memory import MAX_BATCH, MemoryPlan, ModelSize, free_bytes, parse_memory

if TYPE_CHECKING:
    from voice2image.generators.diffusers.config import DiffusersConfig

__all__ = ["Model", "Settings", "load", "pick_device", "pick_dtype"]

HEADROOM = 0.95  # of the free memory; the desktop takes some more while we draw
DEFAULT_STEPS = 25
DEFAULT_GUIDANCE = 6.0
SMALL_UNET = 100_000_000  # parameters
OPENCLIP_KEYS = "cond_stage_model.model."  # the text encoder of Stable Diffusion 2 in a single file


@dataclass(frozen=True, slots=True)
class Settings:
    """What the config, the preset and the checkpoint come to, together."""

    width: int
    height: int
    """Pixels."""
    steps: int
    guidance_scale: float
    guidance_rescale: float
    negative_prompt: str
    scheduler: str
    prediction_type: str

    @property
    def guided(self) -> bool:
        """Whether an unconditional branch is computed beside the conditional one."""
        return self.guidance_scale > 1


@dataclass(slots=True)
class Model:
    """A loaded pipeline and how it came about."""

    pipe: Any
    settings: Settings
    plan: MemoryPlan
    device: str
    source: Source
    family: Family
    """How its prompts are worded."""
    notes: tuple[str, ...] = ()
    threads: int | None = None
    """On the CPU; ``None`` leaves torch's number alone."""
    notions: Notions | None = None
    """What it draws for words that it doesn't know, if the checkpoint says so."""


_LOADING: Final = Lock()
"""While a model is read, transformers has torch make modules without weights, and those of another thread stay so."""


def load(config: DiffusersConfig, *, plan: MemoryPlan | None = None, notify: Notify) -> Model:
    """Load the model of `config` as `plan` lays it out, or as one that fits.

    Raises :class:`~voice2image.errors.MissingExtraError`, :class:`~voice2image.errors.ModelError` and
    :class:`~voice2image.errors.ConfigError`.
    """
    with faults.needs_packages():
        import accelerate  # noqa: F401  (without it, loading takes twice the memory, and offloading is missing)
        import diffusers  # noqa: F401  (whether it is there; so below)
        import torch
        import transformers  # noqa: F401
    device = pick_device(config.device)
    dtype = plan.dtype if plan else pick_dtype(config.dtype, device)
    source = find_source(config, half=dtype != "float32", notify=notify)
    notions = Notions.of_folder(source.path)
    with _LOADING, faults.loading(source.model), _quietly():
        pipe = _read(source, getattr(torch, dtype), local_only=config.local_files_only)
    preset = find_preset(config.model) or find_preset(config.layout or "")
    notes = _mend_scheduler(pipe, preset)
    settings = _settle(config, preset, pipe)
    family = family_of(config, width=pipe.text_encoder.config.hidden_size, taught=notions is not None)
    notes += add_adapters(pipe, config)
    with faults.loading(source.model):
        plan = plan or _plan(config, pipe, settings, device, dtype)
        place(pipe, plan, device)
    return Model(pipe, settings, plan, device, source, family, notes, _threads(config, pipe, device), notions)


def pick_device(wish: str) -> str:
    """The device that `wish` means on this machine. Raises :class:`~voice2image.errors.ConfigError`."""
    with faults.needs_packages():
        import torch
    there = {
        "cuda": torch.cuda.is_available(),
        "xpu": torch.xpu.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if wish == "auto":
        return next(kind for kind, available in there.items() if available)
    kind, _, number = wish.partition(":")
    counted = {"cuda": torch.cuda.device_count, "xpu": torch.xpu.device_count}
    if there[kind] and number and int(number) >= (count := counted[kind]()):
        raise ConfigError(f"device: there is no {wish!r}, torch sees {count} of them, counted from 0")
    if not there[kind]:
        found = ", ".join(kind for kind, available in there.items() if available)
        raise ConfigError(f"device: torch sees no {wish!r} on this machine, only {found}")
    return wish


def pick_dtype(wish: str, device: str) -> str:
    """``auto`` is float16 on an accelerator, and float32 on the CPU, where half precision is often slower."""
    if wish != "auto":
        return wish
    return "float32" if device == "cpu" else "float16"


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep two libraries from writing bars and asides into the caller's terminal, and leave them as they were."""
    from diffusers.utils import logging as diffusers_logging
    from transformers.utils import logging as transformers_logging

    logs: tuple[Any, ...] = (diffusers_logging, transformers_logging)
    before = [(log, log.get_verbosity(), log.is_progress_bar_enabled()) for log in logs]
    for log in logs:
        log.set_verbosity_error()
        log.disable_progress_bar()
    try:
        yield
    finally:
        for log, verbosity, bars in before:
            log.set_verbosity(verbosity)
            if bars:
                log.enable_progress_bar()


def _read(source: Source, dtype: Any, *, local_only: bool) -> Any:
    from diffusers import StableDiffusionPipeline

    if source.files is None:
        return _read_single_file(source, dtype, local_only=local_only)
    index = StableDiffusionPipeline.load_config(source.path)
    if (kind := index.get("_class_name")) != "StableDiffusionPipeline":
        raise ModelError(f"{source.model}: this generator draws with Stable Diffusion 1 and 2, this is a {kind}")
    read: Any = StableDiffusionPipeline.from_pretrained
    pipe = read(
        source.path,
        text_encoder=_read_text_encoder(source, source.files, dtype),
        dtype=dtype,
        variant=source.files.variant,
        use_safetensors=(source.files.safetensors("unet") and source.files.safetensors("vae")) or None,
        local_files_only=True,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _read_text_encoder(source: Source, files: Files, dtype: Any) -> Any:
    """Apart from the rest, since transformers makes up weights that are missing and goes on."""
    from transformers import CLIPTextModel

    read: Any = CLIPTextModel.from_pretrained
    encoder, report = read(
        source.path / "text_encoder",
        dtype=dtype,
        variant=files.variant,
        use_safetensors=files.safetensors("text_encoder"),
        local_files_only=True,
        output_loading_info=True,
    )
    missing = [key for key in report["missing_keys"] if not key.endswith("position_ids")]
    if missing:
        raise ModelCorruptError(f"{source.model}: it can't be loaded: its text encoder lacks {missing[0]}")
    return encoder


def _read_single_file(source: Source, dtype: Any, *, local_only: bool) -> Any:
    from diffusers import StableDiffusionPipeline

    if source.layout is None and _is_sd2(source.path):
        raise ConfigError(
            f"{source.model}: a Stable Diffusion 2 file doesn't say how it is to be read; add "
            "layout='sd2-base' if it predicts noise (512 px), or layout='sd2-768v' if velocity (768 px)"
        )
    pipe = StableDiffusionPipeline.from_single_file(
        str(source.path),
        config=str(source.layout) if source.layout else None,
        dtype=dtype,
        local_files_only=local_only or source.layout is not None,
        safety_checker=None,
        feature_extractor=None,
    )
    pipe.set_progress_bar_config(disable=True)
    return pipe


def _is_sd2(path: Path) -> bool:
    if path.suffix.lower() == ".safetensors":
        from safetensors import safe_open

        with safe_open(path, framework="pt") as file:
            return any(key.startswith(OPENCLIP_KEYS) for key in file.keys())  # noqa: SIM118  (the file is no dict)
    import torch

    stored = torch.load(path, map_location="cpu", mmap=True, weights_only=True)
    return any(key.startswith(OPENCLIP_KEYS) for key in stored.get("state_dict", stored))


def _settle(config: DiffusersConfig, preset: Preset | None, pipe: Any) -> Settings:
    """Fill in what the config leaves open, and give the pipeline its scheduler."""

    def first(*values: Any) -> Any:
        return next((value for value in values if value is not None), None)

    own = pipe.unet.config.sample_size
    tall, wide = (own, own) if isinstance(own, int) else own
    name = first(config.scheduler, preset and preset.scheduler)
    spacing = preset.timestep_spacing if preset else _spacing(pipe.scheduler)
    if name:
        pipe.scheduler = build_scheduler(name, pipe.scheduler, spacing=spacing)
    elif spacing:
        pipe.scheduler = with_settings(pipe.scheduler, timestep_spacing=spacing)
    width = first(config.width, preset and preset.width, wide * pipe.vae_scale_factor)
    height = first(config.height, preset and preset.height, tall * pipe.vae_scale_factor)
    _check_side("width", width, pipe.vae_scale_factor)
    _check_side("height", height, pipe.vae_scale_factor)
    return Settings(
        width=width,
        height=height,
        steps=first(config.steps, preset and preset.steps, DEFAULT_STEPS),
        guidance_scale=first(config.guidance_scale, preset and preset.guidance_scale, DEFAULT_GUIDANCE),
        guidance_rescale=first(config.guidance_rescale, preset and preset.guidance_rescale, 0.0),
        negative_prompt=first(config.negative_prompt, preset and preset.negative_prompt, ""),
        scheduler=scheduler_name(pipe.scheduler),
        prediction_type=pipe.scheduler.config.get("prediction_type", "epsilon"),
    )


def _check_side(name: str, pixels: int, step: int) -> None:
    """A picture is a whole number of latents a side: 8 pixels each in Stable Diffusion, 16 in `sketch`."""
    if pixels % step:
        below = pixels - pixels % step
        raise ConfigError(
            f"{name}: this model draws in steps of {step} pixels: {below} or {below + step}, not {pixels}"
        )


def _spacing(scheduler: Any) -> str | None:
    """A velocity model has to start at its last timestep: Lin et al. 2023, arXiv:2305.08891, section 3.3.

    ``leading`` doesn't; in a file it mostly is the default of the library that wrote it, not anyone's choice.
    """
    config = scheduler.config
    velocity = config.get("prediction_type") == "v_prediction"
    skips = config.get("timestep_spacing", "leading") == "leading"
    return "trailing" if config.get("rescale_betas_zero_snr") or (velocity and skips) else None


def _mend_scheduler(pipe: Any, preset: Preset | None) -> tuple[str, ...]:
    """What a model predicts is known of a preset, whatever the settings file of a mirror says."""
    said = pipe.scheduler.config.get("prediction_type", "epsilon")
    if preset is None or said == preset.prediction_type:
        return ()
    pipe.scheduler = with_settings(pipe.scheduler, prediction_type=preset.prediction_type)
    return (f"the scheduler's file says {said}, but {preset.name} predicts {preset.prediction_type}",)


def _plan(config: DiffusersConfig, pipe: Any, settings: Settings, device: str, dtype: str) -> MemoryPlan:
    """The layout for the memory that is given, or free."""
    wish = parse_memory(config.memory)
    batch = config.batch_size or (1 if device == "cpu" else MAX_BATCH)
    pixels = settings.width * settings.height
    if isinstance(wish, str):
        slow = device == "cpu" and wish != "none"
        why = "on the CPU there is nowhere to offload to" if slow else f"memory={wish!r} was asked for"
        offload = "none" if slow else wish
        tight = offload in ("group", "sequential")
        batch = config.batch_size or 1 if tight else batch
        return MemoryPlan(
            dtype=dtype, offload=offload, vae_slicing=batch > 1, vae_tiling=tight, batch_size=batch, why=why
        )
    if device == "cpu" and wish is None:
        return MemoryPlan(dtype=dtype, vae_slicing=batch > 1, batch_size=batch, why="the whole model, on the CPU")
    budget = wish or int(free_bytes(device) * HEADROOM)
    plan = MemoryPlan.fit(budget, _size(pipe), pixels=pixels, dtype=dtype, batch=batch)
    if device == "cpu" and plan.offload != "none":
        why = f"on the CPU there is nowhere to offload to; {plan.why}"
        plan = plan.replace(offload="none", vae_tiling=True, batch_size=1, predicted_peak_bytes=0, why=why)
    return plan


def _threads(config: DiffusersConfig, pipe: Any, device: str) -> int | None:
    """A small model's layers take less time than its threads take to meet, all the more beside a recogniser.

    On two cores, one of them busy, an image of `sketch` took 0.8 s on one thread and 16 s on two.
    """
    small = device == "cpu" and _size(pipe).unet < SMALL_UNET
    return config.threads or (1 if small else None)


def _size(pipe: Any) -> ModelSize:
    """True numbers of parameters."""
    return ModelSize(
        **{
            part: sum(parameter.numel() for parameter in getattr(pipe, part).parameters())
            for part in ("text_encoder", "unet", "vae")
        }
    )
