"""``board.json``: what a board looks like on disk. Its version 1 is this file's models, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from voice2image.config import Value
from voice2image.image import Provenance
from voice2image.prompt import Prompt
from voice2image.storyboard import SoundSource, Status
from voice2image.transcript import Transcript

__all__ = ["BoardRecord", "FileName", "ImageRecord", "PanelRecord", "StepRecord", "is_file_name"]


def is_file_name(name: str) -> bool:
    """Whether a board may name a file so."""
    # A board that came from elsewhere must not make us read or overwrite files outside its folder.
    return bool(name) and not name.startswith(".") and not any(mark in name for mark in "/\\:\0")


def _within_folder(name: str) -> str:
    if not is_file_name(name):
        raise ValueError(f"{name!r} is no plain file name")
    return name


FileName = Annotated[str, AfterValidator(_within_folder)]


class ImageRecord(Value):
    """A picture of a panel."""

    file: FileName
    sha256: str | None = None
    """Of the file as it was saved; one that differs was changed by hand."""
    provenance: Provenance
    """Kept here too, since editing programs drop it from the PNG."""


class PanelRecord(Value):
    """A panel."""

    number: Annotated[int, Field(ge=1)]
    status: Status
    prompt: Prompt
    image: ImageRecord | None = None
    alternates: tuple[ImageRecord, ...] = ()
    error: str | None = None

    @property
    def images(self) -> tuple[ImageRecord, ...]:
        """All its pictures."""
        return (*([self.image] if self.image else []), *self.alternates)


class StepRecord(Value):
    """An edit by hand that can be undone."""

    did: str
    file: FileName
    """In ``history/``: the board as it was before."""


class BoardRecord(Value):
    """A board."""

    schema_name: Literal["voice2image.storyboard"] = "voice2image.storyboard"
    schema_version: Literal[1] = 1
    title: str
    created_at: str
    source: SoundSource | None = None
    sound: FileName | None = None
    sound_sha256: str | None = None
    """Of the file as it was saved."""
    settings: Mapping[str, str] = {}
    transcript: Transcript
    panels: tuple[PanelRecord, ...] = ()
    history: tuple[StepRecord, ...] = ()
    """The last edits by hand, the newest last."""
    superseded: Mapping[FileName, str] = {}
    """Files of older boards here that wait to be removed, with the SHA-256 that they were saved with."""
