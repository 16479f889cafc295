"""A small drawing surface in unit coordinates: (0, 0) is the top left corner, (1, 1) the bottom right."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from .light import Colour, mix

Point = tuple[float, float]


class Canvas:
    """An RGB picture that is drawn on in unit coordinates: x in frame widths, y in frame heights.

    Args:
        width: Pixels across; drawing is not antialiased, so draw at twice the wanted size and shrink.
        height: Pixels down.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.slim = height / width
        """A frame height in frame widths: what a round or upright thing's width is to be multiplied by."""
        self.image = Image.new("RGB", (width, height))
        self._draw = ImageDraw.Draw(self.image)

    def _px(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.width, y * self.height) for x, y in points]

    def poly(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(self._px(points), fill=colour)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """Fill a rectangle."""
        if x1 > x0 and y1 > y0:
            self._draw.rectangle(self._px([(x0, y0), (x1, y1)]), fill=colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse round (x, y)."""
        self._draw.ellipse(self._px([(x - rx, y - ry), (x + rx, y + ry)]), fill=colour)

    def disc(self, x: float, y: float, r: float, colour: Colour) -> None:
        """Fill a circle, ``r`` in frame heights."""
        self.ellipse(x, y, r * self.slim, r, colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw an open line, ``width`` in frame heights."""
        self._draw.line(self._px(points), fill=colour, width=max(1, round(width * self.height)), joint="curve")

    def gradient(self, y0: float, y1: float, stops: Sequence[Colour], x0: float = 0.0, x1: float = 1.0) -> None:
        """Fill a rectangle with a vertical gradient through evenly spaced colours."""
        top, bottom = round(y0 * self.height), round(y1 * self.height)
        left, right = round(x0 * self.width), round(x1 * self.width)
        if bottom <= top or right <= left:
            return
        at = np.linspace(0.0, len(stops) - 1, bottom - top)
        table = np.asarray(stops, dtype=np.float32)
        rows = np.stack([np.interp(at, range(len(stops)), table[:, c]) for c in range(3)], -1)
        band = np.repeat(rows[:, None].astype(np.uint8), right - left, axis=1)
        self.image.paste(Image.fromarray(band), (left, top))

    def ridge(self, base: float, heights: Sequence[float], colour: Colour) -> None:
        """Fill from the bottom of the frame up to a line of evenly spaced heights over ``base``."""
        step = 1.0 / (len(heights) - 1)
        top = [(i * step, base - h) for i, h in enumerate(heights)]
        self.poly([(0.0, 1.0), *top, (1.0, 1.0)], colour)

    def waves(self, y: float, height: float, length: float, phase: float, colour: Colour) -> None:
        """Fill the frame below a line of waves."""
        n = 64
        top = [(i / n, y - height * math.sin(2 * math.pi * (i / n / length + phase))) for i in range(n + 1)]
        self.poly([(0.0, 1.0), *top, (1.0, 1.0)], colour)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Add a soft round light; ``strength`` is its share at the middle, ``radius`` in frame heights."""
        r = max(2, round(radius * self.height))
        grid = np.linspace(-1.0, 1.0, 2 * r)
        falloff = np.clip(1.0 - np.hypot(grid[:, None], grid[None]), 0.0, 1.0) ** 1.5 * strength * 255
        mask = Image.fromarray(falloff.astype(np.uint8))
        self.image.paste(colour, (round(x * self.width) - r, round(y * self.height) - r), mask)

    def veil(self, colour: Colour, shares: Sequence[float]) -> None:
        """Lay a colour over the picture, its share interpolated from the top row to the bottom row."""
        rows = np.interp(np.linspace(0, len(shares) - 1, self.height), range(len(shares)), shares) * 255
        mask = Image.fromarray(np.repeat(rows.astype(np.uint8)[:, None], self.width, axis=1))
        self.image.paste(colour, (0, 0), mask)

    def overlay(self, points: Sequence[Point], colour: Colour, share: float) -> None:
        """Lay a see-through polygon over the picture."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._px(points), fill=round(share * 255))
        self.image.paste(colour, (0, 0), mask)

    def shrunk(self, width: int, height: int) -> Image.Image:
        """The picture at its wanted size."""
        return self.image.resize((width, height), Image.Resampling.BOX)


def streaks(
    size: tuple[int, int], rng: random.Random, count: int, slant: float, length: float, width: int
) -> Image.Image:
    """A mask of ``count`` slanted lines, ``length`` in frame heights: rain."""
    w, h = size
    mask = Image.new("L", (w * 2, h * 2), 0)
    draw = ImageDraw.Draw(mask)
    long = length * h * 2
    for i in range(count):
        x, y = (i + rng.random()) / count * 1.2 * w * 2, rng.uniform(-0.15, 1.0) * h * 2
        draw.line([(x, y), (x - slant * long, y + long)], fill=255, width=width * 2)
    return mask.resize(size, Image.Resampling.BOX)


def brighten(colour: Colour, share: float) -> Colour:
    """A colour mixed with white."""
    return mix(colour, (255, 255, 255), share)
