"""How many of a judge's readings agree with what was asked for."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .judge import Reading

BARS: Final = {
    "time": 0.95, "place": 0.90, "size": 0.90, "weather": 0.85, "subject": 0.60, "subject top-5": 0.80,
}  # fmt: skip
"""What the embedded model has to reach."""
_NOBODY: Final = "nobody"
_ASKED_FOR: Final = {"emotion": "calm", "action": "stands"}  # counted only where something else was asked for


@dataclass(frozen=True)
class Tally:
    """Some of those asked were right."""

    right: int
    asked: int

    @property
    def share(self) -> float:
        """The share that was right; of none asked, 0."""
        return self.right / self.asked if self.asked else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share (Wilson 1927); of none asked, everything."""
        if not self.asked:
            return 0.0, 1.0
        z, n, share = 1.96, self.asked, self.share
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def mark(scene: Mapping[str, Any], reading: Reading) -> dict[str, bool]:
    """Whether each field was read as asked; the subject among the first five is "subject top-5".

    Of two that stand side by side a picture doesn't tell which was named first, so either may be read as the subject.
    With nobody in it, a medium and a wide shot are the same picture, so its size is not asked for. Nor is the place of
    an extreme close-up, which a face fills from edge to edge: of the composer's own the judge reads it in one of three.

    Args:
        scene: The fields of a scene.
        reading: What the judge saw.
    """
    marks = {
        field: seen == str(scene[field])
        for field, seen in reading.values.items()
        if field not in _ASKED_FOR or scene[field] != _ASKED_FOR[field]
    }
    if scene["subject"] == _NOBODY:
        marks.pop("size", None)
    if scene["size"] == "extreme close":
        marks.pop("place", None)
    wanted = {scene["subject"]}
    if scene["companion"] != _NOBODY and scene["side"] != "behind":
        wanted.add(scene["companion"])
    marks["subject"] = reading.values["subject"] in wanted
    marks["subject top-5"] = any(name in wanted for name, _ in reading.subjects)
    return marks


def tally(marks: Iterable[Mapping[str, bool]]) -> dict[str, Tally]:
    """Count the marks by field."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for of_one in marks:
        for field, right in of_one.items():
            counts[field][0] += right
            counts[field][1] += 1
    return {field: Tally(right, asked) for field, (right, asked) in counts.items()}
