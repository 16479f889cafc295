"""When each panel stands: what animatics, timelines and subtitles are timed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from voice2image.storyboard import Panel, Storyboard

__all__ = ["Cue", "Pace", "cut_frames", "plays_through", "timeline"]

Pace = Literal["recording", "stated"]
"""``"recording"``: a panel stands from its words to those of the next one, so that the recording plays through as it
is. ``"stated"``: a panel stands as long as the speaker asked for, else as long as its words take."""

UNSPOKEN_S = 2.0
"""How long a panel stands that has neither words nor a stated duration."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One panel's stretch of the board. A cue begins where the one before it ends; the first begins at 0."""

    panel: Panel
    start_s: float
    end_s: float
    sound_start_s: float | None
    """Where in the recording its sound begins; ``None`` if it has none."""

    @property
    def duration_s(self) -> float:
        """How long it stands."""
        return self.end_s - self.start_s


def timeline(board: Storyboard, pace: Pace = "recording") -> tuple[Cue, ...]:
    """The board's panels in time.

    A board whose panels don't follow the recording any more, since they were moved, inserted or removed out of its
    order, can't play it through: its panels stand as long as is stated or as their words take, and bring their own
    stretches of the sound.
    """
    panels = board.panels
    if pace == "recording" and _in_order(panels):
        starts = [0.0, *(panel.start_s for panel in panels[1:])]
        ends = [*starts[1:], max(board.duration_s, panels[-1].end_s)]
        return tuple(Cue(panel, a, b, a) for panel, a, b in zip(panels, starts, ends, strict=True))
    cues, now = [], 0.0
    for panel in panels:
        spoken = panel.end_s > panel.start_s
        length_s = panel.duration_s or UNSPOKEN_S
        cues.append(Cue(panel, now, now + length_s, panel.start_s if spoken else None))
        now += length_s
    return tuple(cues)


def plays_through(cues: Sequence[Cue]) -> bool:
    """Whether the recording plays through under the cues as it is; else each brings its own stretch of it."""
    return all(cue.sound_start_s == cue.start_s for cue in cues)


def cut_frames(cues: Sequence[Cue], fps: float) -> list[int]:
    """The frame that each cue begins at, and behind them the one that the last ends at: int[len(cues) + 1].

    Each is the frame next to its time, so that nothing adds up; but a cue has one frame at least.
    """
    cuts = [0]
    for cue in cues:
        cuts.append(max(round(cue.end_s * fps), cuts[-1] + 1))
    return cuts


def _in_order(panels: Sequence[Panel]) -> bool:
    spoken = all(panel.end_s > panel.start_s for panel in panels)
    return bool(panels) and spoken and all(before.start_s < after.start_s for before, after in pairwise(panels))
