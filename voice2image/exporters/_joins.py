"""How panels go over into each other: over which frames, and how much of each is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from voice2image.exporters._losses import left_out
from voice2image.shot import Transition
from voice2image.timeline import Cue

__all__ = ["Join", "joins"]

Way = Literal["dissolve", "wipe", "fade-in", "fade-out"]
_WAYS: Final[dict[Transition, Way]] = {
    "dissolve": "dissolve", "wipe": "wipe", "fade-in": "fade-in", "fade-out": "fade-out",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Join:
    """What happens around the frame at which a panel begins, or the last one ends. A cut is over no frames."""

    way: Way | None = None
    first: int = 0
    end: int = 0
    """Behind its last frame."""

    def share(self, frame: int) -> float:
        """How much of what comes is seen at one of its frames, 0 to 1: at the cut about half of a new panel."""
        if self.way == "fade-out":  # black at its last frame
            return (frame - self.first + 1) / (self.end - self.first)
        return (frame - self.first + 1) / (self.end - self.first + 1)


def joins(cues: Sequence[Cue], cuts: Sequence[int], length: int) -> list[Join]:
    """The joins at all `cuts`, of at most `length` frames and at most half of the shorter neighbour.

    Dissolves and wipes are half before the cut and half behind it, fades in are behind it and fades out before it. A
    fade out that the last panel has isn't how it begins, but how the film ends. What there is no room for is a cut.
    """
    frames = [end - first for first, end in pairwise(cuts)]
    found = []
    for number, cut in enumerate(cuts):
        way = _way(cues, number)
        beside = frames[max(0, number - 1) : number + 1]
        long = min([length, *(each // 2 for each in beside)])
        before = {"dissolve": long // 2, "wipe": long // 2, "fade-out": long}.get(way or "", 0)
        found.append(Join(way, cut - before, cut - before + long) if way and long else Join(None, cut, cut))
    if length:
        _tell(cues, found)
    return found


def _tell(cues: Sequence[Cue], found: Sequence[Join]) -> None:
    for number, cue in enumerate(cues):
        said = _said(cue)
        if said and said not in {found[number].way, found[number + 1].way if cue is cues[-1] else None}:
            left_out(f"a {said} is written as a cut, since there is no room for it", cue.panel)


def _way(cues: Sequence[Cue], number: int) -> Way | None:
    """How it goes over at cut `number`."""
    last = len(cues) - 1
    if number > last:
        return "fade-out" if _said(cues[last]) == "fade-out" else None
    way = _said(cues[number])
    if number == last and way == "fade-out":
        return None
    return None if number == 0 and way != "fade-in" else way  # nothing is before it


def _said(cue: Cue) -> Way | None:
    shot = cue.panel.prompt.shot
    return _WAYS.get(shot.transition) if shot and shot.transition else None
