"""How long a recording may be."""

from __future__ import annotations

from voice2image.audio import SAMPLE_RATE, Audio
from voice2image.server.faults import Refused

__all__ = ["check_length"]


def check_length(audio: Audio, most_minutes: float) -> None:
    """Read a recording to its end: what a file says of its length may be wrong, and the rest of it broken."""
    heard_s = 0.0
    for block in audio.blocks():
        heard_s += len(block) / SAMPLE_RATE
        if heard_s > most_minutes * 60:
            raise Refused(413, f"longer than the {most_minutes:g} minutes that this service takes", "too_long")
