"""A segment of a part of a recording, in the time of the whole."""

from __future__ import annotations

from voice2image.transcript import Segment

__all__ = ["place"]


def place(segment: Segment, offset_s: float, floor_s: float, end_s: float) -> Segment:
    """A window's segment in the recording's time, between `floor_s` and `end_s`."""

    def at(time_s: float) -> float:
        return round(min(max(time_s + offset_s, floor_s), end_s), 3)

    words = tuple(word.replace(start_s=at(word.start_s), end_s=at(word.end_s)) for word in segment.words)
    return segment.replace(start_s=at(segment.start_s), end_s=at(segment.end_s), words=words)
