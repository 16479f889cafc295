"""What :meth:`voice2image.Voice2Image.stream` yields while a board is being made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from voice2image.errors import Voice2ImageError
    from voice2image.prompt import Prompt
    from voice2image.storyboard import Panel, Storyboard
    from voice2image.transcript import Segment

__all__ = [
    "BoardDone",
    "Event",
    "HearingProgress",
    "Notice",
    "PanelDrawn",
    "PanelFailed",
    "PromptWritten",
    "SegmentHeard",
    "StepDone",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The root of all events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Event):
    """Something the user should know: which model was chosen and why, a large download that starts, a fallback."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingProgress(Event):
    """How far the recogniser is, in seconds of sound; `total_s` is ``None`` where the length isn't known yet."""

    heard_s: float
    total_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentHeard(Event):
    """A stretch of speech was written down."""

    segment: Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptWritten(Event):
    """A panel's prompt is complete and waits to be drawn; `number` counts panels from 1."""

    number: int
    prompt: Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(Event):
    """One denoising step of a panel is done: `step` of `steps`, counted from 1; a small picture if previews are on."""

    number: int
    step: int
    steps: int
    preview: Image.Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDrawn(Event):
    """A panel has its picture. `reused` says that it was found on disk and not drawn again."""

    number: int
    panel: Panel
    reused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFailed(Event):
    """A panel could not be drawn; the others go on."""

    number: int
    panel: Panel
    error: Voice2ImageError


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDone(Event):
    """The last event: the whole board."""

    board: Storyboard
