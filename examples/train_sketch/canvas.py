"""A small drawing surface in unit coordinates: (0, 0) is the top left corner, (1, 1) the bottom right."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from .light import Colour, Tint, mix

Point = tuple[float, float]


class Canvas:
    """An RGB picture that is drawn on in unit coordinates.

    Args:
        side: Pixels a side; drawing is not antialiased, so draw at twice the wanted size and shrink.
    """

    def __init__(self, side: int) -> None:
        self.side = side
        self.image = Image.new("RGB", (side, side))
        self._draw = ImageDraw.Draw(self.image)

    def _px(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.side, y * self.side) for x, y in points]

    def poly(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(self._px(points), fill=colour)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self._draw.rectangle(self._px([(x0, y0), (x1, y1)]), fill=colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse round (x, y)."""
        self._draw.ellipse(self._px([(x - rx, y - ry), (x + rx, y + ry)]), fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw an open line, ``width`` in units of the side."""
        self._draw.line(self._px(points), fill=colour, width=max(1, round(width * self.side)), joint="curve")

    def gradient(self, y0: float, y1: float, stops: Sequence[Colour]) -> None:
        """Fill rows y0 to y1 with a vertical gradient through evenly spaced colours."""
        top, bottom = round(y0 * self.side), round(y1 * self.side)
        if bottom <= top:
            return
        at = np.linspace(0.0, len(stops) - 1, bottom - top)
        table = np.asarray(stops, dtype=np.float32)
        rows = np.stack([np.interp(at, range(len(stops)), table[:, c]) for c in range(3)], -1)
        band = np.repeat(rows[:, None].astype(np.uint8), self.side, axis=1)
        self.image.paste(Image.fromarray(band), (0, top))

    def ridge(self, base: float, heights: Sequence[float], colour: Colour) -> None:
        """Fill from the bottom of the frame up to a line of evenly spaced heights over ``base``."""
        step = 1.0 / (len(heights) - 1)
        top = [(i * step, base - h) for i, h in enumerate(heights)]
        self.poly([(0.0, 1.0), *top, (1.0, 1.0)], colour)

    def waves(self, y: float, height: float, length: float, phase: float, colour: Colour) -> None:
        """Fill the frame below a line of waves."""
        n = 48
        top = [(i / n, y - height * math.sin(2 * math.pi * (i / n / length + phase))) for i in range(n + 1)]
        self.poly([(0.0, 1.0), *top, (1.0, 1.0)], colour)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Add a soft round light; ``strength`` is its share at the middle."""
        r = max(2, round(radius * self.side))
        grid = np.linspace(-1.0, 1.0, 2 * r)
        falloff = np.clip(1.0 - np.hypot(grid[:, None], grid[None]), 0.0, 1.0) ** 1.5 * strength * 255
        mask = Image.fromarray(falloff.astype(np.uint8))
        self.image.paste(colour, (round(x * self.side) - r, round(y * self.side) - r), mask)

    def veil(self, colour: Colour, shares: Sequence[float]) -> None:
        """Lay a colour over the picture, its share interpolated from the top row to the bottom row."""
        rows = np.interp(np.linspace(0, len(shares) - 1, self.side), range(len(shares)), shares) * 255
        mask = Image.fromarray(np.repeat(rows.astype(np.uint8)[:, None], self.side, axis=1))
        self.image.paste(colour, (0, 0), mask)

    def overlay(self, points: Sequence[Point], colour: Colour, share: float) -> None:
        """Lay a see-through polygon over the picture."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._px(points), fill=round(share * 255))
        self.image.paste(colour, (0, 0), mask)

    def sprite(self, art: Image.Image, x: float, y: float, height: float, tint: Tint) -> None:
        """Paste an RGBA drawing with its bottom middle at (x, y), lit by ``tint``."""
        h = max(4, round(height * self.side))
        w = max(4, round(h * art.width / art.height))
        small = art.resize((w, h), Image.Resampling.BOX if h < art.height else Image.Resampling.BILINEAR)
        pixels = np.asarray(small).astype(np.float32)
        pixels[..., :3] *= np.asarray(tint, dtype=np.float32)
        lit = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        self.image.paste(lit, (round(x * self.side - w / 2), round(y * self.side - h)), lit)

    def streaks(
        self, rng: random.Random, count: int, slant: float, length: float, colour: Colour, share: float
    ) -> None:
        """Draw ``count`` slanted see-through lines: rain."""
        mask = Image.new("L", self.image.size, 0)
        draw = ImageDraw.Draw(mask)
        for _ in range(count):
            x, y = rng.uniform(-0.1, 1.1), rng.uniform(-0.1, 1.0)
            draw.line(self._px([(x, y), (x - slant * length, y + length)]), fill=round(share * 255), width=3)
        self.image.paste(colour, (0, 0), mask)


def brighten(colour: Colour, share: float) -> Colour:
    """A colour mixed with white."""
    return mix(colour, (255, 255, 255), share)
