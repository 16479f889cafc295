"""Camera moves over a still picture: which part of it the frame shows."""

from __future__ import annotations

import math
from typing import Final

from voice2image.shot import Move

__all__ = ["seen"]

_ZOOM: Final = 0.85
"""The share of the picture's width and height that is seen when the camera is closest."""
_PATHS: Final[dict[Move, tuple[tuple[float, float, float], tuple[float, float, float]]]] = {
    # From and to: the share that is seen, and where in the room that is left, across and down, it is.
    "push-in": ((1, 0.5, 0.5), (_ZOOM, 0.5, 0.5)),
    "zoom-in": ((1, 0.5, 0.5), (_ZOOM, 0.5, 0.5)),
    "pull-out": ((_ZOOM, 0.5, 0.5), (1, 0.5, 0.5)),
    "zoom-out": ((_ZOOM, 0.5, 0.5), (1, 0.5, 0.5)),
    "pan-left": ((_ZOOM, 1, 0.5), (_ZOOM, 0, 0.5)),
    "pan-right": ((_ZOOM, 0, 0.5), (_ZOOM, 1, 0.5)),
    "tracking": ((_ZOOM, 0, 0.5), (_ZOOM, 1, 0.5)),
    "tilt-up": ((_ZOOM, 0.5, 1), (_ZOOM, 0.5, 0)),
    "tilt-down": ((_ZOOM, 0.5, 0), (_ZOOM, 0.5, 1)),
    "crane-up": ((_ZOOM, 0.5, 1), (_ZOOM, 0.5, 0)),
    "crane-down": ((_ZOOM, 0.5, 0), (_ZOOM, 0.5, 1)),
}


def seen(move: Move, share: float, time_s: float, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The box (left, top, right, bottom) that is seen of a picture after a share of its panel's time."""
    if move == "handheld":
        zoom, across, down = 0.96, 0.5 + 0.3 * math.sin(time_s * 2.3), 0.5 + 0.3 * math.sin(time_s * 3.1 + 1)
    else:
        begin, end = _PATHS[move]
        zoom, across, down = (a + (b - a) * share for a, b in zip(begin, end, strict=True))
    width, height = size
    left, top = width * (1 - zoom) * across, height * (1 - zoom) * down
    return left, top, left + width * zoom, top + height * zoom
