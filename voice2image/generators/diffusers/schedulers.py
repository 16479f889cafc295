"""Samplers by the names that artists know, made from the checkpoint's own noise schedule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voice2image.errors import ConfigError

__all__ = ["build_scheduler", "scheduler_name"]

CLASSES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "ddim": ("DDIMScheduler", {"clip_sample": False}),  # Song et al. 2020, arXiv:2010.02502
    "dpm++2m": (
        "DPMSolverMultistepScheduler",
        {"algorithm_type": "dpmsolver++", "solver_order": 2},
    ),  # arXiv:2211.01095
    "dpm++2m-karras": (
        "DPMSolverMultistepScheduler",
        {
            "algorithm_type": "dpmsolver++",
            "solver_order": 2,
            "use_karras_sigmas": True,
        },  # Karras et al., arXiv:2206.00364
    ),
    "unipc": ("UniPCMultistepScheduler", {}),  # Zhao et al. 2023, arXiv:2302.04867
    "euler": ("EulerDiscreteScheduler", {}),
    "euler-a": ("EulerAncestralDiscreteScheduler", {}),
    "pndm": ("PNDMScheduler", {"skip_prk_steps": True}),  # Liu et al. 2022, arXiv:2202.09778
    "lcm": ("LCMScheduler", {"clip_sample": False}),  # Luo et al. 2023, arXiv:2310.04378
}


def build_scheduler(name: str, own: Any, *, spacing: str | None = None) -> Any:
    """The sampler `name` on the noise schedule and prediction type of `own`, the checkpoint's scheduler.

    `spacing` is diffusers' ``timestep_spacing``; ``None`` keeps the checkpoint's.

    Raises :class:`~voice2image.errors.ConfigError` for a sampler that can't do what the model needs.
    """
    import diffusers

    class_name, settings = CLASSES[name]
    settings = dict(settings)
    zero_snr = bool(own.config.get("rescale_betas_zero_snr"))
    if name == "pndm" and zero_snr:
        raise ConfigError(
            "scheduler: pndm can't start from pure noise, as this model was trained to; take ddim or dpm++2m"
        )
    if spacing and name not in ("lcm", "pndm"):  # these two space their steps in a way of their own
        settings["timestep_spacing"] = spacing
    return getattr(diffusers, class_name).from_config(own.config, **settings)


def scheduler_name(scheduler: Any) -> str:
    """Our name of a scheduler, or its class name if it has none."""
    class_name = type(scheduler).__name__
    for name, (candidate, settings) in CLASSES.items():
        karras = bool(scheduler.config.get("use_karras_sigmas"))
        if candidate == class_name and karras == bool(settings.get("use_karras_sigmas")):
            return name
    return class_name
