"""A picture, and everything that is needed to make it again.

A saved PNG carries two text chunks: ``parameters``, the line that AUTOMATIC1111's web UI started and image browsers
read, and ``voice2image``, the whole :class:`Provenance` as JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import IO, Literal

from PIL import Image

from voice2image.config import Value
from voice2image.prompt import Prompt
from voice2image.transcript import Seconds

__all__ = ["GeneratedImage", "Provenance", "SourceSpan", "read_provenance"]


class SourceSpan(Value):
    """The stretch of a recording that an image comes from."""

    name: str
    sha256: str
    start_s: Seconds
    end_s: Seconds


class Provenance(Value):
    """How an image came about. With the model and the libraries named here, it can be drawn again."""

    schema_name: Literal["voice2image.provenance"] = "voice2image.provenance"
    schema_version: Literal[1] = 1
    prompt: Prompt
    """As it was drawn, its seed filled in."""
    generator: str
    """The generator's registry name."""
    model: str
    revision: str | None = None
    scheduler: str
    prediction_type: str | None = None
    steps: int
    guidance_scale: float
    guidance_rescale: float = 0.0
    width: int
    height: int
    dtype: str
    device: str
    versions: Mapping[str, str] = {}
    """Library name to version."""
    created_at: str
    """ISO 8601, UTC."""
    source: SourceSpan | None = None
    notes: tuple[str, ...] = ()
    """What a user should know of how it was drawn: a precision that was raised, words left out, adapters used."""


class GeneratedImage:
    """A picture with its provenance. Pixels of a saved one are read from its file when they are asked for."""

    def __init__(
        self, pixels: Image.Image | None, provenance: Provenance, *, index: int = 0, path: Path | None = None
    ) -> None:
        raise NotImplementedError


def read_provenance(png: str | Path | bytes | IO[bytes] | Image.Image) -> Provenance:
    """The provenance that a PNG of ours carries."""
    raise NotImplementedError
