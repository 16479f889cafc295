"""The line of settings that AUTOMATIC1111's web UI writes into its PNGs, which image browsers read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voice2image.image import Provenance

__all__ = ["parameters"]

SAMPLERS: Mapping[str, str] = {
    "ddim": "DDIM",
    "dpm++2m": "DPM++ 2M",
    "dpm++2m-karras": "DPM++ 2M Karras",
    "unipc": "UniPC",
    "euler": "Euler",
    "euler-a": "Euler a",
    "pndm": "PLMS",
    "lcm": "LCM",
}
"""Our scheduler names to the web UI's sampler names."""


def parameters(provenance: Provenance) -> str:
    """The prompt as the model read it, the negative prompt and the settings, a line each."""
    prompt = provenance.prompt
    read = prompt.full_text if provenance.phrased is None else provenance.phrased
    settings = {
        "Steps": str(provenance.steps),
        "Sampler": SAMPLERS.get(provenance.scheduler, provenance.scheduler),
        "CFG scale": f"{provenance.guidance_scale:g}",
        "Seed": str(prompt.seed),
        "Size": f"{provenance.width}x{provenance.height}",
        "Model": provenance.model,
    }
    if read != prompt.full_text:
        settings["Asked for"] = prompt.full_text.replace(":", " -")  # many readers know no quotes
    lines = [_words(read)]
    if provenance.negative_read:
        lines.append(f"Negative prompt: {_words(provenance.negative_read)}")
    lines.append(", ".join(f"{name}: {_quoted(value)}" for name, value in settings.items()))
    return "\n".join(lines).replace("\0", "")  # a null ends the keyword of a PNG text chunk


def _words(text: str) -> str:
    """Without what readers would take for the mark of the negative prompt. Our own JSON has the text as it is."""
    return re.sub(r"(negative prompt)\s*:", r"\1 -", text, flags=re.IGNORECASE)


def _quoted(value: str) -> str:
    """In quotes if it holds what separates the settings, the way the web UI does it."""
    return json.dumps(value, ensure_ascii=False) if any(mark in value for mark in ",:\n") else value
