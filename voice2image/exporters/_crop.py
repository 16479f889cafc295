"""Pictures cut to a frame of other proportions, with what they show kept in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["cut_to"]

_LOOKED_AT: Final = 128
"""Pixels of the shorter side in which the picture's outlines are looked for."""
_OUTLINE: Final = 0.3
"""Of the strongest outline's contrast, what counts as one."""
_HEADROOM: Final = 0.04
"""Of the picture's height, what stays above the uppermost outline."""


def cut_to(pixels: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture (RGB) as large as it fills `size` (width, height), with what juts out cut off.

    Of a tall one the lower part goes first, since heads, masts and towers end above: the uppermost outline stays. A
    wide one is cut to where most of its outlines are.
    """
    scale = max(size[0] / pixels.width, size[1] / pixels.height)
    width, height = min(size[0] / scale, pixels.width), min(size[1] / scale, pixels.height)
    left, top = _across(pixels, width), _down(pixels, height)
    return pixels.resize(size, Image.Resampling.LANCZOS, box=(left, top, left + width, top + height))


def _down(pixels: Image.Image, height: float) -> float:
    """Where the cut begins, in pixels from the top."""
    room = pixels.height - height
    if room < 1:
        return room / 2
    outlines = _outlines(pixels)
    rows = np.flatnonzero((outlines > _OUTLINE * outlines.max()).any(axis=1))
    first = rows[0] / len(outlines) if len(rows) and outlines.max() > 0 else 0.4
    return float(min(max(0.0, (first - _HEADROOM) * pixels.height), room))


def _across(pixels: Image.Image, width: float) -> float:
    """Where the cut begins, in pixels from the left."""
    room = pixels.width - width
    if room < 1:
        return room / 2
    weight = _outlines(pixels).sum(axis=0)
    if not weight.any():
        return room / 2
    middle = (weight * (np.arange(len(weight)) + 0.5)).sum() / weight.sum() / len(weight)
    return float(min(max(0.0, middle * pixels.width - width / 2), room))


def _outlines(pixels: Image.Image) -> NDArray[np.float32]:
    """The contrast at each place of a small copy: float32[height, width]."""
    small = pixels.convert("L")
    share = max(1.0, min(small.size) / _LOOKED_AT)
    small = small.resize((max(2, round(small.width / share)), max(2, round(small.height / share))))
    light = np.asarray(small, np.float32)
    down, across = np.gradient(light)
    contrast: NDArray[np.float32] = np.hypot(down, across)
    return contrast
