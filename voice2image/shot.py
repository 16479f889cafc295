"""A shot as a storyboard artist would write it down: framing, camera, where and when, who, and what is heard."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from voice2image.config import Value

__all__ = ["Angle", "Interior", "Move", "Shot", "ShotSize", "TimeOfDay", "Transition", "Weather"]

ShotSize = Literal["ECU", "CU", "MCU", "MS", "MLS", "WS", "ELS", "EST"]
"""Extreme close-up, close-up, medium close-up, medium, medium long, wide, extreme long, establishing."""
Angle = Literal["eye-level", "low", "high", "birds-eye", "worms-eye", "dutch", "over-the-shoulder", "pov"]
Move = Literal[
    "static", "pan-left", "pan-right", "tilt-up", "tilt-down", "push-in", "pull-out", "zoom-in", "zoom-out",
    "tracking", "crane-up", "crane-down", "handheld",
]  # fmt: skip
Transition = Literal["cut", "dissolve", "fade-in", "fade-out", "wipe", "smash-cut", "match-cut"]
Interior = Literal["int", "ext"]
TimeOfDay = Literal["dawn", "morning", "noon", "afternoon", "sunset", "dusk", "night", "midnight"]
Weather = Literal["clear", "rain", "storm", "snow", "fog", "wind"]


class Shot(Value):
    """What was said about one shot. What wasn't said is empty.

    Place, interior, time of day and weather are carried forward from shot to shot until the speaker changes them.
    """

    size: ShotSize | None = None
    angle: Angle | None = None
    move: Move | None = None
    framing: tuple[str, ...] = ()
    """Other framings, such as "two-shot" or "insert"."""
    lens: tuple[str, ...] = ()
    """Lens and depth, such as "shallow focus" or "telephoto"."""
    transition: Transition | None = None
    """How the shot before goes over into this one."""
    interior: Interior | None = None
    place: str | None = None
    """In the speaker's words, without an article."""
    time_of_day: TimeOfDay | None = None
    weather: Weather | None = None
    light: tuple[str, ...] = ()
    mood: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    """The named ones in it."""
    dialogue: str = ""
    """What somebody in it says, without quotation marks."""
    sound: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What the speaker tells themself or the crew."""
    duration_s: Annotated[float, Field(ge=0)] | None = None
    """As long as the speaker asked for."""
    picture: str = ""
    """What is to be seen, in the speaker's words, without directions."""
