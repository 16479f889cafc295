"""Light: what an hour and a weather do to every colour of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

Colour = tuple[int, int, int]
Tint = tuple[float, float, float]

# Sky colours from the top of the frame to the horizon.
_SKIES: Final[dict[str, tuple[Colour, Colour, Colour]]] = {
    "dawn": ((172, 158, 222), (252, 186, 204), (255, 222, 186)),
    "day": ((52, 146, 238), (112, 194, 252), (200, 234, 255)),
    "sunset": ((84, 32, 116), (222, 66, 66), (255, 168, 52)),
    "night": ((5, 9, 34), (13, 25, 70), (32, 54, 116)),
}
_TINTS: Final[dict[str, Tint]] = {
    "dawn": (1.0, 0.80, 0.85),
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.92, 0.54, 0.40),
    "night": (0.29, 0.36, 0.62),
}
# Indoors the hour comes in by the window, but there is a lamp at night.
_INDOOR_TINTS: Final[dict[str, Tint]] = {
    "dawn": (1.0, 0.83, 0.86),
    "day": (1.0, 1.0, 1.0),
    "sunset": (1.0, 0.64, 0.44),
    "night": (0.36, 0.37, 0.58),
}
# The grey that clouds pull the sky towards, by hour.
_OVERCAST: Final[dict[str, Colour]] = {
    "dawn": (226, 176, 192),
    "day": (164, 176, 188),
    "sunset": (206, 100, 66),
    "night": (36, 44, 76),
}
# And fog, which is paler.
_FOGS: Final[dict[str, Colour]] = {
    "dawn": (240, 204, 212),
    "day": (222, 224, 224),
    "sunset": (236, 164, 130),
    "night": (72, 82, 116),
}
# Per weather: how far the sky goes to grey, how bright it stays, how bright the land stays.
_WEATHERS: Final[dict[str, tuple[float, float, float]]] = {
    "clear": (0.0, 1.0, 1.0),
    "rain": (0.80, 0.82, 0.82),
    "storm": (0.86, 0.46, 0.66),
    "snow": (0.85, 0.94, 0.98),
    "fog": (0.92, 1.0, 0.95),
}


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """The colour a share ``t`` of the way from ``a`` to ``b``."""
    r, g, bl = (round(x + (y - x) * t) for x, y in zip(a, b, strict=True))
    return r, g, bl


def scale(colour: Colour, tint: Tint) -> Colour:
    """A colour under a coloured light."""
    r, g, b = (min(255, round(x * k)) for x, k in zip(colour, tint, strict=True))
    return r, g, b


@dataclass(frozen=True)
class Light:
    """The light of one picture.

    Args:
        time: The hour.
        sky: Colours at the top, at the middle and at the horizon.
        tint: Factors for colours of the land.
        indoor_tint: The same for a room.
        subject_tint: The same for the subject, which stays readable in the dark.
        haze: What far things fade to.
        dark: Whether lamps and windows are lit.
    """

    time: str
    sky: tuple[Colour, Colour, Colour]
    tint: Tint
    indoor_tint: Tint
    subject_tint: Tint
    haze: Colour
    dark: bool

    def shade(self, colour: Colour, far: float = 0.0) -> Colour:
        """A land colour in this light, faded by ``far`` (0 near, 1 lost in the haze)."""
        return mix(scale(colour, self.tint), self.haze, far)

    def inside(self, colour: Colour) -> Colour:
        """A colour in a room."""
        return scale(colour, self.indoor_tint)


@cache
def light_for(time: str, weather: str) -> Light:
    """The light of an hour in a weather."""
    to_grey, sky_gain, land_gain = _WEATHERS[weather]
    if weather == "storm" and time == "night":
        sky_gain = 0.62
    gain: Tint = (sky_gain, sky_gain, sky_gain)
    overcast = mix(_OVERCAST[time], _FOGS[time], 0.6) if weather == "fog" else _OVERCAST[time]
    top, middle, low = (scale(mix(c, overcast, to_grey), gain) for c in _SKIES[time])
    r, g, b = (k * land_gain for k in _TINTS[time])
    lift = 0.6 if time == "night" else 0.52 if weather == "storm" else 0.42
    sr, sg, sb = (k + (1.0 - k) * lift for k in (r, g, b))
    dark = time == "night" or weather == "storm"
    return Light(time, (top, middle, low), (r, g, b), _INDOOR_TINTS[time], (sr, sg, sb), low, dark)
