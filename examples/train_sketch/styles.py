"""Four ways to draw: a finished colour picture becomes pencil, ink or watercolour."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Picture = npt.NDArray[np.uint8]
_Plane = npt.NDArray[np.float32]
_PITCH: Final = 8  # pixels between screentone dots, so that they repeat with the latent's grid


def restyle(picture: Picture, style: str, subject: Image.Image | None = None) -> Picture:
    """Redraw a colour picture.

    Args:
        picture: uint8[height, width, 3], RGB.
        style: One of "colour", "pencil", "ink", "watercolour".
        subject: A mask of what the picture is about, which black and white sets off from the rest.
    """
    if style == "pencil":
        return _pencil(picture, subject)
    if style == "ink":
        return _ink(picture, subject)
    return _watercolour(picture) if style == "watercolour" else picture


def _grey(picture: Picture) -> _Plane:
    return np.asarray(Image.fromarray(picture).convert("L"), dtype=np.float32) / 255.0


def _soft(plane: _Plane, radius: float) -> _Plane:
    image = Image.fromarray((plane * 255.0 + 0.5).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.BoxBlur(radius)), dtype=np.float32) / 255.0


def _edges(picture: Picture) -> _Plane:
    """How sharply the colour changes, 0 to 1: the largest step of any channel over two pixels."""
    p = picture.astype(np.int16)
    across, down = np.zeros(p.shape[:2], np.int16), np.zeros(p.shape[:2], np.int16)
    for channel in (p[..., 0], p[..., 1], p[..., 2]):
        np.maximum(across[:, 1:-1], np.abs(channel[:, 2:] - channel[:, :-2]), out=across[:, 1:-1])
        np.maximum(down[1:-1], np.abs(channel[2:] - channel[:-2]), out=down[1:-1])
    return (np.maximum(across, down) / np.float32(255.0)).astype(np.float32)


def _three(plane: _Plane) -> Picture:
    flat = (np.clip(plane, 0.0, 1.0) * 255.0).astype(np.uint8)
    return np.repeat(flat[..., None], 3, axis=-1)


def _share(mask: Image.Image) -> _Plane:
    return np.asarray(mask, dtype=np.float32) / 255.0


def _pencil(picture: Picture, subject: Image.Image | None) -> Picture:
    grey = _soft(_grey(picture), 1)
    if subject is not None:
        grey = grey + 0.12 * _share(subject)
    paper = np.clip(0.1 + 1.2 * grey, 0.0, 0.97)
    line = np.clip((_edges(picture) - 0.06) * 3.6, 0.0, 1.0)
    dark = np.where(grey < 0.16, 0.9, 0.24).astype(np.float32)
    return _three(paper + (dark - paper) * line * 0.9)


@cache
def _screens(height: int, width: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Where light and dark screentone put ink."""
    half = _PITCH / 2
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    far = np.hypot((x % _PITCH) - half + 0.5, (y % _PITCH) - half + 0.5)
    return far < 1.8, far < 3.4


def _ink(picture: Picture, subject: Image.Image | None) -> Picture:
    grey = _soft(_grey(picture), 1)
    if subject is not None:  # lighter, with a white rim
        inside = _share(subject)
        rim = _share(subject.filter(ImageFilter.MaxFilter(7))) - inside
        lift = np.clip(0.4 - grey.mean(), 0.02, 0.22) * np.clip((grey - 0.05) * 8.0, 0.0, 1.0)
        grey = np.where(rim > 0.5, np.float32(1.0), grey + lift * inside).astype(np.float32)
    light, dark = _screens(*grey.shape)
    ink = (grey < 0.2) | ((grey < 0.36) & dark) | ((grey < 0.55) & light)
    page = np.where(ink, 0.04, 1.0).astype(np.float32)
    line = np.clip((_edges(picture) - 0.1) * 4.0, 0.0, 1.0)
    pen = np.where(_soft(grey, 3) < 0.17, 1.0, 0.04).astype(np.float32)  # white lines on black
    return _three(page + (pen - page) * line)


@cache
def _paper(height: int, width: int) -> tuple[_Plane, _Plane]:
    """Mottling of the wash, and how much of it reaches each place: none at the border."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    waves = np.sin(x / 19.0 + 1.3 * np.sin(y / 27.0)) * np.sin(y / 23.0 + 1.1 * np.sin(x / 31.0))
    ragged = 2.5 * np.sin(x / 11.0 + y / 17.0) + 2.0 * np.sin(y / 9.0 - x / 21.0)
    inset = np.minimum(np.minimum(x, width - 1 - x), np.minimum(y, height - 1 - y)) + ragged
    reach = np.clip((inset - 6.0) / 14.0, 0.0, 1.0)
    return (0.045 * waves)[..., None].astype(np.float32), reach[..., None].astype(np.float32)


def _watercolour(picture: Picture) -> Picture:
    image = Image.fromarray(picture).filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.BoxBlur(1))
    wet = np.asarray(image, dtype=np.float32) / 255.0
    bled = np.asarray(image.filter(ImageFilter.BoxBlur(6)), dtype=np.float32) / 255.0
    mottle, reach = _paper(*picture.shape[:2])
    wash = 0.68 * wet + 0.32 * bled
    rim = np.clip((_edges(np.asarray(image)) - 0.06) * 1.2, 0.0, 0.3)[..., None]  # pigment gathers at edges
    wash = (0.17 + 0.85 * wash + mottle) * (1.0 - rim * 0.5)
    paper = np.asarray((0.985, 0.975, 0.95), dtype=np.float32)
    out = paper + (wash - paper) * reach
    return np.asarray((np.clip(out, 0.0, 1.0) * 255.0).astype(np.uint8))
