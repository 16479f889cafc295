"""Light: what an hour and a weather do to every colour of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Colour = tuple[int, int, int]
Tint = tuple[float, float, float]

# Sky colours from the top of the frame to the horizon.
_SKIES: Final[dict[str, tuple[Colour, Colour, Colour]]] = {
    "dawn": ((118, 140, 205), (240, 184, 204), (255, 228, 190)),
    "day": ((58, 150, 235), (120, 196, 250), (200, 234, 255)),
    "sunset": ((82, 38, 112), (226, 78, 62), (255, 186, 66)),
    "night": ((5, 9, 32), (14, 26, 68), (34, 56, 112)),
}
_TINTS: Final[dict[str, Tint]] = {
    "dawn": (0.93, 0.80, 0.86),
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.86, 0.54, 0.44),
    "night": (0.24, 0.31, 0.54),
}
# The grey that clouds pull the sky towards, by hour.
_OVERCAST: Final[dict[str, Colour]] = {
    "dawn": (176, 160, 178),
    "day": (150, 164, 178),
    "sunset": (150, 88, 84),
    "night": (46, 54, 80),
}
# Per weather: how far the sky goes to grey, how bright it stays, how bright the land stays.
_WEATHERS: Final[dict[str, tuple[float, float, float]]] = {
    "clear": (0.0, 1.0, 1.0),
    "rain": (0.72, 0.82, 0.80),
    "storm": (0.80, 0.52, 0.74),
    "snow": (0.80, 1.2, 0.98),
    "fog": (0.85, 1.12, 0.95),
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
        sky: Colours at the top, at the middle and at the horizon.
        tint: Factors for colours of the land.
        subject_tint: The same for the subject, which stays readable in the dark.
        haze: What far things fade to.
        dark: Whether lamps and windows are lit.
    """

    sky: tuple[Colour, Colour, Colour]
    tint: Tint
    subject_tint: Tint
    haze: Colour
    dark: bool

    def shade(self, colour: Colour, far: float = 0.0) -> Colour:
        """A land colour in this light, faded by ``far`` (0 near, 1 lost in the haze)."""
        return mix(scale(colour, self.tint), self.haze, far)


def light_for(time: str, weather: str) -> Light:
    """The light of an hour in a weather."""
    to_grey, sky_gain, land_gain = _WEATHERS[weather]
    grey = _OVERCAST[time]
    gain: Tint = (sky_gain, sky_gain, sky_gain)
    top, middle, low = (scale(mix(c, grey, to_grey), gain) for c in _SKIES[time])
    r, g, b = (k * land_gain for k in _TINTS[time])
    lift = 0.36
    sr, sg, sb = (k + (1.0 - k) * lift for k in (r, g, b))
    dark = time == "night" or weather == "storm"
    return Light((top, middle, low), (r, g, b), (sr, sg, sb), low, dark)
