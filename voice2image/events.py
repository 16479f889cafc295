"""What :meth:`voice2image.Voice2Image.stream` yields while a board is being made.

A `number` is a panel's place on the board at that moment; a :class:`BoardEdited` says when it changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from voice2image.edit import Edit
    from voice2image.errors import Voice2ImageError
    from voice2image.image import GeneratedImage
    from voice2image.prompt import Prompt
    from voice2image.storyboard import Panel, Storyboard
    from voice2image.transcript import Segment

__all__ = [
    "BoardDone",
    "BoardEdited",
    "Event",
    "HearingProgress",
    "Notice",
    "PanelDrawn",
    "PanelFailed",
    "PartialHeard",
    "PreviewDrawn",
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
class PartialHeard(Event):
    """Live: what is heard so far of an utterance under way. A :class:`SegmentHeard` says what it came to."""

    segment: Segment
    confirmed: int
    """So many of its words stay as they are, but for punctuation and capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentHeard(Event):
    """A stretch of speech was written down."""

    segment: Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptWritten(Event):
    """The board has a next panel, whose prompt is complete and waits to be drawn; `number` counts panels from 1."""

    number: int
    prompt: Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEdited(Event):
    """The speaker changed a panel that was there already, struck or moved it, or put one in.

    Numbers in later events are those of the changed board. A panel whose picture is out of date is waiting.
    """

    edit: Edit
    """What was asked for: a :class:`~voice2image.edit.Revise`, `Remove`, `Insert` or `Move`. Its `number` is the panel
    that it touches, on the board before the edit, and its `heard` the words that ask for it."""
    panels: tuple[Panel, ...]
    """All panels so far as they are now, in order; those that wait for a picture have the status waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(Event):
    """One denoising step of a panel is done: `step` of `steps`, counted from 1; a small picture if previews are on."""

    number: int
    step: int
    steps: int
    preview: Image.Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewDrawn(Event):
    """Live: a picture of a panel that isn't complete: rough while a sentence is spoken, drawn with care after it."""

    number: int
    """The panel's; one more than the board has for one that is being spoken."""
    image: GeneratedImage


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelDrawn(Event):
    """A panel has its picture. `reused` says that it was there from before and not drawn again."""

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
