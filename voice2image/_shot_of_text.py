"""What a text that somebody typed says of its shot, understood by the rules that dictation is understood by."""

from __future__ import annotations

from voice2image.edit import settle
from voice2image.shot import Shot
from voice2image.transcript import Segment

__all__ = ["shot_of"]

SEEN = ("size", "angle", "framing", "lens", "interior", "place", "time_of_day", "weather", "light", "mood")
"""What of a shot a picture shows."""


def shot_of(text: str, before: Shot | None = None) -> Shot:
    """The shot of a text. What it doesn't say of the framing, the place or the hour stays as it was `before`."""
    from voice2image.prompters.shots import ShotPrompter

    said = settle(ShotPrompter().prompts([Segment(text=text, start_s=0.0, end_s=0.0)]))
    known = (said[0].shot if len(said) == 1 else None) or Shot()
    found = {name: value for name in SEEN if (value := getattr(known, name))}
    return (before or Shot()).replace(**found, picture=text.strip())
