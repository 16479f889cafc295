"""Samplers by the names that artists know, made from the checkpoint's own noise schedule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voice2image.errors import ConfigError

__all__ = ["build_scheduler", "scheduler_name", "with_settings"]

_PLAIN = {"use_karras_sigmas": False, "use_exponential_sigmas": False, "use_beta_sigmas": False}
_DPM = {
    **_PLAIN,
    "use_lu_lambdas": False,
    "use_flow_sigmas": False,
    "algorithm_type": "dpmsolver++",
    "solver_order": 2,
    "solver_type": "midpoint",
}

# All that makes a sampler what its name says, since a checkpoint's own settings would otherwise be taken over.
CLASSES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "ddim": ("DDIMScheduler", {"clip_sample": False}),  # Song et al. 2020, arXiv:2010.02502
    "dpm++2m": ("DPMSolverMultistepScheduler", _DPM),  # Lu et al. 2022, arXiv:2211.01095
    "dpm++2m-karras": (  # Karras et al. 2022, arXiv:2206.00364
        "DPMSolverMultistepScheduler",
        {**_DPM, "use_karras_sigmas": True},
    ),
    "unipc": (  # Zhao et al. 2023, arXiv:2302.04867
        "UniPCMultistepScheduler",
        {**_PLAIN, "use_flow_sigmas": False, "predict_x0": True, "solver_order": 2, "solver_type": "bh2"},
    ),
    "euler": ("EulerDiscreteScheduler", {**_PLAIN, "timestep_type": "discrete"}),
    "euler-a": ("EulerAncestralDiscreteScheduler", {}),
    "pndm": ("PNDMScheduler", {"skip_prk_steps": True}),  # Liu et al. 2022, arXiv:2202.09778
    "lcm": ("LCMScheduler", {"clip_sample": False}),  # Luo et al. 2023, arXiv:2310.04378
}

NOT_FROM_PURE_NOISE = {
    "pndm": "it has no schedule that ends in pure noise",
    # Between the last two timesteps the noise grows from 20 to 4096 times the picture, and steps that are spaced by
    # its amount nearly all fall in there: 10 of 16.
    "dpm++2m-karras": "it would spend most of its steps on the first of the picture's thousand timesteps",
}


def build_scheduler(name: str, own: Any, *, spacing: str | None = None) -> Any:
    """The sampler `name` on the noise schedule and prediction type of `own`, the checkpoint's scheduler.

    `spacing` is diffusers' ``timestep_spacing``; ``None`` keeps the checkpoint's.

    Raises :class:`~voice2image.errors.ConfigError` for a sampler that can't do what the model needs.
    """
    import diffusers

    class_name, settings = CLASSES[name]
    settings = dict(settings)
    if own.config.get("rescale_betas_zero_snr") and (why := NOT_FROM_PURE_NOISE.get(name)):
        raise ConfigError(
            f"scheduler: {name} can't draw with this model, which starts from pure noise: {why}; take ddim or dpm++2m"
        )
    if spacing and name != "lcm":  # it takes its steps from those that it was distilled to
        settings["timestep_spacing"] = spacing
    return getattr(diffusers, class_name).from_config(own.config, **settings)


def with_settings(scheduler: Any, **settings: Any) -> Any:
    """The same sampler with some settings changed; those that it doesn't know are left out."""
    known = {name: value for name, value in settings.items() if name in scheduler.config}
    return type(scheduler).from_config(scheduler.config, **known)


def scheduler_name(scheduler: Any) -> str:
    """Our name of a scheduler, or its class name if it has none."""
    class_name = type(scheduler).__name__
    for name, (candidate, settings) in CLASSES.items():
        if candidate == class_name and all(scheduler.config.get(key) == value for key, value in settings.items()):
            return name
    return class_name
